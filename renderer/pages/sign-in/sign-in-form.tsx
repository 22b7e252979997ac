/** Name and password, and the code of an app where one is wanted. */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { hasCode } from '../../api/errors.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import form from '../../components/form.module.css';
import { PasswordField } from '../../components/password-field.tsx';
import { PlainForm } from '../../components/plain-form.tsx';
import { UserNameField } from '../../components/user-name-field.tsx';
import { useSay } from '../../i18n.ts';
import { useServices } from '../../services.ts';
import { CodeField } from './code-field.tsx';
import { Elsewhere, ProblemElsewhere } from './elsewhere.tsx';

/** What is typed. */
interface Draft {
  readonly username: string;
  readonly password: string;
  readonly code: string;
}

/** The form. `refused`: why a one-time address did not let in. */
export function SignInForm({ refused }: { readonly refused: Error | null }) {
  const say = useSay();
  const { client, session, problem } = useServices();
  const [draft, setDraft] = useState<Draft>({ username: '', password: '', code: '' });
  const [step, setStep] = useState<'password' | 'code'>('password');
  const [asked, setAsked] = useState(false);
  const { ended } = session.state();
  const username = draft.username.trim();
  const code = draft.code.trim();
  const missing = step === 'code' ? code === '' : username === '' || draft.password === '';

  const signIn = useMutation({
    mutationFn: () =>
      client.call('POST /admin/login', {
        body: { username, password: draft.password, ...(step === 'code' ? { totp_code: code } : {}) },
      }),
    onSuccess: (begun) => {
      problem.forget();
      session.enter(begun);
    },
    onError: (error) => {
      if (hasCode(error, 'AUTH_TOTP_REQUIRED')) {
        setStep('code');
        setAsked(false);
      } else if (hasCode(error, 'AUTH_TOTP_INVALID')) {
        // A code works once; the next one has to be typed.
        setDraft((now) => ({ ...now, code: '' }));
        setAsked(false);
      } else if (hasCode(error, 'AUTH_INVALID_CREDENTIALS')) setStep('password');
    },
  });
  // That a code is wanted is no failure.
  const failure = hasCode(signIn.error, 'AUTH_TOTP_REQUIRED') ? null : signIn.error;

  return (
    <PlainForm
      className={form.card}
      pending={signIn.isPending}
      onSubmit={() => {
        setAsked(true);
        if (!missing) signIn.mutate();
      }}
    >
      <h1>{say('sign_in.title')}</h1>
      {signIn.isIdle && <ProblemElsewhere />}
      {signIn.isIdle && refused !== null && <ErrorNotice error={refused} />}
      {signIn.isIdle && refused === null && ended !== null && (
        <p className={form.muted} role="status">
          {say(`sign_in.ended_${ended}`)}
        </p>
      )}
      {step === 'password' ? (
        <>
          <UserNameField
            isMissing={asked && username === ''}
            maxLength={254}
            autoFocus
            value={draft.username}
            onChange={(next) => {
              setDraft({ ...draft, username: next });
            }}
          />
          <PasswordField
            label={say('sign_in.password')}
            error={asked && draft.password === '' ? say('missing_field') : undefined}
            name="password"
            autoComplete="current-password"
            value={draft.password}
            onChange={(password) => {
              setDraft({ ...draft, password });
            }}
          />
        </>
      ) : (
        <CodeField
          username={username}
          value={draft.code}
          isMissing={asked && missing}
          onChange={(next) => {
            setDraft({ ...draft, code: next });
          }}
        />
      )}
      {failure !== null && <ErrorNotice error={failure} />}
      <div className={form.buttons}>
        {step === 'code' && (
          <Button
            variant="default"
            className={form.apart ?? ''}
            onClick={() => {
              setStep('password');
              setDraft({ ...draft, code: '' });
              setAsked(false);
              signIn.reset();
            }}
          >
            {say('sign_in.back')}
          </Button>
        )}
        <Button type="submit" fullWidth={step === 'password'} loading={signIn.isPending}>
          {say('sign_in.action')}
        </Button>
      </div>
      {step === 'password' && <Elsewhere />}
    </PlainForm>
  );
}
