/** The first screen of who is not signed in: the sign-in, or how to make the first administrator. */
import '../../theme/fields.css';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import form from '../../components/form.module.css';
import { Bones } from '../../components/skeleton.tsx';
import { useSay } from '../../i18n.ts';
import { useServices } from '../../services.ts';
import { SetupHelp } from '../setup/setup-help.tsx';

/** Asks the server which of the two it is. */
export default function SignInPage() {
  const say = useSay();
  const { client } = useServices();
  const { data, error } = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => client.call('GET /setup', { signal }),
    // Until it answers, and while the setup is done elsewhere.
    refetchInterval: ({ state }) => (state.data?.needed === false ? false : 5_000),
  });

  useEffect(() => {
    document.title = `${say('sign_in.title')} · CloudCube`;
  }, [say]);

  if (data === undefined) {
    return (
      <div className={form.card}>{error === null ? <Bones rows={2} /> : <ErrorNotice error={error} />}</div>
    );
  }
  return data.needed ? <SetupHelp /> : <SignInForm />;
}

function SignInForm() {
  const say = useSay();
  const { client, session } = useServices();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const signIn = useMutation({
    mutationFn: () => client.call('POST /auth/login', { body: { username: username.trim(), password } }),
    onSuccess: (pair) => {
      session.enter(pair);
    },
  });

  return (
    <form
      className={form.card}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (username.trim() !== '' && password !== '' && !signIn.isPending) signIn.mutate();
      }}
    >
      <h1>{say('sign_in.title')}</h1>
      {session.state().ended && signIn.isIdle && <p className={form.muted}>{say('sign_in.ended')}</p>}
      <TextInput
        label={say('sign_in.username')}
        error={asked && username.trim() === '' ? say('missing_field') : undefined}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        required
        withAsterisk={false}
        maxLength={64}
        value={username}
        onChange={(event) => {
          setUsername(event.currentTarget.value);
        }}
      />
      <PasswordInput
        label={say('sign_in.password')}
        error={asked && password === '' ? say('missing_field') : undefined}
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        maxLength={256}
        visibilityToggleButtonProps={{ 'aria-label': say('sign_in.reveal'), tabIndex: 0 }}
        value={password}
        onChange={(event) => {
          setPassword(event.currentTarget.value);
        }}
      />
      {signIn.error !== null && <ErrorNotice error={signIn.error} />}
      <Button type="submit" loading={signIn.isPending}>
        {say('sign_in.action')}
      </Button>
    </form>
  );
}
