/** Adds a channel, or changes one. */
import '../../../theme/fields.css';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { NotifyChannel, NotifyKind } from '../../../../shared/api/notify.ts';
import type { Language } from '../../../../shared/i18n/index.ts';
import { useAddChannel, useChangeChannel, useNotifyKinds } from '../../../api/notify-queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import form from '../../../components/form.module.css';
import { Form } from '../../../components/form.tsx';
import { fieldsOf } from '../../../components/schema-fields.ts';
import { SettingInputs } from '../../../components/setting-inputs.tsx';
import { Bones } from '../../../components/skeleton.tsx';
import { useLanguage, useSay } from '../../../i18n.ts';
import style from '../channels.module.css';
import {
  channelChangeOf,
  draftFor,
  draftOfChannel,
  isKept,
  newChannelOf,
  problemsOf,
  settingProblems,
  type ChannelDraft,
} from './channel-draft.ts';
import { MakeSecret } from './make-secret.tsx';

interface ChannelFormProps {
  /** The channel to change; without it a new one is made. */
  readonly channel: NotifyChannel | undefined;
  /** The kind that a new one begins with. */
  readonly kind?: string | undefined;
  /** It is kept; with `true` a test is to be sent. */
  readonly onKept: (channel: NotifyChannel, isTest: boolean) => void;
  readonly onClose: () => void;
}

/** The dialog. */
export default function ChannelForm(props: ChannelFormProps) {
  const say = useSay();
  const { channel, kind: wanted = 'email', onClose } = props;
  const { data: kinds, error } = useNotifyKinds();
  const begin = kinds?.find(({ kind }) => kind === (channel?.kind ?? wanted)) ?? kinds?.[0];
  return (
    <Dialog title={channel === undefined ? say('notifications.add_title') : channel.name} onClose={onClose}>
      {kinds === undefined && (error === null ? <Bones rows={6} /> : <ErrorNotice error={error} />)}
      {kinds !== undefined && begin !== undefined && <Fields {...props} kinds={kinds} begin={begin} />}
    </Dialog>
  );
}

interface FieldsProps extends ChannelFormProps {
  readonly kinds: readonly NotifyKind[];
  readonly begin: NotifyKind;
}

function Fields({ channel, kinds, begin, onKept, onClose }: FieldsProps) {
  const say = useSay();
  const { language } = useLanguage();
  const add = useAddChannel();
  const change = useChangeChannel();
  const [draft, setDraft] = useState<ChannelDraft>(() =>
    channel === undefined ? draftFor(begin, language) : draftOfChannel(channel, fieldsOf(begin.settings)),
  );
  const [asked, setAsked] = useState(false);
  const kind = kinds.find((one) => one.kind === draft.kind) ?? begin;
  const fields = fieldsOf(kind.settings);
  const problems = problemsOf(draft);
  const wrong = settingProblems(draft, kind, channel);
  const edit = (part: Partial<ChannelDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
  };
  const type = (key: string, value: string | boolean) => {
    setDraft((now) => ({ ...now, typed: { ...now.typed, [key]: value } }));
  };

  function save(isTest: boolean): void {
    setAsked(true);
    if (problems.size > 0 || wrong.size > 0) return;
    const onSuccess = (kept: NotifyChannel) => {
      onKept(kept, isTest);
    };
    if (channel === undefined) {
      add.mutate(newChannelOf(draft, fields), { onSuccess });
      return;
    }
    const body = channelChangeOf(channel, draft, fields);
    if (body === null) onKept(channel, isTest);
    else change.mutate({ id: channel.channel_id, body }, { onSuccess });
  }

  const isPending = add.isPending || change.isPending;
  return (
    <Form
      action={say('notifications.save')}
      aside={
        (channel?.enabled ?? true) && (
          <Button
            variant="default"
            className={form.apart ?? ''}
            disabled={isPending}
            onClick={() => {
              save(true);
            }}
          >
            {say('notifications.save_and_test')}
          </Button>
        )
      }
      error={add.error ?? change.error}
      pending={isPending}
      onSubmit={() => {
        save(false);
      }}
      onCancel={onClose}
    >
      {channel === undefined && (
        <NativeSelect
          label={say('notifications.kind')}
          data-autofocus
          data={kinds.map(({ kind: value, title: label }) => ({ value, label }))}
          value={draft.kind}
          onChange={(event) => {
            const next = kinds.find((one) => one.kind === event.currentTarget.value);
            if (next) setDraft(draftFor(next, language, draft, kind));
            setAsked(false);
          }}
        />
      )}
      <TextInput
        label={say('notifications.name')}
        description={say('notifications.name_hint')}
        error={asked && problems.has('name') ? say('missing_field') : undefined}
        data-autofocus={channel !== undefined || undefined}
        autoComplete="off"
        maxLength={64}
        value={draft.name}
        onChange={(event) => {
          edit({ name: event.currentTarget.value });
        }}
      />
      {fields.length > 0 && (
        <SettingInputs
          key={draft.kind}
          legend={say('notifications.settings')}
          keyUrl={kind.key_url}
          fields={fields}
          isKept={(field) => isKept(channel, field)}
          values={draft.typed}
          problems={asked ? wrong : new Map()}
          onChange={type}
          removed={draft.removed}
          onRemove={(key, isRemoved) => {
            edit({
              removed: isRemoved ? [...draft.removed, key] : draft.removed.filter((one) => one !== key),
            });
          }}
        />
      )}
      {kind.kind === 'desktop' && <p className={form.muted}>{say('notifications.desktop_hint')}</p>}
      {kind.kind === 'webhook' && (
        <MakeSecret
          typed={draft.typed['secret']}
          onMade={(secret) => {
            type('secret', secret);
          }}
        />
      )}
      <NativeSelect
        label={say('notifications.language')}
        data={languagesOffered}
        value={draft.language}
        onChange={(event) => {
          edit({ language: event.currentTarget.value === 'en' ? 'en' : 'zh-CN' });
        }}
      />
      <details className={form.more} open={channel?.rate != null || (asked && problems.has('rate'))}>
        <summary>{say('notifications.more')}</summary>
        <Rate draft={draft} isWrong={asked && problems.has('rate')} onEdit={edit} />
      </details>
    </Form>
  );
}

/** In their own words, for who does not read the other one. */
const languagesOffered: readonly { value: Language; label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'zh-CN', label: '中文' },
];

interface RateProps {
  readonly draft: ChannelDraft;
  readonly isWrong: boolean;
  readonly onEdit: (part: Partial<ChannelDraft>) => void;
}

/** What its owner allows beside what the service does. */
function Rate({ draft, isWrong, onEdit }: RateProps) {
  const say = useSay();
  const typing = { inputMode: 'numeric', autoComplete: 'off', maxLength: 5 } as const;
  return (
    <fieldset className={form.group}>
      <legend>{say('notifications.rate.title')}</legend>
      <p className={form.hint}>{say('notifications.rate.hint')}</p>
      <div className={style.pair}>
        {(['messages', 'seconds'] as const).map((field) => (
          <TextInput
            key={field}
            {...typing}
            label={say(`notifications.rate.${field}`)}
            error={isWrong}
            value={draft[field]}
            onChange={(event) => {
              onEdit({ [field]: event.currentTarget.value });
            }}
          />
        ))}
      </div>
      {isWrong && (
        <p className={style.wrong} role="alert">
          {say('notifications.rate.wrong')}
        </p>
      )}
    </fieldset>
  );
}
