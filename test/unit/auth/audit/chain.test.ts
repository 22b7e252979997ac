import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkpointAt,
  createFollower,
  headAt,
  NO_SEAL,
  sealOf,
  type AuditRow,
  type Checkpoint,
  type Fault,
  type SealedFields,
} from '../../../../electron/auth/audit/chain.ts';

const key = Buffer.alloc(32, 7);

const entry = (seq: number): SealedFields => ({
  seq,
  id: `id-${seq}`,
  created_at: 1_700_000_000_000 + seq,
  actor_kind: 'user',
  actor_id: 'u1',
  actor: 'admin',
  action: 'user.create',
  target_type: 'user',
  target_id: `u${seq}`,
  payload_redacted: '{"role":"user"}',
  ip: '192.168.1.2',
  ua: 'curl',
  result: 'success',
  request_id: `r${seq}`,
});

function chain(length: number): AuditRow[] {
  const rows: AuditRow[] = [];
  for (let seq = 1; seq <= length; seq++) {
    const fields = entry(seq);
    rows.push({ ...fields, seal: sealOf(key, rows.at(-1)?.seal ?? NO_SEAL, fields) });
  }
  return rows;
}

function check(
  rows: readonly AuditRow[],
  newest: number,
  checkpoint: Checkpoint | null = null,
  by = key,
): Fault {
  const follower = createFollower(by, checkpoint);
  for (const row of rows) if (!follower.next(row)) break;
  return follower.end(headAt(by, newest, rows.at(-1)?.seal ?? NO_SEAL, 1));
}

const alterations: Partial<Record<keyof AuditRow, unknown>>[] = [
  { id: 'other' },
  { created_at: 1 },
  { actor_kind: 'key' },
  { actor_id: null },
  { actor: 'somebody' },
  { action: 'user.delete' },
  { target_type: 'key' },
  { target_id: 'u9' },
  { payload_redacted: null },
  { ip: null },
  { ua: 'wget' },
  { result: 'denied' },
  { request_id: null },
  { seal: 'x'.repeat(43) },
];

describe('a chain', () => {
  it('that nobody touched is whole', () => {
    expect(check(chain(20), 20)).toBeNull();
    expect(check([], 0)).toBeNull();
  });

  it.each(alterations)('shows that an entry was changed: %j', (change) => {
    const rows = chain(5);
    rows[2] = { ...rows[2]!, ...change } as AuditRow;
    expect(check(rows, 5)).toEqual({ seq: 3, problem: 'altered' });
  });

  it('shows whatever is removed, moved, doubled or put in', () => {
    const rows = chain(8);
    const place = fc.integer({ min: 0, max: 7 });
    const without = (at: number): AuditRow[] => rows.toSpliced(at, 1);
    const change = fc.oneof(
      place.map(without),
      fc.tuple(place, place).map(([from, to]) => without(from).toSpliced(to, 0, rows[from]!)),
      fc.tuple(place, place).map(([from, to]) => rows.toSpliced(to, 0, rows[from]!)),
      place.map((at) => {
        const forged = { ...entry(at + 1), action: 'nothing.happened' };
        const before = rows[at - 1]?.seal ?? NO_SEAL;
        return rows.with(at, { ...forged, seal: sealOf(Buffer.alloc(32, 8), before, forged) });
      }),
    );
    fc.assert(
      fc.property(change, (altered) => {
        fc.pre(JSON.stringify(altered) !== JSON.stringify(rows));
        expect(check(altered, 8)).not.toBeNull();
      }),
    );
  });

  it('shows that its end was cut off', () => {
    expect(check(chain(8).slice(0, 6), 8)).toEqual({ seq: 7, problem: 'missing' });
  });

  it('says nothing without its key', () => {
    expect(check(chain(3), 3, null, Buffer.alloc(32, 1))).toEqual({ seq: 1, problem: 'altered' });
  });
});

describe('a checkpoint', () => {
  const rows = chain(10);
  const checkpoint = checkpointAt(key, 4, rows[3]!.seal, 99);

  it('stands for what was pruned before it', () => {
    expect(check(rows.slice(4), 10, checkpoint)).toBeNull();
    expect(check([], 4, checkpoint)).toBeNull();
  });

  it('shows what is missing after it', () => {
    expect(check(rows.slice(5), 10, checkpoint)).toEqual({ seq: 5, problem: 'missing' });
    expect(check(rows.slice(3), 10, checkpoint)).toEqual({ seq: 5, problem: 'missing' });
  });

  it.each([{ seq: 5 }, { seal: 'forged' }, { pruned_at: 1 }, { mac: 'forged' }])(
    'cannot be forged: %j',
    (change) => {
      expect(check(rows.slice(4), 10, { ...checkpoint, ...change })).toMatchObject({ problem: 'checkpoint' });
    },
  );
});
