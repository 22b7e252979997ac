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
    frozen: new Set(),
    force: false,
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
    expect(kinds(plan({ ...input, force: true }))).toEqual(['update']);
  });

  it.each([{ value: '192.168.1.99' }, { ttl: 300 }])('is updated where our record has %j', (was) => {
    const input = look([row(was)], { owned: new Map([['r1', own]]) });
    expect(plan(input)).toEqual([{ kind: 'update', desired: desired(), record: row(was) }]);
  });

  it.each([
    ['of the same type', row({ value: '10.0.0.1' })],
    ['of the same type, even with the right value', row()],
    ['that is a CNAME', row({ type: 'CNAME', value: 'other.home.arpa' })],
  ])('is blocked by a record of somebody else’s %s', (_, foreign) => {
    const reason = { code: 'DDNS_NAME_TAKEN', params: { value: foreign.value } };
    const blocked = [{ kind: 'blocked', desired: desired(), record: foreign, reason }];
    expect(plan(look([foreign]))).toEqual(blocked);
    expect(plan(look([foreign], { force: true }))).toEqual(blocked);
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
      const input = look([row()], { desired: [unknown], owned: new Map([['r1', own]]), force });
      expect(plan(input)).toEqual([{ kind: 'keep', desired: unknown, record: row() }]);
      expect(plan(look([], { desired: [unknown], force }))).toEqual([
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
