/** Oneself: name and address, password, the second step, and where one is signed in. */
import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { User } from '../../../../shared/api/auth.ts';
import { Box } from '../../../components/box.tsx';
import style from '../../../components/box.module.css';
import { useOpened } from '../../../components/use-opened.ts';
import { When } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';
import { useMe } from '../../../me.ts';
import { TellPermissions } from '../permission-words.tsx';
import { useRoleWords } from '../role-words.ts';
import { SignIns } from '../sign-ins.tsx';
import { TwoSteps } from './two-steps.tsx';

const ProfileForm = lazy(() => import('./profile-form.tsx'));
const PasswordForm = lazy(() => import('./password-form.tsx'));

/** The section. */
export function You() {
  const me = useMe();
  const { opened, open, close } = useOpened<'profile' | 'password'>();
  if (me === null) return null;
  return (
    <>
      <div className={style.boxes}>
        <Profile
          me={me}
          onEdit={() => {
            open('profile');
          }}
        />
        <Password
          me={me}
          onChange={() => {
            open('password');
          }}
        />
        <TwoSteps />
      </div>
      <SignIns />
      <Suspense>
        {opened === 'profile' && <ProfileForm me={me} onClose={close} />}
        {opened === 'password' && <PasswordForm me={me} onClose={close} />}
      </Suspense>
    </>
  );
}

function Profile({ me, onEdit }: { readonly me: User; readonly onEdit: () => void }) {
  const say = useSay();
  const role = useRoleWords();
  return (
    <Box id="profile" title={me.username}>
      <dl className={style.facts}>
        <dt>{say('access.you.full_name')}</dt>
        <dd>{me.full_name ?? <span className={style.muted}>{say('access.none')}</span>}</dd>
        <dt>{say('access.you.email')}</dt>
        <dd>{me.email ?? <span className={style.muted}>{say('access.none')}</span>}</dd>
        <dt>{say('access.you.role')}</dt>
        <dd>{role(me.role)}</dd>
        <dt>{say('access.you.may')}</dt>
        <dd>
          <TellPermissions permissions={me.permissions} />
        </dd>
      </dl>
      <div className={style.buttons}>
        <Button size="xs" variant="default" onClick={onEdit}>
          {say('access.you.edit')}
        </Button>
      </div>
    </Box>
  );
}

function Password({ me, onChange }: { readonly me: User; readonly onChange: () => void }) {
  const say = useSay();
  return (
    <Box id="password" title={say('access.password.title')}>
      <p>
        {say('access.password.changed')} <When at={me.password_changed_at} />
      </p>
      <p className={style.muted}>{say('access.password.what')}</p>
      <div className={style.buttons}>
        <Button size="xs" variant="default" onClick={onChange}>
          {say('access.password.change')}
        </Button>
      </div>
    </Box>
  );
}
