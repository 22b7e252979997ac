/** Makes the first administrator, with the one-time token of the setup address. */
import '../../theme/fields.css';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { hasCode } from '../../api/errors.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import form from '../../components/form.module.css';
import { isFit, noPassword } from '../../components/new-password.ts';
import { NewPasswordFields } from '../../components/password-field.tsx';
import { Bones } from '../../components/skeleton.tsx';
import { PlainForm } from '../../components/plain-form.tsx';
import { UserNameField } from '../../components/user-name-field.tsx';
import { useSay } from '../../i18n.ts';
import { useServices } from '../../services.ts';
import { Stepper } from '../welcome/stepper.tsx';
import { useWelcomeWords } from '../welcome/words.ts';
import welcome from '../welcome/welcome.module.css';
import { LanguageStep } from './language-step.tsx';
import { SetupHelp } from './setup-help.tsx';

/** Which of the three it is: the form, how to get an address, or nothing left to do. */
export function SetupPage() {
  const say = useSay();
  const { client, setupToken } = useServices();
  const token = useSyncExternalStore(setupToken.subscribe, setupToken.held);
  const { data, error } = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => client.call('GET /setup', { signal }),
    // Before there is anybody there is nobody to be told: it is asked until it answers.
    refetchInterval: ({ state }) => (state.data === undefined ? 5_000 : false),
  });

  useEffect(() => {
    document.title = `${say('setup.title')} · CloudCube`;
  }, [say]);

  if (data === undefined) {
    return (
      <div className={form.card}>{error === null ? <Bones rows={3} /> : <ErrorNotice error={error} />}</div>
    );
  }
  if (!data.needed) {
    return (
      <div className={form.card}>
        <h1>{say('setup.title')}</h1>
        <p>{say('setup.done')}</p>
        <Link to="/">{say('setup.to_page')}</Link>
      </div>
    );
  }
  return token === null ? <SetupHelp /> : <FirstSteps token={token} />;
}

function FirstSteps({ token }: { readonly token: string }) {
  useWelcomeWords();
  const [chosen, setChosen] = useState(false);
  return (
    <div className={welcome.page}>
      <Stepper at={chosen ? 'administrator' : 'language'} />
      {chosen ? (
        <SetupForm token={token} />
      ) : (
        <LanguageStep
          onChosen={() => {
            setChosen(true);
          }}
        />
      )}
    </div>
  );
}

function SetupForm({ token }: { readonly token: string }) {
  const say = useSay();
  const { client, session, setupToken } = useServices();
  const navigate = useNavigate();
  const [username, setUsername] = useState('admin');
  const [draft, setDraft] = useState(noPassword);
  const [asked, setAsked] = useState(false);
  const setup = useMutation({
    mutationFn: async () => {
      const credentials = { username: username.trim(), password: draft.password };
      const pair = await client.call('POST /setup', { body: { token, ...credentials } });
      const begun = await client.call('POST /admin/login', { body: credentials });
      // It answers with the tokens of a program; the page comes in by its cookie and keeps none.
      await client.call('POST /users/public/logout', { body: { refresh_token: pair.refresh_token } });
      return begun;
    },
    onSuccess: async (begun) => {
      session.enter(begun);
      setupToken.forget();
      await navigate({ to: '/welcome' });
    },
  });
  const refused = hasCode(setup.error, 'AUTH_SETUP_LINK_INVALID', 'AUTH_SETUP_DONE');

  return (
    <PlainForm
      className={welcome.card}
      pending={setup.isPending}
      onSubmit={() => {
        setAsked(true);
        if (username.trim() !== '' && isFit(draft)) setup.mutate();
      }}
    >
      <h1>{say('setup.title')}</h1>
      <p className={form.muted}>{say('setup.what')}</p>
      <UserNameField
        isMissing={asked && username.trim() === ''}
        maxLength={64}
        value={username}
        onChange={setUsername}
      />
      <NewPasswordFields
        label={say('sign_in.password')}
        draft={draft}
        asked={asked}
        autoFocus
        onChange={setDraft}
      />
      {setup.error !== null && (
        <ErrorNotice error={setup.error}>{refused && <Link to="/">{say('setup.to_page')}</Link>}</ErrorNotice>
      )}
      <Button type="submit" loading={setup.isPending}>
        {say('setup.action')}
      </Button>
    </PlainForm>
  );
}
