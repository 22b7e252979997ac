/** The second step of one's own sign-in: whether it is on, and the way in and out. */
import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useRemoveTotp, useTotp } from '../../../api/own-queries.ts';
import { Box } from '../../../components/box.tsx';
import style from '../../../components/box.module.css';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { useOpened } from '../../../components/use-opened.ts';
import { When } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';

const BeginTotp = lazy(() => import('./begin-totp.tsx'));
const NewCodes = lazy(() => import('./new-codes.tsx'));
const ByPassword = lazy(() => import('./by-password.tsx'));

/** With so few left, new ones are due. */
const few = 3;

/** The box. */
export function TwoSteps() {
  const say = useSay();
  const { data: state, error } = useTotp();
  const remove = useRemoveTotp();
  const { opened, open, close } = useOpened<'begin' | 'codes' | 'off'>();
  const press = (what: typeof opened) => () => {
    open(what);
  };

  return (
    <Box id="two-steps" title={say('access.totp.title')} term="totp">
      {state === undefined && error !== null && <ErrorNotice error={error} />}
      {state?.totp_enabled === false && (
        <>
          <p className={style.state}>
            <StateMark state="unknown" silent />
            <span>{say('access.totp.off')}</span>
          </p>
          <p className={style.muted}>{say('access.totp.what')}</p>
          <div className={style.buttons}>
            <Button size="xs" variant="default" onClick={press('begin')}>
              {say('access.totp.begin')}
            </Button>
          </div>
        </>
      )}
      {state?.totp_enabled === true && (
        <>
          <p className={style.state}>
            <StateMark state="ok" silent />
            <span>
              {say('access.totp.on')} <When at={state.enabled_at} />
            </span>
          </p>
          <p className={style.state}>
            {state.recovery_codes_left <= few && <StateMark state="warning" silent />}
            <span>{say('access.totp.left', { count: state.recovery_codes_left })}</span>
          </p>
          <div className={style.buttons}>
            <Button size="xs" variant="default" onClick={press('codes')}>
              {say('access.totp.renew')}
            </Button>
            <Button size="xs" variant="default" onClick={press('off')}>
              {say('access.totp.remove')}
            </Button>
          </div>
        </>
      )}
      <Suspense>
        {opened === 'begin' && <BeginTotp onClose={close} />}
        {opened === 'codes' && <NewCodes onClose={close} />}
        {opened === 'off' && (
          <ByPassword
            title={say('access.totp.remove_title')}
            what={say('access.totp.remove_what')}
            action={say('access.totp.remove')}
            isDangerous
            error={remove.error}
            pending={remove.isPending}
            onGo={(password) => {
              remove.mutate(password, { onSuccess: close });
            }}
            onClose={close}
          />
        )}
      </Suspense>
    </Box>
  );
}
