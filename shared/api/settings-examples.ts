/** Settings as a reader of the documentation meets them. */

const setting = {
  key: 'ddns.interval_seconds',
  group: 'ddns',
  title: 'Interval of checks',
  description: 'Seconds between two checks of the names',
  value: 600,
  default: 300,
  changed: true,
  schema: { type: 'integer', minimum: 30, maximum: 86_400 },
  managed_by: null,
  changed_at: '2026-11-20T08:00:00.000Z',
  changed_by: 'admin',
};

/** By what they are examples of. */
export const settingExamples = {
  list: {
    revision: 4,
    groups: [{ group: 'ddns', title: 'Names' }],
    settings: [setting],
    boot: {
      file: '/home/nas/.local/share/cloudcube/config.json',
      settings: [
        {
          key: 'port',
          title: 'Port of the page and the API',
          value: '8080',
          origin: 'default' as const,
          flag: '--port',
          environment: 'CLOUDCUBE_PORT',
          in_file: 'port',
        },
      ],
    },
  },
  change: { old: null, new: 600, actor: 'admin', at: '2026-11-20T08:00:00.000Z' },
  document: {
    format: 'cloudcube-settings',
    version: 1,
    kdf: { name: 'argon2id', memory_kib: 65_536, passes: 3, lanes: 1, salt: '0n2xWf1vYkq0VvQ4m8tC2A==' },
    cipher: 'aes-256-gcm',
    nonce: 'm7zqkq3V0n0pWbqT',
    data: 'Zm9yIHRoZSBleGFtcGxlIG9ubHk=',
  },
  imported: {
    applied: false,
    made_by: '0.1.0',
    made_at: '2026-11-20T08:00:00.000Z',
    changes: [{ key: 'ddns.interval_seconds', title: 'Interval of checks', old: 300, new: 600 }],
    unfit: [],
    unknown: [],
  },
};
