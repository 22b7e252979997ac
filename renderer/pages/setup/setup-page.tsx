/** Makes the first administrator, with the one-time token of the setup address. */
import '../../theme/fields.css';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { hasCode } from '../../api/errors.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import form from '../../components/form.module.css';
import { Bones } from '../../components/skeleton.tsx';
import { useSay } from '../../i18n.ts';
import { useServices } from '../../services.ts';
import { SetupHelp } from './setup-help.tsx';

/** What the server asks for (`auth.password_minimum` in its words). */
const shortest = 12;

/** Which of the three it is: the form, how to get an address, or nothing left to do. */
export function SetupPage() {
  const say = useSay();
  const { client, setupToken } = useServices();
  const token = useSyncExternalStore(setupToken.subscribe, setupToken.held);
  const { data, error } = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => client.call('GET /setup', { signal }),
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
  return token === null ? <SetupHelp /> : <SetupForm token={token} />;
}

function SetupForm({ token }: { readonly token: string }) {
  const say = useSay();
  const { client, session, setupToken } = useServices();
  const navigate = useNavigate();
  const [username, setUsername] = useState('admin');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [asked, setAsked] = useState(false);
  // As people count: an emoji or a rare Chinese character is one, whatever its code units.
  const length = Array.from(password).length;
  const setup = useMutation({
    mutationFn: () => client.call('POST /setup', { body: { token, username: username.trim(), password } }),
    onSuccess: async (pair) => {
      session.enter(pair);
      setupToken.forget();
      await navigate({ to: '/' });
    },
  });
  const refused = hasCode(setup.error, 'AUTH_SETUP_LINK_INVALID', 'AUTH_SETUP_DONE');

  return (
    <form
      className={form.card}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        const isFit = username.trim() !== '' && length >= shortest && again === password;
        if (isFit && !setup.isPending) setup.mutate();
      }}
    >
      <h1>{say('setup.title')}</h1>
      <p className={form.muted}>{say('setup.what')}</p>
      <TextInput
        label={say('sign_in.username')}
        error={asked && username.trim() === '' ? say('missing_field') : undefined}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
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
        description={say(length >= shortest ? 'setup.length_fits' : 'setup.length', {
          length,
          minimum: shortest,
        })}
        error={asked && length < shortest ? say('setup.too_short', { minimum: shortest }) : undefined}
        name="new-password"
        autoComplete="new-password"
        autoFocus
        required
        withAsterisk={false}
        maxLength={256}
        visibilityToggleButtonProps={{ 'aria-label': say('sign_in.reveal'), tabIndex: 0 }}
        value={password}
        onChange={(event) => {
          setPassword(event.currentTarget.value);
        }}
      />
      <PasswordInput
        label={say('setup.again_password')}
        error={asked && again !== password ? say('setup.differ') : undefined}
        name="new-password-again"
        autoComplete="new-password"
        required
        withAsterisk={false}
        maxLength={256}
        visibilityToggleButtonProps={{ 'aria-label': say('sign_in.reveal'), tabIndex: 0 }}
        value={again}
        onChange={(event) => {
          setAgain(event.currentTarget.value);
        }}
      />
      {setup.error !== null && (
        <ErrorNotice error={setup.error}>{refused && <Link to="/">{say('setup.to_page')}</Link>}</ErrorNotice>
      )}
      <Button type="submit" loading={setup.isPending}>
        {say('setup.action')}
      </Button>
    </form>
  );
}
