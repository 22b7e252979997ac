/** What stands in the form of a channel, and what of it is sent. */
import type {
  NewNotifyChannel,
  NotifyChannel,
  NotifyChannelChange,
  NotifyKind,
} from '../../../../shared/api/notify.ts';
import type { Language } from '../../../../shared/i18n/index.ts';
import {
  configOf,
  fieldsOf,
  problemsIn,
  typedFrom,
  type FieldProblem,
  type SchemaField,
  type Typed,
} from '../../../components/schema-fields.ts';

/** The form as it is typed. */
export interface ChannelDraft {
  readonly kind: string;
  readonly name: string;
  readonly language: Language;
  /** Secrets are empty: they never come out. */
  readonly typed: Typed;
  /** Kept secrets that are to go. */
  readonly removed: readonly string[];
  /** How many messages in how many seconds; both empty: as its service has it. */
  readonly messages: string;
  readonly seconds: string;
}

/** What the contract takes of an owner's rate. */
export const rateLimits = { messages: 1000, seconds: 86_400 } as const;

/** The fields for a channel that exists. */
export function draftOfChannel(channel: NotifyChannel, fields: readonly SchemaField[]): ChannelDraft {
  const { kind, name, language, rate, settings } = channel;
  return {
    ...{ kind, name, language, typed: typedFrom(fields, settings), removed: [] },
    messages: rate === null ? '' : String(rate.messages),
    seconds: rate === null ? '' : String(rate.per_seconds),
  };
}

/** The fields for a new channel of a kind; what does not depend on the kind stays as typed. */
export function draftFor(
  kind: NotifyKind,
  language: Language,
  typed?: ChannelDraft,
  former?: NotifyKind,
): ChannelDraft {
  const isUntouched = typed === undefined || typed.name === '' || typed.name === former?.title;
  return {
    kind: kind.kind,
    name: isUntouched ? kind.title : typed.name,
    language: typed?.language ?? language,
    typed: typedFrom(fieldsOf(kind.settings), {}),
    ...{ removed: [], messages: typed?.messages ?? '', seconds: typed?.seconds ?? '' },
  };
}

/** Whether the channel has this secret already. */
export const isKept = (channel: NotifyChannel | undefined, { key }: SchemaField): boolean =>
  channel?.secrets_set.includes(key) ?? false;

/** Where a kind takes one of several sets (`anyOf`), the names of the first one unless a set is whole. */
function setMissing(schema: NotifyKind['settings'], has: (key: string) => boolean): readonly string[] {
  const { anyOf } = schema;
  if (!Array.isArray(anyOf)) return [];
  const sets = anyOf.flatMap((one: unknown) => {
    const required = (one as { readonly required?: unknown } | null)?.required;
    return Array.isArray(required) ? [required.map(String)] : [];
  });
  return sets.some((names) => names.every(has)) ? [] : (sets[0] ?? []).filter((name) => !has(name));
}

/** What is wrong with the settings, by field. */
export function settingProblems(
  draft: ChannelDraft,
  kind: NotifyKind,
  channel: NotifyChannel | undefined,
): ReadonlyMap<string, FieldProblem> {
  const fields = fieldsOf(kind.settings);
  const stays = (field: SchemaField) =>
    isKept(channel, field) && draft.typed[field.key] === '' && !draft.removed.includes(field.key);
  const kept = new Set(fields.filter(stays).map(({ key }) => key));
  const problems = [...problemsIn(fields, draft.typed)].filter(([key]) => !kept.has(key));
  const missing = setMissing(kind.settings, (key) => kept.has(key) || (draft.typed[key] ?? '') !== '');
  return new Map<string, FieldProblem>([...missing.map((key) => [key, 'missing'] as const), ...problems]);
}

const isWhole = (text: string, maximum: number): boolean =>
  /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= maximum;

/** What is wrong beside the settings. */
export function problemsOf(draft: ChannelDraft): ReadonlyMap<'name' | 'rate', FieldProblem> {
  const { messages, seconds } = draft;
  const isRate =
    (messages.trim() === '' && seconds.trim() === '') ||
    (isWhole(messages, rateLimits.messages) && isWhole(seconds, rateLimits.seconds));
  return new Map([
    ...(draft.name.trim() === '' ? ([['name', 'missing']] as const) : []),
    ...(isRate ? [] : ([['rate', 'wrong']] as const)),
  ]);
}

const rateOf = ({ messages, seconds }: ChannelDraft): NotifyChannel['rate'] =>
  messages.trim() === '' ? null : { messages: Number(messages), per_seconds: Number(seconds) };

/** A new channel from what was typed. */
export function newChannelOf(draft: ChannelDraft, fields: readonly SchemaField[]): NewNotifyChannel {
  const { kind, language } = draft;
  const rate = rateOf(draft);
  const settings = Object.entries(configOf(fields, draft.typed)).filter(([, value]) => value !== '');
  return {
    ...{ name: draft.name.trim(), kind, language, settings: Object.fromEntries(settings) },
    ...(rate === null ? {} : { rate }),
  };
}

/** Only what differs from the channel as it is, and every secret that was typed; `null` where nothing does. */
export function channelChangeOf(
  channel: NotifyChannel,
  draft: ChannelDraft,
  fields: readonly SchemaField[],
): NotifyChannelChange | null {
  const before = configOf(fields, typedFrom(fields, channel.settings));
  const typed = configOf(fields, draft.typed);
  const settings = fields.flatMap((field): [string, unknown][] => {
    const { key, isSecret } = field;
    const value = typed[key] ?? '';
    if (isSecret) {
      if (value !== '') return [[key, value]];
      return draft.removed.includes(key) ? [[key, null]] : [];
    }
    const isSame = JSON.stringify(value) === JSON.stringify(before[key] ?? '');
    return isSame ? [] : [[key, value === '' ? null : value]];
  });
  const name = draft.name.trim();
  const rate = rateOf(draft);
  const change: NotifyChannelChange = {
    ...(name === channel.name ? {} : { name }),
    ...(draft.language === channel.language ? {} : { language: draft.language }),
    ...(JSON.stringify(rate) === JSON.stringify(channel.rate) ? {} : { rate }),
    ...(settings.length === 0 ? {} : { settings: Object.fromEntries(settings) }),
  };
  return Object.keys(change).length === 0 ? null : { ...change, revision: channel.revision };
}
