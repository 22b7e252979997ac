/** What became of the message that a test sent, in words. */
import type { NotifyOutcome } from '../../../../shared/api/notify-deliveries.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { useSay } from '../../../i18n.ts';
import style from '../channels.module.css';
import { markOfOutcome } from './channel-model.ts';

interface TestOutcomeProps {
  /** Of the channel. */
  readonly name: string;
  /** Not there while it is awaited. */
  readonly outcome: NotifyOutcome | undefined;
  readonly error: Error | null;
}

/** Read out as soon as it is there. */
export function TestOutcome({ name, outcome, error }: TestOutcomeProps) {
  const say = useSay();
  if (error !== null) return <ErrorNotice error={error} />;
  const status = outcome?.status;
  return (
    <div className={style.outcome} role="status">
      <StateMark state={status === undefined ? 'working' : markOfOutcome[status]} silent />
      <div>
        <p>{say(`notifications.test.${status ?? 'working'}`, { name })}</p>
        {outcome?.reason != null && <p>{outcome.reason.message}</p>}
      </div>
    </div>
  );
}
