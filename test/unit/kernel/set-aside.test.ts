import { readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openDatabase } from '../../../electron/kernel/database.ts';
import { openOrBeginAnew } from '../../../electron/kernel/set-aside.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { newFolder } from './folder.ts';

const quiet = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
};
const clock = createVirtualClock(Date.UTC(2026, 10, 21));

it('begins anew beside a damaged database, keeps that one, and says so', async () => {
  const file = join(newFolder(), 'metrics.db');
  writeFileSync(file, 'not a database at all '.repeat(400));
  const said: unknown[] = [];
  const logger = { ...quiet, error: (fields: unknown) => void said.push(fields) };
  const database = openOrBeginAnew(file, { synchronous: 'normal' }, { clock, logger });
  await sql`create table one (id integer)`.execute(database.query());
  database.close();
  expect(said).toMatchObject([{ aside: `${file}.damaged-20261121T000000000Z` }]);
  expect(readdirSync(dirname(file)).sort()).toEqual(['metrics.db', 'metrics.db.damaged-20261121T000000000Z']);
});

it('opens a sound one as it is, for this process alone', async () => {
  const file = join(newFolder(), 'metrics.db');
  const first = openDatabase(file);
  await sql`create table one (id integer)`.execute(first.query());
  first.close();
  const again = openOrBeginAnew(file, { synchronous: 'normal' }, { clock, logger: quiet });
  await expect(sql`select * from one`.execute(again.query())).resolves.toMatchObject({ rows: [] });
  await expect(sql`pragma synchronous`.execute(again.query())).resolves.toMatchObject({
    rows: [{ synchronous: 1 }],
  });
  expect(() => openOrBeginAnew(file, { synchronous: 'normal' }, { clock, logger: quiet })).toThrow(
    /held by another/,
  );
  again.close();
});
