/** Preferences as they are read from a file that anybody may have edited. Pure. */
import { languages } from '../i18n/index.ts';
import { standardPreferences, type NotificationKind, type ShellPreferences } from './view.ts';

/** Longer ones are none. */
const LONGEST_VERSION = 100;

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

/** Only a field of its own: what every object has is nobody's choice. */
const read = (fields: Fields, name: string): unknown =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

function flag(fields: Fields, name: string, standard: boolean): boolean {
  const value = read(fields, name);
  return typeof value === 'boolean' ? value : standard;
}

/**
 * The preferences in a value of any kind. What is missing or of the wrong kind is as it is unless somebody has chosen;
 * what is not known is left out. Never throws.
 */
export function preferencesOf(value: unknown): ShellPreferences {
  const fields = fieldsOf(value);
  const standard = standardPreferences;
  const told = fieldsOf(read(fields, 'notifications'));
  const chosen = read(fields, 'language');
  const toldOf = read(fields, 'version_told');
  const kind = (name: NotificationKind): boolean => flag(told, name, standard.notifications[name]);
  return {
    language: languages.find((language) => language === chosen) ?? 'system',
    start_at_login: flag(fields, 'start_at_login', standard.start_at_login),
    start_minimised: flag(fields, 'start_minimised', standard.start_minimised),
    close_hides: flag(fields, 'close_hides', standard.close_hides),
    hiding_told: flag(fields, 'hiding_told', standard.hiding_told),
    popover: flag(fields, 'popover', standard.popover),
    auto_update: flag(fields, 'auto_update', standard.auto_update),
    version_told: typeof toldOf === 'string' ? toldOf.slice(0, LONGEST_VERSION) : standard.version_told,
    notifications: {
      alerts: kind('alerts'),
      names: kind('names'),
      updates: kind('updates'),
      core: kind('core'),
    },
  };
}
