import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wholeList, type ListPage } from '../../../../electron/ddns/providers/whole-list.ts';

const read = (pageAt: (page: number, before: number) => ListPage<string>): Promise<readonly string[]> =>
  wholeList(
    'host',
    (row) => row,
    (page, before) => Promise.resolve(pageAt(page, before)),
  );

it('reads all pages of any length, by number and by what came before', async () => {
  const rows = fc.uniqueArray(fc.string(), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 7 }), async (all, size) => {
      const total = all.length;
      const byNumber = await read((page) => ({ rows: all.slice((page - 1) * size, page * size), total }));
      const byOffset = await read((_page, before) => ({ rows: all.slice(before, before + size), total }));
      expect([byNumber, byOffset]).toEqual([all, all]);
    }),
  );
});

it.each([
  ['ends before its end', (page: number) => ({ rows: page === 1 ? ['a'] : [], total: 2 })],
  ['shows the same page again', () => ({ rows: ['a'], total: 2 })],
  ['grows while it is read', (page: number) => ({ rows: [`row ${String(page)}`], total: 1 + page })],
  ['shrinks while it is read', (page: number) => ({ rows: [`row ${String(page)}`], total: 4 - page })],
])('takes no list for whole that %s', async (_what, pageAt) => {
  await expect(read(pageAt)).rejects.toMatchObject({ name: 'ProviderFailure', failure: 'transient' });
});
