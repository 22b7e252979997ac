/** The first line of the page: who can reach CloudCube, why that needs somebody, and where the page is opened. */
import type { Exposure } from '../../../shared/api/exposure.ts';
import answer from '../../components/answer.module.css';
import { Copyable } from '../../components/copyable.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useTold } from '../../components/when.tsx';
import { useSay } from '../../i18n.ts';
import style from './exposure.module.css';
import { answerOf, endsSoon } from './reach.ts';

/** The answer. */
export function Answer({ exposure }: { readonly exposure: Exposure }) {
  const say = useSay();
  const { lan, urls } = exposure;
  const isEnding = useTold((now) => endsSoon(exposure, now));
  const { state, key, why } = answerOf(exposure, isEnding);
  return (
    <div className={style.answer}>
      <h1 className={answer.sentence}>
        <StateMark state={state} large silent={state === 'ok'} />
        <span>{say(key)}</span>
      </h1>
      {why !== null && <p className={style.why}>{why}</p>}
      {isEnding && <p className={style.why}>{say('exposure.answer.ending')}</p>}
      {lan.open && urls.length > 0 && (
        <p className={style.urls}>
          <span>{say('exposure.answer.urls')}</span>
          {urls.map((url) => (
            <Copyable key={url} text={url} />
          ))}
        </p>
      )}
      {!lan.open && <p className={style.why}>{say('exposure.answer.machine_why')}</p>}
    </div>
  );
}
