/** The contract of the settings: each with its value, default and meaning; changing, carrying away and bringing back. */
import { Type, type Static } from 'typebox';
import { Nullable, pageQuery, Reason, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';
import { settingExamples } from './settings-examples.ts';

/** `area.name`. */
const SettingKey = Type.String({ pattern: '^[a-z_]{1,32}\\.[a-z_]{1,64}$' });

/** One setting. */
export const Setting = Type.Object({
  key: SettingKey,
  group: Type.String({ description: 'The part of the key before its dot; `groups` has its title' }),
  title: Type.String(),
  description: Type.String({ description: 'What it means' }),
  value: Type.Unknown(),
  default: Type.Unknown(),
  changed: Type.Boolean({ description: 'Whether the value is another than the default' }),
  schema: Type.Record(Type.String(), Type.Unknown(), { description: 'JSON Schema of its values' }),
  managed_by: Nullable(
    Type.String({
      description: 'The page that changes it, together with what belongs to it; null: this one',
    }),
  ),
  changed_at: Nullable(Timestamp),
  changed_by: Nullable(Type.String()),
});
/** {@link Setting} as a type. */
export type Setting = Static<typeof Setting>;

/** What is given at the start. */
export const BootSetting = Type.Object({
  key: Type.String(),
  title: Type.String(),
  value: Nullable(Type.String({ description: 'As it may be given; null: nothing is' })),
  origin: Type.Enum(['flag', 'environment', 'file', 'default'], {
    description: 'Where it comes from: a flag wins over the environment, that over the file',
  }),
  flag: Type.String(),
  environment: Type.String(),
  in_file: Nullable(Type.String({ description: 'Its name in the file; null where it cannot stand there' })),
});
/** {@link BootSetting} as a type. */
export type BootSetting = Static<typeof BootSetting>;

/** All of them. */
export const SettingList = Type.Object({
  revision: Type.Integer({ description: 'Grows with each change of any setting' }),
  groups: Type.Array(Type.Object({ group: Type.String(), title: Type.String() })),
  settings: Type.Array(Setting),
  boot: Type.Object({
    file: Type.String({ description: 'Where they may stand' }),
    settings: Type.Array(BootSetting),
  }),
});
/** {@link SettingList} as a type. */
export type SettingList = Static<typeof SettingList>;

/** One change of a setting. */
export const SettingChange = Type.Object({
  old: Type.Unknown({ description: 'null: its default' }),
  new: Type.Unknown({ description: 'null: its default again' }),
  actor: Type.String(),
  at: Timestamp,
});
/** {@link SettingChange} as a type. */
export type SettingChange = Static<typeof SettingChange>;

const Passphrase = Type.String({ maxLength: 256, description: 'At least 12 characters' });
const base64 = (maxLength: number) => Type.String({ maxLength, pattern: '^[A-Za-z0-9+/]*={0,2}$' });

/** Settings under a passphrase. */
export const SettingsDocument = Type.Object({
  format: Type.String({ maxLength: 64, description: '`cloudcube-settings`' }),
  version: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  kdf: Type.Object({
    name: Type.String({ maxLength: 32, description: '`argon2id` (RFC 9106)' }),
    memory_kib: Type.Integer({ minimum: 1024, maximum: 262_144 }),
    passes: Type.Integer({ minimum: 1, maximum: 10 }),
    lanes: Type.Integer({ minimum: 1, maximum: 4 }),
    salt: base64(64),
  }),
  cipher: Type.String({ maxLength: 32, description: '`aes-256-gcm`' }),
  nonce: base64(32),
  data: base64(60_000),
});
/** {@link SettingsDocument} as a type. */
export type SettingsDocument = Static<typeof SettingsDocument>;

/** What bringing settings back does, or would do. */
export const SettingsImport = Type.Object({
  applied: Type.Boolean(),
  made_by: Type.String({ description: 'The version of CloudCube that made the document' }),
  made_at: Timestamp,
  changes: Type.Array(
    Type.Object({ key: SettingKey, title: Type.String(), old: Type.Unknown(), new: Type.Unknown() }),
  ),
  unfit: Type.Array(
    Type.Object({ key: SettingKey, title: Type.String(), value: Type.Unknown(), reason: Reason }),
    { description: 'Settings that stay as they are, and why' },
  ),
  unknown: Type.Array(Type.String(), { description: 'Keys that this version does not know' }),
});
/** {@link SettingsImport} as a type. */
export type SettingsImport = Static<typeof SettingsImport>;

const { list, change, document, imported } = settingExamples;

/** Operations on settings. */
export const settingRoutes = defineRoutes({
  listSettings: {
    method: 'GET',
    path: '/settings',
    tag: 'settings',
    summary: 'Every setting with its value, its default and its meaning, and what was given at the start',
    access: 'settings:read',
    data: SettingList,
    example: { data: list },
  },
  changeSettings: {
    method: 'PUT',
    path: '/settings',
    tag: 'settings',
    summary: 'Change some settings, all or none; what is left out stays. In force at once',
    access: 'settings:admin',
    audit: 'setting.change',
    body: Type.Object(
      {
        changes: Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), {
          minProperties: 1,
          maxProperties: 200,
          description: 'New values by key; null: back to the default',
        }),
        revision: Type.Optional(
          Type.Integer({
            minimum: 0,
            description: 'The one that the change is made to; another one there is a conflict',
          }),
        ),
      },
      { additionalProperties: false },
    ),
    data: SettingList,
    errors: ['SETTING_UNKNOWN', 'SETTING_INVALID', 'SETTING_ELSEWHERE', 'SETTINGS_CHANGED_MEANWHILE'],
    example: { body: { changes: { 'ddns.interval_seconds': 600 }, revision: 3 }, data: list },
  },
  listSettingChanges: {
    method: 'GET',
    path: '/settings/{key}/history',
    tag: 'settings',
    summary: 'Changes of a setting, the newest first',
    access: 'settings:read',
    params: Type.Object({ key: SettingKey }),
    query: Type.Object(pageQuery),
    data: Type.Object({ key: SettingKey, changes: Type.Array(SettingChange) }),
    paginated: true,
    errors: ['SETTING_UNKNOWN'],
    example: { data: { key: 'ddns.interval_seconds', changes: [change] } },
  },
  exportSettings: {
    method: 'POST',
    path: '/settings/export',
    tag: 'settings',
    summary: 'Every setting that differs from its default, sealed under a passphrase',
    access: 'settings:admin',
    audit: 'setting.export',
    body: Type.Object({ passphrase: Passphrase }, { additionalProperties: false }),
    data: SettingsDocument,
    errors: ['SETTINGS_PASSPHRASE_SHORT', 'RATE_LIMIT_EXCEEDED'],
    example: { body: { passphrase: 'correct horse battery staple' }, data: document },
  },
  importSettings: {
    method: 'POST',
    path: '/settings/import',
    tag: 'settings',
    summary: 'Bring back what was carried away: what fits is set, all of it or nothing, and the rest is told',
    access: 'settings:admin',
    audit: 'setting.change',
    body: Type.Object(
      {
        passphrase: Passphrase,
        document: SettingsDocument,
        dry_run: Type.Optional(Type.Boolean({ description: 'Only tell what would change' })),
        reset_others: Type.Optional(
          Type.Boolean({
            description: 'Settings that the document does not hold go back to their defaults; else they stay',
          }),
        ),
      },
      { additionalProperties: false },
    ),
    data: SettingsImport,
    errors: ['SETTINGS_FILE_FOREIGN', 'SETTINGS_FILE_NEWER', 'SETTINGS_FILE_LOCKED', 'RATE_LIMIT_EXCEEDED'],
    example: {
      body: { passphrase: 'correct horse battery staple', document, dry_run: true },
      data: imported,
    },
  },
});
