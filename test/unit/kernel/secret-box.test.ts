import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../electron/kernel/database.ts';
import type { KeySource, KeyStore, KeyTrouble } from '../../../electron/kernel/key-store.ts';
import { createSecretBox, secretMigrations } from '../../../electron/kernel/secret-box.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';
import { listen, newDatabase } from './folder.ts';

const place = { table: 'accounts', column: 'token', row: '1' };
const secret = Buffer.from('correct horse');

let clock: VirtualClock;
let database: Database;

beforeEach(async () => {
  clock = createVirtualClock();
  database = await newDatabase(secretMigrations);
});

/** A place for the key that the test can look into. */
function store(source: KeySource = 'file', keeps = true, trouble: KeyTrouble | null = null) {
  const made = {
    source,
    key: null as Uint8Array | null,
    writes: 0,
    trouble: () => trouble,
    remove: () => {
      made.key = null;
      return Promise.resolve();
    },
    read: () => Promise.resolve(made.key),
    write: (key: Uint8Array) => {
      made.writes++;
      if (!keeps) return Promise.resolve(false);
      if (made.key) return Promise.resolve(Buffer.compare(made.key, key) === 0);
      made.key = key;
      return Promise.resolve(true);
    },
  };
  return made satisfies KeyStore;
}

const open = (...stores: readonly KeyStore[]) =>
  createSecretBox({ database, stores, clock, logger: listen() });

describe('a secret', () => {
  it('comes back, also after a restart', async () => {
    const keys = store();
    const sealed = (await open(keys)).seal(place, secret);
    expect(Buffer.from((await open(keys)).open(place, sealed))).toEqual(secret);
  });

  it('is sealed differently each time and is not seen in the ciphertext', async () => {
    const box = await open(store());
    const [one, two] = [box.seal(place, secret), box.seal(place, secret)];
    expect(Buffer.compare(one, two)).not.toBe(0);
    expect(Buffer.from(one).includes(secret)).toBe(false);
  });

  it.each([{ row: '2' }, { column: 'password' }, { table: 'users' }])(
    'is not opened in another place: %j',
    async (other) => {
      const box = await open(store());
      const sealed = box.seal(place, secret);
      expect(() => box.open({ ...place, ...other }, sealed)).toThrow();
    },
  );

  it('is not opened where the parts of two places run together', async () => {
    const box = await open(store());
    const sealed = box.seal({ table: 'a', column: 'b,c', row: '1' }, secret);
    expect(() => box.open({ table: 'a,b', column: 'c', row: '1' }, sealed)).toThrow();
  });

  it('is not opened once any byte was altered', async () => {
    const box = await open(store());
    const sealed = Buffer.from(box.seal(place, secret));
    for (let at = 0; at < sealed.length; at++) {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(() => box.open(place, altered)).toThrow();
    }
  });

  it('is not opened when it was cut or is rubbish', async () => {
    const box = await open(store());
    const sealed = box.seal(place, secret);
    // Tags cut to four bytes would be taken by Node unless their length is enforced.
    for (let length = 0; length < sealed.length; length++) {
      expect(() => box.open(place, sealed.subarray(0, length))).toThrow();
    }
    expect(() => box.open(place, randomBytes(64))).toThrow();
  });
});

describe('the first start', () => {
  it('makes one key of 32 bytes, in the first place that keeps it', async () => {
    const [locked, file, never] = [store('keychain', false), store('file'), store('file')];
    const box = await open(locked, file, never);
    expect(box.status()).toEqual({ state: 'open', source: 'file' });
    expect(file.key).toHaveLength(32);
    expect(never.writes).toBe(0);
  });

  it('that was killed before it was stored is gone on with: its key is used', async () => {
    const keys = store();
    keys.key = randomBytes(32);
    const before = Buffer.from(keys.key);
    expect((await open(keys)).status()).toEqual({ state: 'open', source: 'file' });
    expect(Buffer.from(keys.key)).toEqual(before);
  });

  it('takes no key of another length for its own', async () => {
    const [broken, next] = [store('keychain'), store('file')];
    broken.key = randomBytes(16);
    expect((await open(broken, next)).status()).toEqual({ state: 'open', source: 'file' });
    expect(broken.key).toHaveLength(16);
  });

  it('fails with a reason where no place keeps a key', async () => {
    await expect(open(store('file', false))).rejects.toMatchObject({
      name: 'OperationalError',
      code: 'SECRETS_KEY_MISSING',
    });
  });
});

