import { describe, expect, it } from 'vitest';
import type { Applied } from '../../../electron/ddns/grounds/ground.ts';
import type { Step } from '../../../electron/ddns/plan.ts';
import { historyOf, recording, recordOf } from '../../../electron/ddns/record.ts';
import type { FamilyRecord } from '../../../electron/ddns/model.ts';
import { desired, familyRecord, operation, row } from './builders.ts';

const now = 5000;
const full = { code: 'STORAGE_FULL', params: {} };

/** What is recorded of a round over what was remembered before. */
function recorded(
  input: Partial<Parameters<typeof recording>[0]>,
  before: FamilyRecord = familyRecord(),
): ReturnType<typeof recording> {
  return recording(
    {
      ...{ steps: [], applied: [], proofs: [], now, trigger: 'schedule' },
      revisions: { account: 4, host: () => 3 },
      ...input,
    },
    { record: () => before },
  );
}

const change = { kind: 'create', desired: { ...desired(), value: '192.168.1.20' } } as const;
const done: Applied = { change, operation: operation(), outcome: { ok: true, row: row() } };
const fails = (more: { open?: boolean; stops?: boolean } = {}): Applied => ({
  change,
  operation: operation(),
  outcome: { ok: false, reason: full, open: false, stops: false, next_try: null, ...more },
});
const failed = fails();
const keep: Step = { kind: 'keep', desired: desired(), record: row() };
const claim = {
  host_id: 'h1',
  name: 'nas.home.arpa',
  family: 'A',
  value: '192.168.1.20',
  since: null,
} as const;

describe('the history row of an operation', () => {
  it.each([
    [operation(), 'created'],
    [operation({ kind: 'update', previous: '192.168.1.9' }), 'updated'],
    [operation({ kind: 'update', refreshed: true }), 'refreshed'],
    [operation({ kind: 'delete', value: null, previous: '192.168.1.9' }), 'removed'],
  ])('tells what was done', (of, result) => {
    expect(historyOf(of, now)).toMatchObject({
      id: of.id,
      result,
      ip: of.value,
      previous_ip: of.previous,
      timestamp: now,
      reason: null,
    });
  });
});

describe('what is remembered after an operation', () => {
  it('is the record, not yet proven', () => {
    expect(recordOf(operation(), row(), now, familyRecord({ failure: full }))).toEqual(
      familyRecord({
        record_id: 'r1',
        record_name: 'nas.home.arpa',
        published: '192.168.1.20',
        verification: 'pending',
        last_change: now,
        sent_at: now,
      }),
    );
  });

  it('keeps the moment of the last change where the same was written again', () => {
    const before = familyRecord({ last_change: 1, record_id: 'r1' });
    expect(recordOf(operation({ refreshed: true }), row(), now, before)).toMatchObject({
      last_change: 1,
      sent_at: now,
    });
  });

  it('is nothing after a deletion', () => {
    const before = familyRecord({
      record_id: 'r1',
      published: '192.168.1.9',
      verification: 'verified',
      verified_at: 1,
    });
    expect(recordOf(operation({ kind: 'delete', value: null }), null, now, before)).toEqual(
      familyRecord({ last_change: now, sent_at: now }),
    );
  });
});

