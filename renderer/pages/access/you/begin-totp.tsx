/** Turns the second step on: password, a picture for the app, a code of it, and the recovery codes. */
import '../../../theme/fields.css';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useBeginTotp, useConfirmTotp } from '../../../api/own-queries.ts';
import { Copyable } from '../../../components/copyable.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import form from '../../../components/form.module.css';
import { Form } from '../../../components/form.tsx';
import { QrCode } from '../../../components/qr-code.tsx';
import { useSay } from '../../../i18n.ts';
import { ByPasswordForm } from './by-password.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

/** The dialog. */
export default function BeginTotp({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const begin = useBeginTotp();
  const confirm = useConfirmTotp();
  return (
    <Dialog title={say('access.totp.begin_title')} sticky={confirm.isSuccess} onClose={onClose}>
      {confirm.data !== undefined ? (
        <RecoveryCodes codes={confirm.data} onDone={onClose} />
      ) : begin.data === undefined ? (
        <ByPasswordForm
          what={say('access.totp.what')}
          action={say('access.totp.go_on')}
          error={begin.error}
          pending={begin.isPending}
          onGo={(password) => {
            begin.mutate(password);
          }}
          onClose={onClose}
        />
      ) : (
        <Scan
          secret={begin.data.secret}
          uri={begin.data.otpauth_uri}
          error={confirm.error}
          pending={confirm.isPending}
          onCode={(code) => {
            confirm.mutate(code);
          }}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

interface ScanProps {
  readonly secret: string;
  readonly uri: string;
  readonly error: Error | null;
  readonly pending: boolean;
  readonly onCode: (code: string) => void;
  readonly onClose: () => void;
}

function Scan({ secret, uri, error, pending, onCode, onClose }: ScanProps) {
  const say = useSay();
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState(false);
  // Apps show it in two groups.
  const typed = code.replace(/\s/g, '');
  return (
    <Form
      action={say('access.totp.confirm')}
      error={error}
      pending={pending}
      onSubmit={() => {
        setAsked(true);
        if (typed.length === 6) onCode(typed);
      }}
      onCancel={onClose}
    >
      <p>{say('access.totp.scan')}</p>
      <QrCode text={uri} label={say('access.totp.picture')} />
      <p className={form.muted}>
        {say('access.totp.type_in')} <Copyable text={secret} />
      </p>
      <TextInput
        className={form.mono ?? ''}
        label={say('access.totp.code')}
        error={asked && typed.length !== 6 ? say('access.totp.six') : undefined}
        name="one-time-code"
        autoComplete="one-time-code"
        inputMode="numeric"
        autoFocus
        maxLength={8}
        value={code}
        onChange={(event) => {
          setCode(event.currentTarget.value);
        }}
      />
    </Form>
  );
}
