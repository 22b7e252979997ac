import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../electron/ddns/grounds/ground.ts';
import type { ZoneRow } from '../../../electron/ddns/model.ts';
import { createAges } from '../../../electron/ddns/ages.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { trace } from '../../../electron/ddns/recover.ts';
import { operation, row } from './builders.ts';

const lookAt = (...rows: ZoneRow[]): Snapshot => ({
  at: (name) => rows.filter((item) => item.name === name),
  get: (id) => rows.find((item) => item.record_id === id) ?? null,
});
const context = { owned: new Map(), foreign: [], settle_ms: 0, age: 4000 };

describe('the trace of an operation', () => {
  const made = row({ created_at: 1000, updated_at: 1000 });
  const changed = row({ updated_at: 1000 });
  const update = operation({ kind: 'update', record_id: 'r1', previous: '192.168.1.9' });
  const removal = operation({ kind: 'delete', record_id: 'r1', value: null, previous: '192.168.1.20' });

  it.each([
    ['a creation that happened', operation(), [made], made],
    ['a creation that did not', operation(), [], 'not_done'],
    [
      'a creation, where the same was made by hand before',
      operation(),
      [row({ created_at: 999 })],
      'not_done',
    ],
    ['a creation, where another value stands', operation(), [{ ...made, value: '10.0.0.1' }], 'not_done'],
    ['a change that happened', update, [changed], changed],
    ['a change that did not', update, [row({ value: '192.168.1.9' })], 'not_done'],
    ['a change of a record that is gone', update, [], 'not_done'],
    ['a second write of the same that did not happen', update, [row({ updated_at: 999 })], 'not_done'],
    ['a deletion that happened', removal, [], 'gone'],
    ['a deletion that did not', removal, [row()], 'not_done'],
  ] as const)('%s', (_, of, rows, found) => {
    expect(trace(of, lookAt(...rows), context)).toEqual(found);
  });

  it('does not take a record that is known to be somebody’s', () => {
    const owned = new Map([['r1', { host_id: 'h2', family: 'A' as const }]]);
    expect(trace(operation(), lookAt(made), { ...context, owned })).toBe('not_done');
    expect(trace(operation(), lookAt(made), { ...context, foreign: ['r1'] })).toBe('not_done');
  });

  it('knows nothing where it could not look', () => {
    const obstacle = { reason: { code: 'DDNS_ACCOUNT_TROUBLE', params: {} }, next_try: null, stops: false };
    expect(trace(operation(), { at: () => obstacle, get: () => undefined }, context)).toBe('unknown');
  });

  it('finds a changed record again whose id holds its value', () => {
    const moved = row({ record_id: 'nas/A/192.168.1.20' });
    const of = { ...update, record_id: 'nas/A/192.168.1.9' };
    expect(trace(of, lookAt(moved), context)).toEqual(moved);
  });

  it.each([
    ['a moment ago', 4000, 'unknown'],
    ['long ago', 60_000, 'not_done'],
  ])('waits for a write that may still arrive: begun %s', (_, age, found) => {
    for (const of of [operation(), update, removal]) {
      const standing = of === removal ? [row()] : of === update ? [row({ value: '192.168.1.9' })] : [];
      expect(trace(of, lookAt(...standing), { ...context, settle_ms: 60_000, age })).toBe(found);
    }
  });
});

it('ages are counted by the clock that nobody sets, and anew in every process', async () => {
  const clock = createVirtualClock();
  const ages = createAges(clock);
  await clock.advance(1000);
  ages.begin('o1');
  clock.set(0);
  await clock.advance(500);
  expect([ages.of('o1'), ages.of('of an earlier process')]).toEqual([500, 1500]);
  ages.end(['o1']);
  expect(ages.of('o1')).toBe(1500);
});
