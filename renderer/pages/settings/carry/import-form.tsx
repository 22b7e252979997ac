/** Settings from a file: first what would change, then, when that is wanted, the change. */
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { SettingsImport } from '../../../../shared/api/settings.ts';
import { useImportSettings, type Bringing } from '../../../api/settings-queries.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import form from '../../../components/form.module.css';
import { PasswordField } from '../../../components/password-field.tsx';
import { PlainForm } from '../../../components/plain-form.tsx';
import { useSay } from '../../../i18n.ts';
import style from '../settings.module.css';
import { ImportPlan } from './import-plan.tsx';
import { documentIn, MOST_BYTES } from './settings-file.ts';

/** The form. */
export function ImportForm() {
  const say = useSay();
  const look = useImportSettings();
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [others, setOthers] = useState(false);
  const [problem, setProblem] = useState<'file_missing' | 'file_foreign' | null>(null);
  const [planned, setPlanned] = useState<{ readonly asked: Bringing; readonly plan: SettingsImport } | null>(
    null,
  );
  const [done, setDone] = useState<number | null>(null);

  async function show(): Promise<void> {
    setDone(null);
    if (file === null) {
      setProblem('file_missing');
      return;
    }
    const document = file.size > MOST_BYTES ? null : documentIn(await file.text());
    if (document === null) {
      setProblem('file_foreign');
      return;
    }
    setProblem(null);
    const asked = { passphrase, document, reset_others: others, dry_run: true };
    look.mutate(asked, {
      onSuccess: (plan) => {
        setPlanned({ asked, plan });
      },
    });
  }

  if (planned !== null) {
    return (
      <ImportPlan
        plan={planned.plan}
        asked={planned.asked}
        onDone={(count) => {
          setPlanned(null);
          setPassphrase('');
          setDone(count);
        }}
        onBack={() => {
          setPlanned(null);
          look.reset();
        }}
      />
    );
  }
  return (
    <PlainForm className={style.carry} pending={look.isPending} onSubmit={() => void show()}>
      <p className={style.note}>{say('settings_page.carry.import.what')}</p>
      <div className={style.file}>
        <label htmlFor="import-file" className={style.title}>
          {say('settings_page.carry.import.file')}
        </label>
        <span id="import-file-hint" className={form.hint}>
          {say('settings_page.carry.import.file_hint')}
        </span>
        <input
          id="import-file"
          type="file"
          accept=".json,application/json"
          aria-describedby={problem === null ? 'import-file-hint' : 'import-file-hint import-file-problem'}
          aria-invalid={problem !== null}
          onChange={(event) => {
            setFile(event.currentTarget.files?.[0] ?? null);
            setProblem(null);
            setDone(null);
          }}
        />
        {problem !== null && (
          <span id="import-file-problem" className={style.wrong} role="alert">
            {say(`settings_page.carry.import.${problem}`)}
          </span>
        )}
      </div>
      <PasswordField
        label={say('settings_page.carry.import.passphrase')}
        name="import-passphrase"
        autoComplete="off"
        value={passphrase}
        onChange={setPassphrase}
      />
      <Checkbox
        label={say('settings_page.carry.import.others')}
        checked={others}
        onChange={(event) => {
          setOthers(event.currentTarget.checked);
        }}
      />
      {look.error !== null && <ErrorNotice error={look.error} />}
      {done !== null && <p role="status">{say('settings_page.carry.import.done', { count: done })}</p>}
      <div className={form.buttons}>
        <Button type="submit" loading={look.isPending}>
          {say('settings_page.carry.import.look')}
        </Button>
      </div>
    </PlainForm>
  );
}
