/** Says what going back means, and asks for the name of the copy before it is done. */
import '../../../theme/fields.css';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Copy } from '../../../../shared/api/copies.ts';
import { useGoBack } from '../../../api/copy-queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { Form } from '../../../components/form.tsx';
import formStyle from '../../../components/form.module.css';
import { useSay } from '../../../i18n.ts';
import style from '../settings.module.css';
import { isNamed, nameOf } from './copy-name.ts';

/** What was begun: the copy that is gone back to, its name, and the name of that of the state before. */
export interface Left {
  readonly copy_id: string;
  readonly from: string;
  readonly kept: string;
}

interface GoBackProps {
  readonly copy: Copy;
  /** It was begun. */
  readonly onLeft: (left: Left) => void;
  readonly onClose: () => void;
}

const meanings = ['lost', 'kept', 'away', 'sign_in', 'measured'] as const;

/** The dialog. */
export default function GoBack({ copy, onLeft, onClose }: GoBackProps) {
  const say = useSay();
  const goBack = useGoBack();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const name = nameOf(copy);
  const isRight = isNamed(copy, typed);
  return (
    <Dialog title={say('settings_page.copies.ask.title', { name })} onClose={onClose}>
      <Form
        action={say('settings_page.copies.ask.action')}
        isDangerous
        error={goBack.error}
        pending={goBack.isPending}
        onSubmit={() => {
          setAsked(true);
          if (!isRight) return;
          goBack.mutate(copy.copy_id, {
            onSuccess: ({ from, kept }) => {
              onLeft({ copy_id: from.copy_id, from: nameOf(from), kept: nameOf(kept) });
              onClose();
            },
          });
        }}
        onCancel={onClose}
      >
        <ul className={style.ask}>
          {meanings.map((meaning) => (
            <li key={meaning}>{say(`settings_page.copies.ask.${meaning}`)}</li>
          ))}
        </ul>
        <TextInput
          className={formStyle.mono ?? ''}
          label={say('settings_page.copies.ask.type', { name })}
          error={asked && !isRight ? say('settings_page.copies.ask.differs', { name }) : undefined}
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          maxLength={64}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
          }}
        />
      </Form>
    </Dialog>
  );
}
