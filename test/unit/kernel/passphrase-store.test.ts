import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFileKeyStore, type KeySource, type KeyStore } from '../../../electron/kernel/key-store.ts';
import { createPassphraseStore } from '../../../electron/kernel/passphrase-store.ts';
import { createSecretBox, secretMigrations } from '../../../electron/kernel/secret-box.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { listen, newDatabase, newFolder } from './folder.ts';

const PASSPHRASE = 'correct horse battery staple';
const key = randomBytes(32);
let folder: string;
let sealed: string;
let words: string;
let logger: ReturnType<typeof listen>;

beforeEach(() => {
  folder = newFolder();
  sealed = join(folder, 'master.key.sealed');
  words = join(newFolder(), 'passphrase');
  writeFileSync(words, `${PASSPHRASE}\n`);
  logger = listen();
});
const place = (file: string | null = words): KeyStore => createPassphraseStore(folder, file, logger);

interface SealedFile {
  memory_kib: number;
  passes: number;
  salt: string;
}
const stored = (): SealedFile => JSON.parse(readFileSync(sealed, 'utf8')) as SealedFile;
const store = (change: Partial<SealedFile>): void => {
  writeFileSync(sealed, JSON.stringify({ ...stored(), ...change }));
};

describe('a key under a passphrase', () => {
  it('comes back, and neither it nor the passphrase lies in the folder', async () => {
    expect(await place().read()).toBeNull();
    expect(await place().write(key)).toBe(true);
    expect(Buffer.from((await place().read()) ?? [])).toEqual(key);
    const text = readFileSync(sealed);
    for (const form of [key, key.toString('base64'), key.toString('hex'), PASSPHRASE]) {
      expect(text.includes(form)).toBe(false);
    }
    if (process.platform !== 'win32') expect(statSync(sealed).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['master.key.sealed']);
  });

  it('costs whoever guesses 64 MiB and three passes, and its own salt', async () => {
    await place().write(key);
    const { salt, ...cost } = stored();
    expect(cost).toMatchObject({ memory_kib: 65_536, passes: 3, lanes: 1 });
    rmSync(sealed);
    await place().write(key);
    expect(stored().salt).not.toBe(salt);
  });

  it('is never replaced', async () => {
    await place().write(key);
    expect(await place().write(key)).toBe(true);
    expect(await place().write(randomBytes(32))).toBe(false);
    expect(Buffer.from((await place().read()) ?? [])).toEqual(key);
  });

  it('may have a passphrase that is typed composed or decomposed, with or without a line end', async () => {
    writeFileSync(words, 'ein Schlüssel für zuhause\r\n');
    await place().write(key);
    writeFileSync(words, 'ein Schlüssel für zuhause'.normalize('NFD'));
    expect(Buffer.from((await place().read()) ?? [])).toEqual(key);
  });

  it('is written after a start that was killed while it wrote', async () => {
    writeFileSync(`${sealed}.draft`, '{"half"');
    expect(await place().write(key)).toBe(true);
    expect(readdirSync(folder)).toEqual(['master.key.sealed']);
  });
});

describe('what stands in the way is told', () => {
  async function troubleOf(keys: KeyStore): Promise<[Uint8Array | null, string | null]> {
    return [await keys.read(), keys.trouble()];
  }

  it.each([
    ['no passphrase is named', () => place(null), 'no_passphrase'],
    ['its file is not there', () => place(join(folder, 'none')), 'passphrase_unreadable'],
    [
      'its file is a folder',
      () => (mkdirSync(join(folder, 'd')), place(join(folder, 'd'))),
      'passphrase_unreadable',
    ],
    ['its file is empty', () => (writeFileSync(words, '\n'), place()), 'passphrase_unreadable'],
    ['it is another one', () => (writeFileSync(words, 'another passphrase'), place()), 'passphrase_wrong'],
  ])('where %s', async (_title, make, trouble) => {
    await place().write(key);
    const keys = make();
    expect(await troubleOf(keys)).toEqual([null, trouble]);
    // What is there is not replaced, nor is it taken for the key that is to be kept.
    expect(await keys.write(key)).toBe(false);
    writeFileSync(words, PASSPHRASE);
    expect(Buffer.from((await place().read()) ?? [])).toEqual(key);
  });

  it('where it is too short for a new key', async () => {
    writeFileSync(words, 'eleven char');
    const keys = place();
    expect([await keys.write(key), keys.trouble()]).toEqual([false, 'passphrase_short']);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['is no JSON', () => writeFileSync(sealed, 'x'), 'failed'],
    ['asks for more memory than anybody has', () => store({ memory_kib: 2 ** 31 }), 'failed'],
    ['asks for endless work', () => store({ passes: 2 ** 31 }), 'failed'],
    ['was made cheaper', () => store({ passes: 1 }), 'passphrase_wrong'],
    ['has another salt', () => store({ salt: randomBytes(16).toString('base64') }), 'passphrase_wrong'],
  ])('where the sealed file %s', async (_title, spoil, trouble) => {
    await place().write(key);
    spoil();
    expect(await troubleOf(place())).toEqual([null, trouble]);
  });
});

