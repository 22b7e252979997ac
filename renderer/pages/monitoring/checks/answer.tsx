/** The first line of the page: how all checks stand, and once, not at each of them, that the line is down. */
import type { Check, Uplink } from '../../../../shared/api/checks.ts';
import first from '../../../components/answer.module.css';
import { StateMark } from '../../../components/state-mark.tsx';
import { When } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';
import { answerOf } from './check-model.ts';
import style from './checks.module.css';

interface AnswerProps {
  readonly checks: readonly Check[];
  readonly uplink: Uplink;
}

/** The line, and the notice. */
export function Answer({ checks, uplink }: AnswerProps) {
  const say = useSay();
  const { mark, text, params } = answerOf(checks, uplink);
  const waiting = checks.filter(({ status }) => status === 'unreachable').length;
  return (
    <section aria-label={say('checks.answer.label')} className={style.answer}>
      <div role="status">
        <h1 className={first.sentence}>
          <StateMark state={mark} large />
          <span>{say(text, params)}</span>
        </h1>
      </div>
      {uplink.up === false && (
        <div className={style.cut} role="alert">
          <StateMark state="cut" silent />
          <p>
            {say('checks.cut.what', { number: waiting })}{' '}
            {uplink.since !== null && (
              <>
                {say('checks.cut.since')} <When at={uplink.since} as="span" />.
              </>
            )}
          </p>
        </div>
      )}
    </section>
  );
}
