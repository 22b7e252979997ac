/** One thing done to several names. */
import { describe, expect, it } from 'vitest';
import { concerned, countsOf, runBulk, type Bulk } from '../../../renderer/pages/names/bulk.ts';

const host = (name: string, enabled = true) => ({ host_id: `id of ${name}`, name, enabled });

describe('doing something to several names', () => {
  it.each([
    ['switch_on', ['off']],
    ['switch_off', ['on']],
    ['delete', ['on', 'off']],
  ] as const)('%s is for those that it changes', (deed, names) => {
    expect(concerned(deed, [host('on'), host('off', false)]).map(({ name }) => name)).toEqual(names);
  });

  it('goes on after a failure, one after the other, and tells each step', async () => {
    const told: Bulk[] = [];
    let running = 0;
    const refused = new Error('refused');
    await runBulk(
      'delete',
      [host('a'), host('b'), host('c')],
      async (id) => {
        running += 1;
        expect(running).toBe(1);
        await Promise.resolve();
        running -= 1;
        if (id === 'id of b') throw refused;
      },
      (bulk) => told.push(bulk),
    );
    expect(told.map(({ items }) => items.map(({ state }) => state.at(0)).join(''))).toEqual([
      'www',
      'dww',
      'dww',
      'dfw',
      'dfw',
      'dfd',
    ]);
    expect(told.map(({ items }) => items.filter(({ state }) => state === 'working').length)).toEqual([
      1, 0, 1, 0, 1, 0,
    ]);
    expect(told.map(({ isOver }) => isOver)).toEqual([false, false, false, false, false, true]);
    const last = told.at(-1)!;
    expect(last.items[1]?.error).toBe(refused);
    expect(countsOf(last)).toEqual({ through: 3, failed: 1, all: 3 });
  });
});
