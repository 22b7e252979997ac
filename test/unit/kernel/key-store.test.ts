import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFileKeyStore, type KeyStore } from '../../../electron/kernel/key-store.ts';
import { listen, newFolder } from './folder.ts';

let folder: string;
let file: string;
let logger: ReturnType<typeof listen>;
let keys: KeyStore;
const key = randomBytes(32);

beforeEach(() => {
  folder = newFolder();
  file = join(folder, 'master.key');
  logger = listen();
  keys = createFileKeyStore(folder, logger);
});

describe('the key file', () => {
  it('is none at first', async () => {
    expect(await keys.read()).toBeNull();
    expect(logger.lines).toEqual([]);
  });

  it('keeps the key for its owner alone, and the log says where it is', async () => {
    expect(await keys.write(key)).toBe(true);
    expect(Buffer.from((await keys.read()) ?? [])).toEqual(key);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(logger.lines).toEqual([expect.stringContaining('warn: The master key is kept in a file')]);
    expect(readdirSync(folder)).toEqual(['master.key']);
  });

  it('is never replaced', async () => {
    await keys.write(key);
    expect(await keys.write(key)).toBe(true);
    expect(await keys.write(randomBytes(32))).toBe(false);
    expect(Buffer.from((await keys.read()) ?? [])).toEqual(key);
  });

  it('is not replaced either where it cannot be read', async () => {
    // A folder in its place stands for any file that is there but cannot be read, whoever runs this.
    mkdirSync(file);
    expect(await keys.read()).toBeNull();
    expect(await keys.write(key)).toBe(false);
    expect(statSync(file).isDirectory()).toBe(true);
    expect(logger.lines).toContain('warn: The key file cannot be read');
  });

  it('is written after a start that was killed while it wrote', async () => {
    writeFileSync(`${file}.draft`, 'half');
    expect(await keys.write(key)).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe(key.toString('base64'));
    expect(readdirSync(folder)).toEqual(['master.key']);
  });

  it('may be put back by hand, with a line end', async () => {
    await keys.write(key);
    const text = readFileSync(file, 'utf8');
    rmSync(file);
    writeFileSync(file, `${text}\n`);
    expect(Buffer.from((await keys.read()) ?? [])).toEqual(key);
  });

  it('says why where the folder cannot be written', async () => {
    await expect(createFileKeyStore(join(folder, 'none'), logger).write(key)).rejects.toThrow('ENOENT');
  });
});
