import { describe, expect, it } from 'vitest';
import { plan, type Owner, type PlanInput, type Step } from '../../../electron/ddns/plan.ts';
import type { ZoneRow } from '../../../electron/ddns/model.ts';
import { desired, row } from './builders.ts';

const own: Owner = { host_id: 'h1', family: 'A' };

/** A planner's input over the records of a zone. */
function look(rows: readonly ZoneRow[], more: Partial<PlanInput> = {}): PlanInput {
  return {
    desired: [desired()],
    observedAt: (name) => rows.filter((item) => item.name === name),
    observed: (id) => rows.find((item) => item.record_id === id) ?? null,
    owned: new Map(),
    foreign: () => [],
    hindered: () => null,
    mayLag: () => null,
    frozen: new Set(),
    rewrite: () => false,
    can_remove: true,
    can_stand_beside: true,
    ...more,
  };
}

const kinds = (steps: readonly Step[]) => steps.map(({ kind }) => kind);

describe('a name that has a value', () => {
  it('is created where nothing stands', () => {
    expect(plan(look([]))).toEqual([{ kind: 'create', desired: desired() }]);
  });

  it('is kept where our record is right, and written again with force', () => {
    const input = look([row()], { owned: new Map([['r1', own]]) });
    expect(plan(input)).toEqual([{ kind: 'keep', desired: desired(), record: row() }]);
    expect(kinds(plan({ ...input, rewrite: () => true }))).toEqual(['update']);
  });

  it.each([{ value: '192.168.1.99' }, { ttl: 300 }])('is updated where our record has %j', (was) => {
    const input = look([row(was)], { owned: new Map([['r1', own]]) });
    expect(plan(input)).toEqual([{ kind: 'update', desired: desired(), record: row(was) }]);
  });

  it('is blocked by a CNAME', () => {
    const alias = row({ type: 'CNAME', value: 'other.home.arpa' });
    const reason = { code: 'DDNS_NAME_TAKEN', params: { value: alias.value } };
    const blocked = [
      { kind: 'blocked', desired: desired(), record: alias, reason, next_try: null, stops: false },
    ];
    expect(plan(look([alias]))).toEqual(blocked);
    expect(plan(look([alias], { rewrite: () => true }))).toEqual(blocked);
  });

  it('is blocked where nobody can tell what stands there', () => {
    const obstacle = { reason: { code: 'DDNS_ACCOUNT_TROUBLE', params: {} }, next_try: 7, stops: false };
    const steps = plan(look([], { observedAt: () => obstacle }));
    expect(steps).toEqual([{ kind: 'blocked', desired: desired(), record: null, ...obstacle }]);
  });

  it('is blocked where something hinders it, whatever stands there', () => {
    const obstacle = { reason: { code: 'DDNS_OUTCOME_UNKNOWN', params: {} }, next_try: 7, stops: false };
    const owned = new Map([['r1', own]]);
    const input = look([row({ value: '10.0.0.1' })], { owned, hindered: () => obstacle });
    expect(kinds(plan(input))).toEqual(['blocked']);
    expect(kinds(plan({ ...input, desired: [] }))).toEqual([]);
  });

  it.each([
    ['TXT', row({ type: 'TXT', value: 'hello' })],
    ['the other family', row({ type: 'AAAA', value: 'fd00::1' })],
  ])('stands beside somebody else’s record of %s', (_, foreign) => {
    expect(kinds(plan(look([foreign])))).toEqual(['create']);
  });

  it('is made again where our record was taken away behind our back', () => {
    expect(kinds(plan(look([], { owned: new Map([['gone', own]]) })))).toEqual(['create']);
  });
});