describe('a round', () => {
  it('in which nothing happened records nothing', () => {
    expect(recorded({ steps: [keep] })).toEqual({ history: [], records: [], closed: [] });
  });

  it('records a change and its proof as one row and one record', () => {
    const { history, records } = recorded({
      applied: [done],
      proofs: [{ claim, verification: 'verified', answer: null }],
    });
    expect(history).toHaveLength(1);
    expect(records).toEqual([
      familyRecord({
        record_id: 'r1',
        record_name: 'nas.home.arpa',
        published: '192.168.1.20',
        verification: 'verified',
        verified_at: now,
        last_change: now,
        sent_at: now,
      }),
    ]);
  });

  it('tells a failure once, however often it comes again', () => {
    const first = recorded({ applied: [failed] });
    expect(first.history).toEqual([
      expect.objectContaining({ result: 'failed', reason: full, ip: '192.168.1.20' }),
    ]);
    expect(first.records).toEqual([familyRecord({ failure: full })]);
    expect(recorded({ applied: [failed] }, first.records[0])).toEqual({
      history: [],
      records: [],
      closed: ['o1'],
    });
  });

  it('tells another failure of the same name', () => {
    const before = familyRecord({ failure: { code: 'DNS_ZONE_UNKNOWN', params: {} } });
    expect(recorded({ applied: [failed] }, before).history).toHaveLength(1);
  });

  it('forgets a failure when the name is right again, by our doing or not', () => {
    const before = familyRecord({ failure: full });
    expect(recorded({ steps: [keep] }, before).records).toEqual([familyRecord()]);
    expect(recorded({ applied: [done] }, before).records[0]?.failure).toBeNull();
  });

  it('does not forget a failure while the value is not known', () => {
    const unknown: Step = { ...keep, desired: desired({ value: null }) };
    expect(recorded({ steps: [unknown] }, familyRecord({ failure: full })).records).toEqual([]);
  });

  it('records a proof that changes, and the same trouble only once', () => {
    const proof = { claim, verification: 'mismatch', answer: '10.0.0.1' } as const;
    const before = familyRecord({ record_id: 'r1', verification: 'verified', verified_at: 1 });
    const { records } = recorded({ proofs: [proof] }, before);
    expect(records).toEqual([{ ...before, verification: 'mismatch' }]);
    expect(recorded({ proofs: [proof] }, records[0]).records).toEqual([]);
  });

  it('moves a name: the deletion and the creation leave one record', () => {
    const owner = { host_id: 'h1', family: 'A' } as const;
    const removal: Applied = {
      change: { kind: 'delete', owner, record: row() },
      operation: operation({
        id: 'o0',
        kind: 'delete',
        record_id: 'r1',
        value: null,
        previous: '192.168.1.20',
      }),
      outcome: { ok: true, row: row() },
    };
    const creation: Applied = {
      ...done,
      outcome: { ok: true, row: row({ record_id: 'r2', name: 'box.home.arpa' }) },
    };
    const { history, records } = recorded(
      { applied: [removal, creation] },
      familyRecord({ record_id: 'r1' }),
    );
    expect(history.map(({ result }) => result)).toEqual(['removed', 'created']);
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ record_id: 'r2', published: '192.168.1.20' });
  });
});

describe('a write whose outcome is not known', () => {
  it('stays intended, and is told when it is known', () => {
    const { history, records, closed } = recorded({ applied: [fails({ open: true })] });
    expect([history, closed]).toEqual([[], []]);
    expect(records).toEqual([familyRecord({ failure: full })]);
  });
});

describe('a failure that nobody tries again', () => {
  const stopped = { reason: full, host_revision: 3, account_revision: 4 };

  it('is remembered with what would have to be edited', () => {
    const { records } = recorded({ applied: [fails({ stops: true })] });
    expect(records).toEqual([familyRecord({ failure: full, stopped })]);
  });

  it('is the same where it was met by looking', () => {
    const blocked: Step = {
      kind: 'blocked',
      desired: desired(),
      record: null,
      reason: full,
      next_try: null,
      stops: true,
    };
    expect(recorded({ steps: [blocked] }).records).toEqual([familyRecord({ failure: full, stopped })]);
    expect(recorded({ steps: [blocked] }, familyRecord({ failure: full, stopped })).records).toEqual([]);
  });

  it('is over when the name is right', () => {
    expect(recorded({ steps: [keep] }, familyRecord({ stopped })).records).toEqual([familyRecord()]);
    expect(recorded({ applied: [done] }, familyRecord({ stopped })).records[0]?.stopped).toBeNull();
  });
});
