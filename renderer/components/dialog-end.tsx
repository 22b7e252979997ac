/** The end of a dialog that only shows something: the way out, with the focus on it. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSay } from '../i18n.ts';
import form from './form.module.css';

interface DialogEndProps {
  readonly onClose: () => void;
  /** What else can be done with what was shown. */
  readonly children?: ReactNode;
}

/** Its last line. */
export function DialogEnd({ onClose, children }: DialogEndProps) {
  const say = useSay();
  return (
    <div className={form.buttons}>
      <Button data-autofocus variant="default" onClick={onClose}>
        {say('close')}
      </Button>
      {children}
    </div>
  );
}
