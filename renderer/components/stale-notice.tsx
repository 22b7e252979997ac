/** Says that what is shown is old, and how old, while the server is gone. It goes away by itself. */
import { ApiError } from '../api/errors.ts';
import { useLanguage, useSay } from '../i18n.ts';
import { exact, relative } from '../times.ts';
import { StateMark } from './state-mark.tsx';
import style from './stale-notice.module.css';
import { useTold } from './when.tsx';

interface StaleNoticeProps {
  readonly error: unknown;
  /** When what is shown was read (ms, by this browser's clock). */
  readonly readAt: number;
}

/** The strip above the values. */
export function StaleNotice({ error, readAt }: StaleNoticeProps) {
  const say = useSay();
  const { language } = useLanguage();
  const age = useTold(() => relative(readAt - Date.now(), say));
  return (
    <div className={style.strip} role="alert">
      <StateMark state="warning" silent />
      <p>
        {error instanceof ApiError ? error.message : say('stale.gone')}{' '}
        <span title={exact(readAt, language)} aria-live="off">
          {say('stale.age', { age })}
        </span>
        {error instanceof ApiError && <code className={style.id}>{error.requestId}</code>}
      </p>
    </div>
  );
}
