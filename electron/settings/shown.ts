/** Settings as they are told: with their words, and where each comes from. */
import { isDeepStrictEqual } from 'node:util';
import type { BootSetting, Setting, SettingList } from '../../shared/api/settings.ts';
import type { Words } from '../../shared/i18n/index.ts';
import { bootOptions, type BootName, type BootSettings } from '../kernel/boot-settings.ts';
import { toTimestamp } from '../kernel/clock.ts';
import type { SettingChange } from '../kernel/setting-changes.ts';
import type { AnySetting, SettingValue } from '../kernel/settings.ts';
import { managerOf, type SettingManager } from './managers.ts';

const groupOf = (key: string): string => key.slice(0, key.indexOf('.'));

/** What a person calls a setting. */
export const titleOf = (key: string, { say }: Pick<Words, 'say'>): string => say(`setting_titles.${key}`);

/** One that can be changed while the program runs. */
export function settingOnWire(
  { key, value, standard }: SettingValue,
  { schema }: AnySetting,
  {
    last,
    managers,
    words,
  }: {
    readonly last: SettingChange | undefined;
    readonly managers: readonly SettingManager[];
    readonly words: Words;
  },
): Setting {
  return {
    ...{ key, group: groupOf(key), title: titleOf(key, words), description: words.say(`settings.${key}`) },
    ...{ value, default: standard, changed: !isDeepStrictEqual(value, standard) },
    // Without what only its maker knows.
    schema: JSON.parse(JSON.stringify(schema)) as Record<string, unknown>,
    managed_by: managerOf(managers, key)?.page ?? null,
    changed_at: last ? toTimestamp(last.at) : null,
    changed_by: last?.actor ?? null,
  };
}

/** The titles of the groups, in the order in which they come. */
export const groupsOf = (keys: readonly string[], { say }: Pick<Words, 'say'>): SettingList['groups'] =>
  [...new Set(keys.map(groupOf))].map((group) => ({ group, title: say(`setting_groups.${group}`) }));

/** As it was given, or stands for it. */
const bootValues: Readonly<Record<BootName, (boot: BootSettings) => string | null>> = {
  dataDir: ({ dataDir }) => dataDir,
  host: ({ host }) => host,
  port: ({ http }) => String(http.port),
  tlsPort: ({ tls }) => String(tls.port),
  dnsPort: ({ dns }) => String(dns.port),
  logLevel: ({ logLevel }) => logLevel,
  keySource: ({ keySource }) => keySource,
  // The file's name; what stands in it nobody is told.
  keyPassphraseFile: ({ keyPassphraseFile }) => keyPassphraseFile,
};

/** What was given at the start. The first administrator's password is none of them. */
export function bootOnWire(boot: BootSettings, { say }: Pick<Words, 'say'>): BootSetting[] {
  return (Object.keys(bootValues) as BootName[]).map((name) => {
    const { flag, env, inFile } = bootOptions[name];
    const key = flag.replaceAll('-', '_');
    return {
      ...{ key, title: say(`boot_settings.${key}`), value: bootValues[name](boot) },
      ...{ origin: boot.origins[name] ?? 'default', flag: `--${flag}`, environment: env },
      in_file: inFile ? key : null,
    };
  });
}
