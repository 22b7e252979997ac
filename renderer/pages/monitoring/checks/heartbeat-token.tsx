/** Makes the address that heartbeats come to, and shows it this once with a line to put behind the job. */
import { Button } from '@mantine/core';
import type { Check } from '../../../../shared/api/checks.ts';
import { useRenewToken } from '../../../api/check-queries.ts';
import { Copyable } from '../../../components/copyable.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import form from '../../../components/form.module.css';
import { Term } from '../../../components/term.tsx';
import { useSay } from '../../../i18n.ts';
import style from './checks.module.css';

interface HeartbeatTokenProps {
  readonly check: Check;
  /** It was made just now: there is no address from before. */
  readonly isNew: boolean;
  readonly onClose: () => void;
}

/** The dialog: what it is for, then what is shown once. */
export default function HeartbeatToken({ check, isNew, onClose }: HeartbeatTokenProps) {
  const say = useSay();
  const renew = useRenewToken();
  const made = renew.data;
  return (
    <Dialog title={check.name} size="lg" sticky={made !== undefined} onClose={onClose}>
      <div className={form.form}>
        {made === undefined ? (
          <p>
            {say(isNew ? 'checks.token.first' : 'checks.token.again')}{' '}
            <Term id="heartbeat" of={say('checks.kind.heartbeat')} />
          </p>
        ) : (
          <>
            <p role="status">{say('checks.token.once')}</p>
            <div>
              <p className={form.muted}>{say('checks.token.address')}</p>
              <p className={style.curl}>
                <Copyable text={made.url} />
              </p>
            </div>
            <div>
              <p className={form.muted}>{say('checks.token.curl')}</p>
              <p className={style.curl}>
                <Copyable text={`curl -fsS -m 10 --retry 3 -X POST '${made.url}'`} />
              </p>
            </div>
          </>
        )}
        {renew.error !== null && <ErrorNotice error={renew.error} />}
        <div className={form.buttons}>
          {made === undefined ? (
            <>
              <Button variant="default" onClick={onClose}>
                {say(isNew ? 'checks.token.later' : 'cancel')}
              </Button>
              <Button
                data-autofocus
                loading={renew.isPending}
                onClick={() => {
                  renew.mutate(check.check_id);
                }}
              >
                {say(isNew ? 'checks.token.show' : 'checks.token.renew')}
              </Button>
            </>
          ) : (
            <Button autoFocus onClick={onClose}>
              {say('done')}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
