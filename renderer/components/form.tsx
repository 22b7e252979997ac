/** The frame of a form in a dialog: its fields, why the last try failed, the way out and the way on. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSay } from '../i18n.ts';
import { ErrorNotice } from './error-notice.tsx';
import { PlainForm } from './plain-form.tsx';
import style from './form.module.css';

interface FormProps {
  /** On the button that sends it. */
  readonly action: string;
  /** Something is lost by it. */
  readonly isDangerous?: boolean;
  /** What else can be done with what stands there, on the other side. */
  readonly aside?: ReactNode;
  readonly error: Error | null;
  readonly pending: boolean;
  /** Not called while it is on its way. */
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/** The form. */
export function Form(props: FormProps) {
  const { action, isDangerous = false, aside, error, pending, onSubmit, onCancel, children } = props;
  const say = useSay();
  return (
    <PlainForm className={style.form} pending={pending} onSubmit={onSubmit}>
      {children}
      {error !== null && <ErrorNotice error={error} />}
      <div className={style.buttons}>
        {aside}
        <Button variant="default" onClick={onCancel}>
          {say('cancel')}
        </Button>
        <Button type="submit" {...(isDangerous ? { color: 'red' } : {})} loading={pending}>
          {action}
        </Button>
      </div>
    </PlainForm>
  );
}
