/** What failed, why and what to try, with the id under which the server's log has the details. */
import type { ReactNode } from 'react';
import { ApiError } from '../api/errors.ts';
import { useSay } from '../i18n.ts';
import { StateMark } from './state-mark.tsx';
import style from './error-notice.module.css';

interface ErrorNoticeProps {
  readonly error: unknown;
  /** What can be done about it. */
  readonly children?: ReactNode;
}

/** A box that is read out as soon as it appears. */
export function ErrorNotice({ error, children }: ErrorNoticeProps) {
  const say = useSay();
  return (
    <div className={style.notice} role="alert">
      <StateMark state="error" silent />
      <div className={style.words}>
        <p>{error instanceof ApiError ? error.message : say('error.unreachable')}</p>
        {error instanceof ApiError && (
          <p className={style.id}>
            {say('error.request_id')} <code>{error.requestId}</code>
          </p>
        )}
        {children}
      </div>
    </div>
  );
}
