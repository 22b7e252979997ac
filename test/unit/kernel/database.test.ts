import { sql } from 'kysely';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database, type Migrations } from '../../../electron/kernel/database.ts';
import { StartError } from '../../../electron/kernel/errors.ts';
import { newDatabase, newFolder, turn } from './folder.ts';

interface Tables {
  notes: { id: number; text: unknown; flag: unknown };
}

const notes: Migrations = {
  test_001_notes: {
    up: (db) =>
      db.schema
        .createTable('notes')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('text', 'text')
        .addColumn('flag', 'integer')
        .execute(),
  },
};
const more: Migrations = {
  test_002_more: { up: (db) => db.schema.createTable('more').addColumn('id', 'text').execute() },
};

let folder: string;
let database: Database;

beforeEach(async () => {
  folder = newFolder();
  database = await newDatabase(notes, folder);
});

const add = (id: number, text: unknown = 'x') =>
  database.query<Tables>().insertInto('notes').values({ id, text, flag: null }).execute();
const all = () => database.query<Tables>().selectFrom('notes').selectAll().orderBy('id').execute();
const ids = async () => (await all()).map(({ id }) => id);
const pragma = (text: string) => sql.raw(`pragma ${text}`).execute(database.query());

describe('a transaction', () => {
  it('keeps all or nothing', async () => {
    await database.transact(async () => {
      await add(1);
      await add(2);
    });
    const failing = database.transact(async () => {
      await add(3);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await ids()).toEqual([1, 2]);
  });

  it('is joined by those inside it: what fails later undoes them too', async () => {
    const outer = database.transact(async () => {
      await database.transact(() => add(1));
      expect(await ids()).toEqual([1]);
      throw new Error('no');
    });
    await expect(outer).rejects.toThrow('no');
    expect(await ids()).toEqual([]);
  });

  it('answers what its body answers', async () => {
    expect(await database.transact(() => Promise.resolve('yes'))).toBe('yes');
  });

  it('is not seen from outside before it ends: who asks meanwhile waits', async () => {
    const order: string[] = [];
    const inside = database.transact(async () => {
      await add(1);
      await turn();
      await add(2);
      order.push('inside');
    });
    const outside = ids().then((seen) => {
      order.push('outside');
      return seen;
    });
    expect(await outside).toEqual([1, 2]);
    await inside;
    expect(order).toEqual(['inside', 'outside']);
  });

  it('runs beside no other, in the order of asking', async () => {
    const order: string[] = [];
    const one = (name: string) =>
      database.transact(async () => {
        order.push(`${name} begins`);
        await turn();
        await add(order.length);
        order.push(`${name} ends`);
      });
    await Promise.all([one('a'), one('b'), one('c')]);
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('lets others go on after a failure', async () => {
    const failing = database.transact(() => Promise.reject(new Error('no')));
    await Promise.all([expect(failing).rejects.toThrow(), add(1), database.transact(() => add(2))]);
    expect(await ids()).toEqual([1, 2]);
  });
});

describe('what waits for the commit', () => {
  it('runs once it is there, in its order, after the outermost', async () => {
    const order: string[] = [];
    await database.transact(async () => {
      database.afterCommit(() => order.push('first'));
      await database.transact(async () => database.afterCommit(() => order.push('second')));
      order.push('body');
    });
    expect(order).toEqual(['body', 'first', 'second']);
  });

  it('never runs after a rollback', async () => {
    let ran = false;
    const failing = database.transact(async () => {
      database.afterCommit(() => (ran = true));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow();
    expect(ran).toBe(false);
  });

  it('runs at once outside of a transaction', () => {
    let ran = false;
    database.afterCommit(() => (ran = true));
    expect(ran).toBe(true);
  });
});

describe('a value', () => {
  it.each([new Date(), undefined, NaN, Infinity, {}, ['x'], Symbol('x')])('%s is refused', async (value) => {
    await expect(sql`select ${value}`.execute(database.query())).rejects.toThrow('Not a SQL value');
  });

  it('of truth is stored as 1 or 0', async () => {
    const flags = [true, false].map((flag, id) => ({ id, text: null, flag }));
    await database.query<Tables>().insertInto('notes').values(flags).execute();
    expect((await all()).map(({ flag }) => flag)).toEqual([1, 0]);
  });

  it('of bytes comes back as bytes', async () => {
    await add(1, Buffer.from([0, 255]));
    expect(Buffer.from((await all())[0]?.text as Uint8Array)).toEqual(Buffer.from([0, 255]));
  });

  it('beyond 2^53 is not read as another', async () => {
    await sql`insert into notes (id) values (${2n ** 60n})`.execute(database.query());
    await expect(all()).rejects.toThrow();
  });
});

describe('migrations', () => {
  it('tell what is still to be done, and run once', async () => {
    expect(await database.pending({ ...notes, ...more })).toEqual(['test_002_more']);
    await database.migrate({ ...notes, ...more });
    expect(await database.pending({ ...notes, ...more })).toEqual([]);
    await database.migrate({ ...notes, ...more });
  });

  it('of an area that sorts before another’s run as well', async () => {
    const early: Migrations = {
      early_001: { up: (db) => db.schema.createTable('early').addColumn('id', 'text').execute() },
    };
    await database.migrate({ ...notes, ...early });
    expect(await database.pending({ ...notes, ...early })).toEqual([]);
  });

  it('of a newer version refuse the start in one line', async () => {
    await database.migrate({ ...notes, ...more });
    const older = database.migrate(notes);
    await expect(older).rejects.toThrow(StartError);
    await expect(older).rejects.toThrow(/newer CloudCube/);
  });

  it('that fail change nothing', async () => {
    const half: Migrations = {
      test_003_half: {
        async up(db) {
          await db.schema.createTable('half').addColumn('id', 'text').execute();
          throw new Error('half way');
        },
      },
    };
    await expect(database.migrate({ ...notes, ...half })).rejects.toThrow('half way');
    expect(await database.pending({ ...notes, ...half })).toEqual(['test_003_half']);
    await expect(sql`select * from half`.execute(database.query())).rejects.toThrow('no such table');
  });
});

describe('opening', () => {
  it('is refused while another has the file open', () => {
    const again = () => openDatabase(join(folder, 'state.db'));
    expect(again).toThrow(StartError);
    expect(again).toThrow(/held by another process/);
  });

  it('finds what was kept', async () => {
    await add(1);
    database.close();
    database = await newDatabase(notes, folder);
    expect(await ids()).toEqual([1]);
  });

  it.each(['is no database', 'has lost a page'])('says that a file is damaged that %s', async (damage) => {
    for (let id = 0; id < 2000; id++) await add(id, 'x'.repeat(100));
    database.close();
    const file = join(folder, 'state.db');
    const bytes = readFileSync(file);
    writeFileSync(
      file,
      damage === 'is no database'
        ? Buffer.from('garbage'.repeat(1000))
        : bytes.fill(0xff, 4096 * 5, 4096 * 9),
    );
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'STORAGE_DAMAGED' }));
  });

  it('says in one line why there can be no file', () => {
    const at = () => openDatabase(join(folder, 'missing', 'state.db'));
    expect(at).toThrow(StartError);
    expect(at).toThrow(/^Cannot open .*state\.db: /);
  });
});

describe('health', () => {
  it('is well on a sound file', async () => expect(await database.health()).toBeNull());

  it('tells a failure until a write goes through again', async () => {
    await pragma('query_only = 1');
    // Nobody has tried to write: nothing is known to be wrong.
    expect(await database.health()).toBeNull();
    await expect(add(1)).rejects.toMatchObject({ name: 'OperationalError', code: 'STORAGE_READ_ONLY' });
    expect(await database.health()).toBe('STORAGE_READ_ONLY');
    await pragma('query_only = 0');
    expect(await database.health()).toBeNull();
    expect(await database.health()).toBeNull();
  });

  it('tells a full disk from a bug in a query', async () => {
    await pragma('max_page_count = 12');
    await expect(add(1, 'x'.repeat(100_000))).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    await expect(sql`select * from nowhere`.execute(database.query())).rejects.not.toHaveProperty(
      'code',
      'STORAGE_FAILED',
    );
    expect(await ids()).toEqual([]);
  });

  it('is told after the file was closed', async () => {
    database.close();
    expect(await database.health()).toBe('STORAGE_FAILED');
  });
});

describe('a copy', () => {
  it('is whole and its own', async () => {
    await add(1);
    const copy = join(folder, 'copy.db');
    await database.copyTo(copy);
    await add(2);
    const other = openDatabase(copy);
    try {
      const rows = await other.query<Tables>().selectFrom('notes').select('id').execute();
      expect(rows).toEqual([{ id: 1 }]);
    } finally {
      other.close();
    }
  });

  it('does not replace a file', async () => {
    await expect(database.copyTo(join(folder, 'state.db'))).rejects.toThrow();
  });
});
