/**
 * Settings as a file that only who knows its passphrase can read: JSON, deflated (so that the fullest there can be is
 * within what a request may hold), sealed as `kernel/passphrase-seal.ts` does.
 */
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { Timestamp } from '../../shared/api/common.ts';
import type { SettingsDocument } from '../../shared/api/settings.ts';
import { UserError } from '../kernel/errors.ts';
import { createLock } from '../kernel/lock.ts';
import { openUnderPassphrase, sealUnderPassphrase, SHORTEST_PASSPHRASE } from '../kernel/passphrase-seal.ts';

/** What is inside. */
const Bundle = Type.Object({
  /** Version of CloudCube. */
  made_by: Type.String({ maxLength: 64 }),
  made_at: Timestamp,
  settings: Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), { maxProperties: 1000 }),
});
/** {@link Bundle} as a type. */
export type Bundle = Static<typeof Bundle>;

/** Makes such files and opens them. */
export interface SettingsFiles {
  /** @throws {UserError} `SETTINGS_PASSPHRASE_SHORT`, `RATE_LIMIT_EXCEEDED` */
  seal(passphrase: string, bundle: Bundle): Promise<SettingsDocument>;
  /**
   * @throws {UserError} `SETTINGS_FILE_FOREIGN`, `SETTINGS_FILE_NEWER`, `SETTINGS_FILE_LOCKED` (another passphrase, or
   * altered: nobody can tell which), `RATE_LIMIT_EXCEEDED`
   */
  open(passphrase: string, document: SettingsDocument): Promise<Bundle>;
}

const FORMAT = 'cloudcube-settings';
const VERSION = 1;
const PURPOSE = `${FORMAT} ${String(VERSION)}`;
const [KDF, CIPHER] = ['argon2id', 'aes-256-gcm'];
/** Many times the most that settings can be. */
const MOST_BYTES = 1024 * 1024;
/** Each takes 64 MiB for half a second: one at a time, and no more than this wait for it. */
const MOST_WAITING = 2;
const RETRY_SECONDS = 3;

const [deflate, inflate] = [promisify(deflateRaw), promisify(inflateRaw)];

/** Nobody waits yet. */
export function createSettingsFiles(): SettingsFiles {
  const inTurn = createLock();
  let asked = 0;

  async function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    if (asked > MOST_WAITING) {
      throw new UserError('RATE_LIMIT_EXCEEDED', {
        params: { seconds: RETRY_SECONDS },
        retryAfter: RETRY_SECONDS,
      });
    }
    asked += 1;
    try {
      return await inTurn(work);
    } finally {
      asked -= 1;
    }
  }

  return {
    async seal(passphrase, bundle) {
      if ([...passphrase].length < SHORTEST_PASSPHRASE) {
        throw new UserError('SETTINGS_PASSPHRASE_SHORT', { params: { minimum: SHORTEST_PASSPHRASE } });
      }
      const { iv, sealed, ...cost } = await oneAtATime(async () =>
        sealUnderPassphrase(passphrase, await deflate(JSON.stringify(bundle)), PURPOSE),
      );
      return {
        ...{ format: FORMAT, version: VERSION, kdf: { name: KDF, ...cost } },
        ...{ cipher: CIPHER, nonce: iv, data: sealed },
      };
    },
    async open(passphrase, { format, version, kdf, cipher, nonce, data }) {
      if (format !== FORMAT) throw new UserError('SETTINGS_FILE_FOREIGN');
      const { name, ...cost } = kdf;
      if (version > VERSION || name !== KDF || cipher !== CIPHER) throw new UserError('SETTINGS_FILE_NEWER');
      const bytes = await oneAtATime(() =>
        openUnderPassphrase(passphrase, { ...cost, iv: nonce, sealed: data }, PURPOSE).catch(
          (cause: unknown) => {
            throw new UserError('SETTINGS_FILE_LOCKED', { cause });
          },
        ),
      );
      // Sealed by who knows the passphrase, which may not be a CloudCube.
      const bundle = await inflate(bytes, { maxOutputLength: MOST_BYTES })
        .then((text): unknown => JSON.parse(text.toString()))
        .catch((cause: unknown) => {
          throw new UserError('SETTINGS_FILE_FOREIGN', { cause });
        });
      if (!Value.Check(Bundle, bundle)) throw new UserError('SETTINGS_FILE_FOREIGN');
      return bundle;
    },
  };
}