describe('a later start', () => {
  it.each([
    ['is missing', null, 'SECRETS_KEY_MISSING'],
    ['is another', randomBytes(32), 'SECRETS_KEY_WRONG'],
    ['is damaged', randomBytes(16), 'SECRETS_KEY_WRONG'],
  ] as const)(
    'whose key %s is locked, makes no new one, and opens when it is back',
    async (_, instead, code) => {
      const keys = store();
      const sealed = (await open(keys)).seal(place, secret);
      const real = keys.key;
      keys.key = instead;
      const writes = keys.writes;

      const box = await open(keys);
      expect(box.status()).toEqual({ state: 'locked', source: 'file', code, trouble: null });
      const params = { source: 'file', key_trouble: 'none' };
      const refusal = expect.objectContaining({ code, params, retryAfter: 30 }) as Error;
      expect(() => box.open(place, sealed)).toThrow(refusal);
      expect(() => box.seal(place, secret)).toThrow(refusal);
      let opened = false;
      void box.whenOpen().then(() => (opened = true));
      await clock.advance(120_000);
      expect({ opened, writes: keys.writes }).toEqual({ opened: false, writes });

      keys.key = real;
      await clock.advance(30_000);
      expect(box.status()).toEqual({ state: 'open', source: 'file' });
      expect(opened).toBe(true);
      expect(Buffer.from(box.open(place, sealed))).toEqual(secret);
      box.stop();
    },
  );

  it('asks only the place where its key is kept', async () => {
    const file = store('file');
    await open(store('keychain', false), file);
    const keychain = store('keychain');
    keychain.key = randomBytes(32);
    expect((await open(keychain, file)).status()).toEqual({ state: 'open', source: 'file' });
    // Without that place there is nothing to open with.
    expect((await open(keychain)).status()).toMatchObject({ state: 'locked', code: 'SECRETS_KEY_MISSING' });
    expect(keychain.writes).toBe(0);
  });

  it('no longer looks for the key once it is stopped', async () => {
    const keys = store();
    await open(keys);
    const real = keys.key;
    keys.key = null;
    const box = await open(keys);
    box.stop();
    keys.key = real;
    await clock.advance(120_000);
    expect(box.status().state).toBe('locked');
  });
});

describe('the key moves', () => {
  it('to another place, and what was sealed opens from there', async () => {
    const [file, keychain] = [store('file'), store('keychain')];
    const box = await open(file, keychain);
    const sealed = box.seal(place, secret);
    await box.moveKey('keychain');
    expect([file.key, box.status()]).toEqual([null, { state: 'open', source: 'keychain' }]);
    expect(keychain.key).not.toBeNull();
    expect(Buffer.from((await open(file, keychain)).open(place, sealed))).toEqual(secret);
    await box.moveKey('keychain');
    expect(keychain.writes).toBe(1);
  });

  it.each([
    [store('keychain', false, 'locked'), { code: 'SECRETS_SOURCE_UNAVAILABLE', key_trouble: 'locked' }],
    [{ ...store('keychain', false) }, { code: 'SECRETS_SOURCE_UNAVAILABLE', key_trouble: 'other_key' }],
    [null, { code: 'SECRETS_SOURCE_OFF' }],
  ])('nowhere where it cannot be kept: %#', async (keychain, { code, ...params }) => {
    const file = store('file');
    const box = await open(...(keychain ? [file, keychain] : [file]));
    await expect(box.moveKey('keychain')).rejects.toMatchObject({
      code,
      params: { source: 'keychain', ...params },
    });
    expect(file.key).not.toBeNull();
    expect(box.status()).toEqual({ state: 'open', source: 'file' });
  });

  it('not while the box is locked, and the refusal says why its place cannot be read', async () => {
    const first = store('keychain');
    await open(first);
    const gone = store('keychain', true, 'no_service');
    const box = await open(gone, store('file'));
    const refusal = {
      code: 'SECRETS_KEY_MISSING',
      params: { source: 'keychain', key_trouble: 'no_service' },
    };
    await expect(box.moveKey('file')).rejects.toMatchObject(refusal);
    expect(() => box.seal(place, secret)).toThrow(expect.objectContaining(refusal));
    box.stop();
  });
});
