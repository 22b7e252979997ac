/** The settings of one part of the program: saved together, all or none. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Setting } from '../../../shared/api/settings.ts';
import { ApiError, hasCode } from '../../api/errors.ts';
import { useChangeSettings } from '../../api/settings-queries.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import form from '../../components/form.module.css';
import { PlainForm } from '../../components/plain-form.tsx';
import type { Typed } from '../../components/schema-fields.ts';
import { Section } from '../../components/section.tsx';
import { useSay } from '../../i18n.ts';
import { useServices } from '../../services.ts';
import { fieldOf, optionsIn, problemOf, toldByServer, valueOf } from './setting-draft.ts';
import { SettingRow } from './setting-row.tsx';
import style from './settings.module.css';

interface SettingGroupProps {
  readonly id: string;
  readonly title: string;
  readonly settings: readonly Setting[];
  /** Keys of those that are looked for. */
  readonly shown: ReadonlySet<string>;
  readonly drafts: Typed;
  /** Those of it of which something else is typed. */
  readonly unsaved: readonly Setting[];
  readonly revision: number;
  readonly mayChange: boolean;
  readonly onDraft: (change: Typed) => void;
  readonly onForget: (keys: readonly string[]) => void;
}

/** The group. Nothing of it is drawn where none of it is looked for; what is typed in it stays. */
export function SettingGroup(props: SettingGroupProps) {
  const { id, title, settings, shown, drafts, unsaved, revision, mayChange, onDraft, onForget } = props;
  const say = useSay();
  const { announcer } = useServices();
  const change = useChangeSettings();
  const [asked, setAsked] = useState(false);
  const visible = settings.filter(({ key }) => shown.has(key));
  if (visible.length === 0) return null;

  const told = toldByServer(change.error instanceof ApiError ? change.error.details : null);
  const problems = new Map(
    unsaved.flatMap((setting) => {
      const field = fieldOf(setting);
      const problem = field && problemOf(field, drafts[setting.key] ?? '', say);
      return problem === undefined ? [] : [[setting.key, problem] as const];
    }),
  );

  function forget(): void {
    setAsked(false);
    change.reset();
    onForget(settings.map(({ key }) => key));
  }

  function send(changes: Record<string, unknown>, onSuccess: () => void): void {
    change.mutate(
      { changes, revision },
      {
        onSuccess: () => {
          onSuccess();
          announcer.say(say('settings_page.saved'));
        },
      },
    );
  }

  function save(): void {
    setAsked(true);
    if (problems.size > 0) return;
    const changes = unsaved.flatMap((setting) => {
      const [field, typed] = [fieldOf(setting), drafts[setting.key]];
      return field === undefined || typed === undefined
        ? []
        : [[setting.key, valueOf(field, typed, optionsIn(setting))] as const];
    });
    send(Object.fromEntries(changes), forget);
  }

  return (
    <Section id={`settings-${id}`} title={title}>
      <PlainForm
        className={style.group}
        pending={change.isPending}
        onSubmit={() => {
          if (unsaved.length > 0) save();
        }}
      >
        {visible.map((setting) => (
          <SettingRow
            key={setting.key}
            setting={setting}
            typed={drafts[setting.key]}
            problem={told.get(setting.key) ?? (asked ? problems.get(setting.key) : undefined)}
            mayChange={mayChange && setting.managed_by === null}
            isPending={change.isPending}
            onTyped={(typed) => {
              change.reset();
              onDraft({ [setting.key]: typed });
            }}
            onBack={() => {
              send({ [setting.key]: null }, () => {
                onForget([setting.key]);
              });
            }}
          />
        ))}
        {change.error !== null && (!hasCode(change.error, 'SETTING_INVALID') || told.size === 0) && (
          <div className={style.footer}>
            <ErrorNotice error={change.error} />
          </div>
        )}
        {unsaved.length > 0 && (
          <div className={style.footer}>
            <p className={style.note} role="status">
              {say('settings_page.unsaved', { count: unsaved.length })}
            </p>
            <div className={form.buttons}>
              <Button size="xs" variant="default" onClick={forget}>
                {say('settings_page.discard')}
              </Button>
              <Button
                size="xs"
                type="submit"
                loading={change.isPending}
                aria-label={say('settings_page.save_label', { group: title })}
              >
                {say('settings_page.save')}
              </Button>
            </div>
          </div>
        )}
      </PlainForm>
    </Section>
  );
}