describe('between a file and a passphrase', () => {
  const boxOver = async (database: Awaited<ReturnType<typeof newDatabase>>, ...stores: KeyStore[]) =>
    createSecretBox({ database, stores, clock: createVirtualClock(), logger });
  const secretPlace = { table: 't', column: 'c', row: '1' };

  it.each<[KeySource, KeySource]>([
    ['file', 'passphrase'],
    ['passphrase', 'file'],
  ])('the key moves from %s to %s, whenever it is killed', async (from, to) => {
    const database = await newDatabase(secretMigrations);
    const stores = { file: createFileKeyStore(folder, logger), passphrase: place() };
    const order = (first: 'file' | 'passphrase'): KeyStore[] =>
      first === 'file' ? [stores.file, stores.passphrase] : [stores.passphrase, stores.file];
    const first = from as 'file' | 'passphrase';
    const secret = (await boxOver(database, ...order(first))).seal(secretPlace, key);
    const opens = async (): Promise<string> => {
      const box = await boxOver(database, ...order(first));
      expect(Buffer.from(box.open(secretPlace, secret))).toEqual(key);
      return box.status().source;
    };

    // Killed once the new place has it, before that is written down.
    const held = await stores[first].read();
    await stores[to as 'file' | 'passphrase'].write(held ?? new Uint8Array());
    expect(await opens()).toBe(from);
    // Killed before the old place has forgotten it.
    const stays: KeyStore = { ...stores[first], remove: () => Promise.reject(new Error('Killed')) };
    const dying = await boxOver(database, stays, ...order(first).filter(({ source }) => source !== from));
    await expect(dying.moveKey(to)).rejects.toThrow('Killed');
    expect(await opens()).toBe(to);
    // And back again, where both still have it; then whole.
    const box = await boxOver(database, ...order(first));
    await box.moveKey(from);
    expect(await opens()).toBe(from);
    await (await boxOver(database, ...order(first))).moveKey(to);
    expect(await opens()).toBe(to);
    expect(readdirSync(folder)).toEqual([to === 'file' ? 'master.key' : 'master.key.sealed']);
  });

  it('a passphrase that is named but cannot be used puts no key anywhere else', async () => {
    const database = await newDatabase(secretMigrations);
    writeFileSync(words, 'short');
    const opening = boxOver(database, place(), createFileKeyStore(folder, logger));
    await expect(opening).rejects.toMatchObject({
      code: 'SECRETS_KEY_MISSING',
      params: { key_trouble: 'passphrase_short' },
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('a locked box opens by itself once the right passphrase is back', async () => {
    const database = await newDatabase(secretMigrations);
    const clock = createVirtualClock();
    const secret = (await boxOver(database, place())).seal(secretPlace, key);
    writeFileSync(words, 'another passphrase');
    const box = await createSecretBox({ database, stores: [place()], clock, logger });
    expect(box.status()).toMatchObject({
      state: 'locked',
      source: 'passphrase',
      trouble: 'passphrase_wrong',
    });
    expect(() => box.open(secretPlace, secret)).toThrow('SECRETS_KEY_MISSING');
    writeFileSync(words, PASSPHRASE);
    await clock.advance(30_000);
    await box.whenOpen();
    expect(Buffer.from(box.open(secretPlace, secret))).toEqual(key);
  });
});
