/** Settings into a file, under a passphrase that is typed twice. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useExportSettings } from '../../../api/settings-queries.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import form from '../../../components/form.module.css';
import { keepAsFile } from '../../../components/keep-as-file.ts';
import { lengthOf } from '../../../components/new-password.ts';
import { PasswordField } from '../../../components/password-field.tsx';
import { PlainForm } from '../../../components/plain-form.tsx';
import { useSay } from '../../../i18n.ts';
import { useServices } from '../../../services.ts';
import style from '../settings.module.css';
import { fileNameOf, shortestPassphrase, textOf } from './settings-file.ts';

/** The form. What was typed is forgotten once the file is there. */
export function ExportForm() {
  const say = useSay();
  const { clock } = useServices();
  const carry = useExportSettings();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [asked, setAsked] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const isLong = lengthOf(passphrase) >= shortestPassphrase;

  function save(): void {
    setAsked(true);
    if (!isLong || again !== passphrase) return;
    carry.mutate(passphrase, {
      onSuccess: (document) => {
        const name = fileNameOf(clock.now());
        keepAsFile(name, textOf(document), 'application/json');
        setDone(name);
        setPassphrase('');
        setAgain('');
        setAsked(false);
      },
    });
  }

  return (
    <PlainForm className={style.carry} pending={carry.isPending} onSubmit={save}>
      <p className={style.note}>{say('settings_page.carry.export.what')}</p>
      <PasswordField
        label={say('settings_page.carry.export.passphrase')}
        description={say('settings_page.carry.export.hint', { minimum: shortestPassphrase })}
        error={
          asked && !isLong
            ? say('settings_page.carry.export.short', { minimum: shortestPassphrase })
            : undefined
        }
        name="export-passphrase"
        autoComplete="new-password"
        value={passphrase}
        onChange={setPassphrase}
      />
      <PasswordField
        label={say('settings_page.carry.export.again')}
        error={asked && again !== passphrase ? say('settings_page.carry.export.differ') : undefined}
        name="export-passphrase-again"
        autoComplete="new-password"
        value={again}
        onChange={setAgain}
      />
      {carry.error !== null && <ErrorNotice error={carry.error} />}
      {done !== null && <p role="status">{say('settings_page.carry.export.done', { name: done })}</p>}
      <div className={form.buttons}>
        <Button type="submit" loading={carry.isPending}>
          {say('settings_page.carry.export.action')}
        </Button>
      </div>
    </PlainForm>
  );
}
