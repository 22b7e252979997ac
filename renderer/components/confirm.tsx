/** Asks before something is let go, or says why it cannot be. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { ErrorNotice } from './error-notice.tsx';
import form from './form.module.css';
import { useSay } from '../i18n.ts';

interface ConfirmProps {
  readonly title: string;
  /** What becomes of what depends on it. */
  readonly children: ReactNode;
  readonly action: string;
  /** Something is lost by it; so it is unless told. */
  readonly isDangerous?: boolean;
  /** It cannot be done now; the children say why. */
  readonly refused?: boolean;
  readonly error: Error | null;
  readonly pending: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** The dialog. */
export function Confirm(props: ConfirmProps) {
  const { title, children, action, isDangerous = true, refused = false } = props;
  const { error, pending, onConfirm, onClose } = props;
  const say = useSay();
  return (
    <Dialog title={title} onClose={onClose}>
      <div className={form.form}>
        {children}
        {error !== null && <ErrorNotice error={error} />}
        <div className={form.buttons}>
          <Button variant="default" data-autofocus onClick={onClose}>
            {say(refused ? 'close' : 'cancel')}
          </Button>
          {!refused && (
            <Button {...(isDangerous ? { color: 'red' } : {})} loading={pending} onClick={onConfirm}>
              {action}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