describe('a name whose value is not known', () => {
  it('stays as it is, with our record or without one, also with force', () => {
    const unknown = desired({ value: null, reason: { code: 'DDNS_NO_DEFAULT_ROUTE', params: {} } });
    for (const force of [false, true]) {
      const rewrite = () => force;
      const input = look([row()], { desired: [unknown], owned: new Map([['r1', own]]), rewrite });
      expect(plan(input)).toEqual([{ kind: 'keep', desired: unknown, record: row() }]);
      expect(plan(look([], { desired: [unknown], rewrite }))).toEqual([
        { kind: 'keep', desired: unknown, record: null },
      ]);
    }
  });

  it('keeps even its old name until the new address is known', () => {
    const renamed = desired({ name: 'box.home.arpa', value: null });
    const input = look([row()], { desired: [renamed], owned: new Map([['r1', own]]) });
    expect(kinds(plan(input))).toEqual(['keep']);
  });
});

describe('a record of ours that is no longer wanted', () => {
  const owned = new Map([['r1', own]]);

  it('is deleted where its host no longer keeps this family', () => {
    expect(plan(look([row()], { desired: [], owned }))).toEqual([
      { kind: 'delete', owner: own, record: row() },
    ]);
  });

  it('is deleted before the new name is written', () => {
    const renamed = desired({ name: 'box.home.arpa' });
    expect(kinds(plan(look([row()], { desired: [renamed], owned })))).toEqual(['delete', 'create']);
  });

  it('is left alone while its host is switched off', () => {
    expect(plan(look([row()], { desired: [], owned, frozen: new Set(['h1']) }))).toEqual([]);
  });

  it('makes way for another host that takes the name over', () => {
    const other = desired({ host_id: 'h2' });
    const renamed = desired({ name: 'box.home.arpa' });
    const steps = plan(look([row()], { desired: [other, renamed], owned }));
    expect(kinds(steps)).toEqual(['delete', 'create', 'create']);
  });
});

describe('a value that is not ours', () => {
  const other = row({ record_id: 'r8', value: '10.0.0.1' });
  const third = row({ record_id: 'r9', value: '10.0.0.2' });

  it.each([
    ['another value', [other], 'DDNS_NEEDS_ADOPTION'],
    ['even the right one', [row()], 'DDNS_NEEDS_ADOPTION'],
    ['several', [other, third], 'DDNS_NEEDS_CHOICE'],
  ] as const)('waits for its owner to say whose it is: %s', (_, rows, code) => {
    for (const rewrite of [() => false, () => true]) {
      const [step, ...more] = plan(look(rows, { rewrite }));
      expect(more).toEqual([]);
      expect(step).toMatchObject({ kind: 'needs_adoption', candidates: rows, reason: { code } });
    }
  });

  it('is left alone once it was declared foreign; ours is made beside it', () => {
    const foreign = () => ['r8'];
    expect(kinds(plan(look([other], { foreign })))).toEqual(['create']);
    expect(kinds(plan(look([other, third], { foreign })))).toEqual(['needs_adoption']);
    expect(kinds(plan(look([other], { foreign, can_stand_beside: false })))).toEqual(['blocked']);
  });

  it('is enough where it is foreign and right already', () => {
    expect(kinds(plan(look([row()], { foreign: () => ['r1'] })))).toEqual(['keep']);
  });

  it('does not matter beside a record of ours', () => {
    const owned = new Map([['r1', own]]);
    expect(kinds(plan(look([other, row(), third], { owned })))).toEqual(['keep']);
    const steps = plan(look([other, row({ value: '10.0.0.9' })], { owned }));
    expect(steps).toMatchObject([{ kind: 'update', record: { record_id: 'r1' } }]);
  });
});

it('a TTL that nobody asked for is no reason to write', () => {
  const owned = new Map([['r1', own]]);
  const input = look([row({ ttl: 86_400 })], { owned, desired: [desired({ ttl: null })] });
  expect(kinds(plan(input))).toEqual(['keep']);
});

it('nothing is deleted where nothing can be removed', () => {
  expect(plan(look([row()], { desired: [], owned: new Map([['r1', own]]), can_remove: false }))).toEqual([]);
});
