/** A dialog in the middle of the page. Only dialogs use it, so that its code arrives with the first of them. */
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/Paper.layer.css';
import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import { Modal } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useSay } from '../i18n.ts';
import style from './dialog.module.css';

const widest = '72rem';

interface DialogProps {
  readonly title: ReactNode;
  /** `md` unless told; `lg` for what is read side by side, `wide` for a form with a chart beside it. */
  readonly size?: 'md' | 'lg' | 'wide';
  /** Shows what cannot be shown again: neither Escape nor a press outside closes it. */
  readonly sticky?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Open as long as it stands in the page; Escape and a press outside close it unless it is sticky. */
export function Dialog({ title, size = 'md', sticky = false, onClose, children }: DialogProps) {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // The row that it was opened from may be gone with what the dialog did.
      if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) opener.focus();
      else document.querySelector('main')?.focus();
    },
    [opener],
  );

  return (
    <Modal
      opened
      centered
      title={title}
      size={size === 'wide' ? widest : size}
      onClose={onClose}
      closeOnEscape={!sticky}
      closeOnClickOutside={!sticky}
      withCloseButton={!sticky}
      // It would lock the page's scrolling by a <style>, which the content security policy refuses.
      lockScroll={false}
      transitionProps={{ duration: 120, transition: 'fade' }}
      overlayProps={{ backgroundOpacity: 0.4 }}
      returnFocus={false}
      closeButtonProps={{ 'aria-label': useSay()('close') }}
      classNames={{ content: style.content ?? '', title: style.title ?? '' }}
    >
      {children}
    </Modal>
  );
}
