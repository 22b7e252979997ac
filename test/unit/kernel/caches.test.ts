import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createMemory } from '../../../electron/auth/memory.ts';
import { createCaches } from '../../../electron/kernel/caches.ts';
import { newDatabase } from './folder.ts';

describe('the caches', () => {
  it('tell truly what was found in them and what was not', () => {
    const memory = createMemory<number>();
    const cache = memory.asCache('numbers');
    memory.get('a');
    memory.set('a', 1);
    memory.get('a');
    memory.get('a', (value) => value === 2);
    expect([cache.hits(), cache.misses(), cache.size()]).toEqual([1, 2, 0]);
  });

  it('tell how often a statement was prepared already', async () => {
    const database = await newDatabase();
    const cache = database.statementCache('statements');
    cache.clear();
    const [hits, misses] = [cache.hits(), cache.misses()];
    for (let i = 0; i < 5; i++) await sql`select 41`.execute(database.query());
    expect([cache.hits() - hits, cache.misses() - misses, cache.size()]).toEqual([4, 1, 1]);
  });

  it('are cleared one by one or all together, and an unknown one is refused', () => {
    const caches = createCaches();
    const [one, other] = [createMemory<number>(), createMemory<number>()];
    caches.register(one.asCache('one'));
    caches.register(other.asCache('other'));
    one.set('a', 1);
    other.set('a', 1);
    expect(() => caches.clear('none')).toThrow(expect.objectContaining({ code: 'CACHE_UNKNOWN' }));
    expect(caches.clear('one')).toEqual([{ name: 'one', entries_before: 1, entries_after: 0 }]);
    expect(other.get('a')).toBe(1);
    expect(caches.clear('all').map(({ entries_before: before }) => before)).toEqual([0, 1]);
    expect(other.get('a')).toBeUndefined();
  });
});
