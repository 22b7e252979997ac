import { describe, expect, it } from 'vitest';
import type { ZoneRow } from '../../../electron/ddns/model.ts';
import { trace } from '../../../electron/ddns/recover.ts';
import { operation, row } from './builders.ts';

const zoneOf = (...rows: ZoneRow[]) => ({
  get: (id: string) => rows.find((item) => item.record_id === id) ?? null,
  list: ({ name, type }: { name?: string; type?: ZoneRow['type'] } = {}) =>
    rows.filter((item) => item.name === name && item.type === type),
});
const nobodys = () => false;

describe('the trace of an operation', () => {
  const made = row({ created_at: 1000, updated_at: 1000 });
  const changed = row({ updated_at: 1000 });
  const update = operation({ kind: 'update', record_id: 'r1', previous: '192.168.1.9' });
  const removal = operation({ kind: 'delete', record_id: 'r1', value: null, previous: '192.168.1.20' });

  it.each([
    ['a creation that happened', operation(), [made], made],
    ['a creation that did not', operation(), [], null],
    ['a creation, where the same was made by hand before', operation(), [row({ created_at: 999 })], null],
    ['a creation, where another value stands', operation(), [{ ...made, value: '10.0.0.1' }], null],
    ['a change that happened', update, [changed], changed],
    ['a change that did not', update, [row({ value: '192.168.1.9' })], null],
    ['a change of a record that is gone', update, [], null],
    ['a second write of the same that did not happen', update, [row({ updated_at: 999 })], null],
    ['a deletion that happened', removal, [], 'gone'],
    ['a deletion that did not', removal, [row()], null],
  ] as const)('%s', (_, of, rows, found) => {
    expect(trace(of, zoneOf(...rows), nobodys)).toEqual(found);
  });

  it('does not take a record that is known to be somebody’s', () => {
    expect(trace(operation(), zoneOf(made), (id) => id === 'r1')).toBeNull();
  });
});
