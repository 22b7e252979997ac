/** What a caller gives of a channel's settings, checked against what its kind wants. Pure. */
import { Value } from 'typebox/value';
import { UserError } from '../kernel/errors.ts';
import { isSecretField } from '../kernel/secret-fields.ts';
import type { ChannelKind } from './channels/channel.ts';
import type { ChannelSettings } from './model.ts';

/** A kind whose settings are known to be its own by whoever hands them to it. */
export type AnyKind = ChannelKind<never>;

/** Settings, parted into what everybody may see and what is sealed. */
export interface PartedSettings {
  readonly open: ChannelSettings;
  readonly secret: ChannelSettings;
}

/** Empty ones are not there: that is how a form leaves a setting out. */
const filled = (given: ChannelSettings): ChannelSettings =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '' && value !== null));

/** Answers the settings where they are what the kind wants. @throws {UserError} `NOTIFY_SETTINGS_INVALID` */
export function checkSettings(kind: AnyKind, given: ChannelSettings): ChannelSettings {
  const { settings: schema, id } = kind;
  const whole = filled(given);
  const refuse = (field: string, problem: string): UserError =>
    new UserError('NOTIFY_SETTINGS_INVALID', { params: { channel_kind: id, field, problem } });
  const stranger = Object.keys(whole).find((name) => !Object.hasOwn(schema.properties, name));
  if (stranger !== undefined) throw refuse(stranger, 'unknown');
  const [problem] = Value.Errors(schema, whole);
  if (problem) throw refuse(problem.instancePath.slice(1) || problem.keyword, problem.message);
  return whole;
}

/** Parts them by what the kind calls secret. */
export function partSettings(kind: AnyKind, whole: ChannelSettings): PartedSettings {
  const entries = Object.entries(whole);
  return {
    open: Object.fromEntries(entries.filter(([name]) => !isSecretField(kind.settings, name))),
    secret: Object.fromEntries(entries.filter(([name]) => isSecretField(kind.settings, name))),
  };
}

/** Where the settings lead: origins, in order, each once. */
export const placesOf = (kind: AnyKind, whole: ChannelSettings): readonly string[] =>
  [
    ...new Set(
      kind.places(whole as never).flatMap((place) => {
        const url = URL.parse(place);
        // `origin` is the text "null" for schemes that are not the web's.
        return url ? [`${url.protocol}//${url.host}`] : [];
      }),
    ),
  ].sort();

/**
 * Kept settings with a change: what is not named stays, each by itself.
 * @throws {UserError} `NOTIFY_SETTINGS_INVALID`, `NOTIFY_SECRETS_AGAIN`
 */
export function changeSettings(
  kind: AnyKind,
  before: PartedSettings,
  change: ChannelSettings,
): ChannelSettings {
  const old = { ...before.open, ...before.secret };
  const whole = checkSettings(kind, { ...old, ...change });
  const isMoved = placesOf(kind, whole).join(' ') !== placesOf(kind, old).join(' ');
  const isMissing = Object.keys(before.secret).some((name) => !Object.hasOwn(change, name));
  // A secret goes to where it was meant for: whoever names another place gives it again.
  if (isMoved && isMissing) throw new UserError('NOTIFY_SECRETS_AGAIN');
  return whole;
}
