import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openDataFolder, type DataFolder } from '../../../electron/kernel/data-folder.ts';
import { openDatabase, type Database, type Migrations } from '../../../electron/kernel/database.ts';
import { areSound } from '../../../electron/kernel/sound-copies.ts';
import {
  copyState,
  finishRestore,
  listCopies,
  newestCopyAt,
  newestGoodCopy,
  restoreState,
  type CopyReason,
} from '../../../electron/kernel/state-copies.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';
import { newDatabase, newFolder } from './folder.ts';

const notes: Migrations = {
  test_001: { up: (db) => db.schema.createTable('notes').addColumn('id', 'integer').execute() },
};
interface Tables {
  notes: { id: number };
}

let clock: VirtualClock;
let folder: DataFolder;
let database: Database;

beforeEach(async () => {
  clock = createVirtualClock();
  folder = openDataFolder(newFolder());
  database = await newDatabase(notes, folder.path);
});

const add = (id: number) => database.query<Tables>().insertInto('notes').values({ id }).execute();
const copy = async (why: CopyReason = 'nightly', spared: string | null = null) => {
  await clock.advance(60_000);
  return copyState({ database, folder, clock }, why, spared);
};
const copies = () => readdirSync(folder.copiesDir).sort();

/** What a database file holds. */
async function idsIn(file: string): Promise<number[]> {
  const other = openDatabase(file);
  try {
    return (await other.query<Tables>().selectFrom('notes').select('id').execute()).map(({ id }) => id);
  } finally {
    other.close();
  }
}

describe('a copy', () => {
  it('has a name that sorts by time, and holds what was there then', async () => {
    await add(1);
    const file = await copy();
    await add(2);
    expect(basename(file)).toBe('state-20261120T080100000Z-nightly.db');
    expect(await idsIn(file)).toEqual([1]);
  });

  it('is one of seven: the eldest go, whatever they were made for', async () => {
    for (let n = 0; n < 9; n++) await copy(n % 2 ? 'migration' : 'nightly');
    expect(copies()).toHaveLength(7);
    expect(copies()[0]).toContain('T080300000Z');
  });

  it('that somebody makes takes no place of a nightly one, and none of a nightly one of its', async () => {
    for (let n = 0; n < 9; n++) await copy('manual');
    for (let n = 0; n < 9; n++) await copy('nightly');
    await copy('restore');
    const kinds = Object.groupBy(listCopies(folder), ({ why }) => why);
    expect([kinds.nightly?.length, kinds.manual?.length, kinds.restore?.length]).toEqual([7, 6, 1]);
  });

  it('that is still wanted stays, though it is the eldest', async () => {
    const eldest = await copy('manual');
    for (let n = 0; n < 8; n++) await copy('restore', eldest);
    expect(copies()).toContain(basename(eldest));
    await copy('manual');
    expect(copies()).not.toContain(basename(eldest));
  });

  it('is listed with what its name says, the newest first', async () => {
    await copy('migration');
    const file = await copy('manual');
    writeFileSync(join(folder.copiesDir, 'state-20261120T080100000Z-other.db'), 'x');
    const [newest, ...others] = listCopies(folder);
    expect(newest).toMatchObject({
      ...{ file, copy_id: 'state-20261120T080200000Z-manual', why: 'manual' },
      bytes: readFileSync(file).length,
    });
    expect(others.map(({ why }) => why)).toEqual(['migration']);
  });

  it('is looked at on a thread of its own', async () => {
    const [good, bad, none] = [await copy(), await copy(), join(folder.copiesDir, 'none.db')];
    writeFileSync(bad, readFileSync(bad).fill(0xff, 4096));
    expect(await areSound([bad, good, none])).toEqual([false, true, false]);
    expect(await areSound([])).toEqual([]);
    expect(existsSync(none)).toBe(false);
  });

  it('leaves no draft behind, not even one of a process that was killed', async () => {
    writeFileSync(join(folder.copiesDir, 'state-20260101T000000000Z-nightly.db.draft'), 'half');
    await copy();
    expect(copies()).toHaveLength(1);
  });

  it('that fails leaves the others, and no half of one', async () => {
    await copy();
    database.close();
    await expect(copy()).rejects.toThrow();
    expect(copies()).toHaveLength(1);
  });

  it('leaves files alone that are none of its making', async () => {
    writeFileSync(join(folder.copiesDir, 'mine.db'), 'x');
    for (let n = 0; n < 9; n++) await copy();
    expect(copies()).toContain('mine.db');
  });
});

describe('the newest good copy', () => {
  it('is none at first', () => {
    expect(newestGoodCopy(folder)).toBeNull();
    expect(newestCopyAt(folder)).toBeNull();
  });

  it('is the newest that is sound', async () => {
    const older = await copy();
    const newer = await copy();
    expect(newestGoodCopy(folder)?.file).toBe(newer);
    const bytes = readFileSync(newer);
    writeFileSync(newer, bytes.fill(0xff, 4096));
    expect(newestGoodCopy(folder)?.file).toBe(older);
    writeFileSync(older, 'no database');
    expect(newestGoodCopy(folder)).toBeNull();
  });

  it('tells its size and when it was made', async () => {
    const file = await copy();
    const found = newestGoodCopy(folder);
    expect(found?.bytes).toBe(readFileSync(file).length);
    expect(newestCopyAt(folder)).toBeCloseTo(found?.made_at ?? 0, -1);
  });

  it('is read without leaving anything beside it', async () => {
    const file = await copy();
    newestGoodCopy(folder);
    expect(copies()).toEqual([basename(file)]);
  });
});

describe('going back', () => {
  /** Closes the database and leaves a log beside it, as a killed process does. */
  function endWithLog(): void {
    database.close();
    writeFileSync(`${folder.stateFile}-wal`, 'log');
  }

  it('puts the copy in place, and sets the old file aside with its log', async () => {
    await add(1);
    await copy();
    await add(2);
    endWithLog();
    const aside = restoreState(folder, newestGoodCopy(folder), clock.now());
    expect(aside).toBe(`${folder.stateFile}.damaged-20261120T080100000Z`);
    expect(readFileSync(`${aside ?? ''}-wal`, 'utf8')).toBe('log');
    expect(existsSync(`${folder.stateFile}-wal`)).toBe(false);
    expect(await idsIn(folder.stateFile)).toEqual([1]);
    expect(copies()).toHaveLength(1);
  });

  it('to nothing leaves the place empty', async () => {
    await add(1);
    endWithLog();
    const aside = restoreState(folder, null, clock.now());
    expect(existsSync(folder.stateFile)).toBe(false);
    expect(existsSync(aside ?? '')).toBe(true);
  });

  it('works where there is no file to set aside', async () => {
    await copy();
    database.close();
    restoreState(folder, null, clock.now());
    expect(restoreState(folder, newestGoodCopy(folder), clock.now() + 1)).toBeNull();
    expect(await idsIn(folder.stateFile)).toEqual([]);
  });

  it('that was killed between its renames is ended at the next start', async () => {
    await add(1);
    const file = await copy();
    database.close();
    restoreState(folder, null, clock.now());
    writeFileSync(`${folder.stateFile}.fresh`, readFileSync(file));
    finishRestore(folder);
    expect(await idsIn(folder.stateFile)).toEqual([1]);
  });

  it('that was killed before its renames leaves the old file', async () => {
    await add(1);
    database.close();
    writeFileSync(`${folder.stateFile}.fresh`, 'half');
    finishRestore(folder);
    expect(existsSync(`${folder.stateFile}.fresh`)).toBe(false);
    expect(await idsIn(folder.stateFile)).toEqual([1]);
  });
});
