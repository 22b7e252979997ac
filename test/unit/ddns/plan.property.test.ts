import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ZoneRow } from '../../../electron/ddns/model.ts';
import { plan, type Desired, type Owner, type PlanInput, type Step } from '../../../electron/ddns/plan.ts';
import { desired, row } from './builders.ts';

const names = ['a.home.arpa', 'b.home.arpa', 'c.home.arpa'];
const values = { A: ['10.0.0.1', '10.0.0.2'], AAAA: ['fd00::1', 'fd00::2'] };
const hostIds = ['h1', 'h2', 'h3'];
const families = ['A', 'AAAA'] as const;

/** The records of a zone, whose they are, and the hosts. Built as the program can come to stand, foreign records too. */
interface World {
  readonly rows: readonly ZoneRow[];
  readonly owned: ReadonlyMap<string, Owner>;
  readonly wanted: readonly Desired[];
  readonly frozen: ReadonlySet<string>;
}

const slots = hostIds.flatMap((host_id) => families.map((family) => ({ host_id, family })));

const world: fc.Arbitrary<World> = fc
  .record({
    // Each host has a name of its own: the service sees to that.
    hostNames: fc.shuffledSubarray(names, { minLength: 3 }),
    off: fc.subarray(hostIds),
    keeps: fc.subarray(slots),
    unknown: fc.subarray(slots),
    picks: fc.array(fc.nat(1), { minLength: slots.length, maxLength: slots.length }),
    ttls: fc.array(fc.constantFrom(60, 300), { minLength: slots.length, maxLength: slots.length }),
    ownRows: fc.array(
      fc.record({ slot: fc.nat(slots.length - 1), name: fc.constantFrom(...names), value: fc.nat(1) }),
    ),
    foreign: fc.array(
      fc.record({
        name: fc.constantFrom(...names),
        type: fc.constantFrom('A', 'AAAA', 'CNAME', 'TXT'),
        value: fc.nat(1),
      }),
    ),
  })
  .map(({ hostNames, off, keeps, unknown, picks, ttls, ownRows, foreign }) => {
    const wanted = slots.flatMap((slot, at) => {
      if (!keeps.includes(slot) || off.includes(slot.host_id)) return [];
      const value = unknown.includes(slot) ? null : (values[slot.family][picks[at] ?? 0] ?? null);
      const name = hostNames[hostIds.indexOf(slot.host_id)] ?? '';
      return [desired({ ...slot, name, value, ttl: ttls[at] ?? 60 })];
    });
    const rows: ZoneRow[] = [];
    const owned = new Map<string, Owner>();
    const taken = new Set<number>();
    for (const { slot, name, value } of ownRows) {
      const owner = slots[slot];
      // Of each family a host owns one record.
      if (!owner || taken.has(slot)) continue;
      taken.add(slot);
      const record_id = `own-${String(slot)}`;
      owned.set(record_id, owner);
      rows.push(row({ record_id, name, type: owner.family, value: values[owner.family][value] ?? '' }));
    }
    for (const [at, { name, type, value }] of foreign.entries()) {
      const text =
        type === 'A' || type === 'AAAA' ? (values[type][value] ?? '') : `x${String(value)}.home.arpa`;
      rows.push(row({ record_id: `foreign-${String(at)}`, name, type, value: text }));
    }
    return { rows, owned, wanted, frozen: new Set(off) };
  });

function inputOf({ rows, owned, wanted, frozen }: World, force = false): PlanInput {
  return {
    desired: wanted,
    owned,
    frozen,
    foreign: () => [],
    hindered: () => null,
    mayLag: () => null,
    rewrite: () => force,
    can_remove: true,
    can_stand_beside: true,
    observedAt: (name) => rows.filter((item) => item.name === name),
    observed: (id) => rows.find((item) => item.record_id === id) ?? null,
  };
}

/** The world after the steps, as the zone and the store would have it. */
function applied(before: World, steps: readonly Step[]): World {
  const rows = new Map(before.rows.map((item) => [item.record_id, item]));
  const owned = new Map(before.owned);
  let made = 0;
  for (const step of steps) {
    if (step.kind === 'delete') {
      rows.delete(step.record.record_id);
      owned.delete(step.record.record_id);
    } else if (step.kind === 'update') {
      const { value, ttl } = step.desired;
      const before = rows.get(step.record.record_id);
      if (before) rows.set(step.record.record_id, { ...before, value, ttl: ttl ?? before.ttl });
    } else if (step.kind === 'create') {
      const { host_id, family, name, value, ttl } = step.desired;
      // A host's family has one record: what it owned before is forgotten.
      for (const [id, owner] of owned)
        if (owner.host_id === host_id && owner.family === family) owned.delete(id);
      const record_id = `made-${String(made++)}`;
      rows.set(record_id, row({ record_id, name, type: family, value, ttl: ttl ?? 60 }));
      owned.set(record_id, { host_id, family });
    }
  }
  return { ...before, rows: [...rows.values()], owned };
}

const check = (property: (world: World, force: boolean) => void): void =>
  fc.assert(
    fc.property(world, fc.boolean(), (some, force) => {
      property(some, force);
    }),
    { numRuns: 500 },
  );

describe('whatever stands in the zone and whatever is wanted', () => {
  it('never touches a record that is not owned', () =>
    check((some, force) => {
      for (const step of plan(inputOf(some, force))) {
        if (step.kind === 'update' || step.kind === 'delete')
          expect(some.owned.has(step.record.record_id)).toBe(true);
      }
    }));

  it('updates a record only for the host and family that own it', () =>
    check((some, force) => {
      for (const step of plan(inputOf(some, force))) {
        if (step.kind !== 'update') continue;
        const { host_id, family, name } = step.desired;
        expect(some.owned.get(step.record.record_id)).toEqual({ host_id, family });
        expect(step.record.name).toBe(name);
      }
    }));

  it('never changes or deletes for the sake of an unknown value', () =>
    check((some, force) => {
      const unknown = some.wanted.filter(({ value }) => value === null);
      for (const step of plan(inputOf(some, force))) {
        if (step.kind === 'delete') {
          expect(unknown).not.toContainEqual(expect.objectContaining({ ...step.owner }));
        } else if (step.desired.value === null) expect(step.kind).toBe('keep');
      }
    }));

  it('deletes only what enabled hosts own and no longer keep there', () =>
    check((some, force) => {
      for (const step of plan(inputOf(some, force))) {
        if (step.kind !== 'delete') continue;
        expect(some.owned.get(step.record.record_id)).toEqual(step.owner);
        expect(some.frozen).not.toContain(step.owner.host_id);
        const { host_id, family } = step.owner;
        const now = some.wanted.find((item) => item.host_id === host_id && item.family === family);
        expect(now?.name).not.toBe(step.record.name);
      }
    }));

  it('has nothing more to do once it is carried out', () =>
    check((some) => {
      const after = applied(some, plan(inputOf(some)));
      const again = plan(inputOf(after)).map(({ kind }) => kind);
      expect(again.filter((kind) => !['keep', 'blocked', 'needs_adoption'].includes(kind))).toEqual([]);
    }));

  it('never puts two records of one type, or anything beside a CNAME, under a name', () =>
    check((some) => {
      const after = applied(some, plan(inputOf(some)));
      const made = after.rows.filter(({ record_id }) => record_id.startsWith('made-'));
      for (const one of made) {
        const beside = after.rows.filter((item) => item.name === one.name && item !== one);
        expect(beside.filter(({ type }) => type === one.type || type === 'CNAME')).toEqual([]);
      }
    }));

  it('plans one step for each wanted name and type, in their order', () =>
    check((some, force) => {
      const steps = plan(inputOf(some, force)).filter((step) => step.kind !== 'delete');
      expect(steps.map((step) => step.desired)).toEqual(some.wanted);
    }));

  it('does not depend on the order of hosts and records', () =>
    check((some, force) => {
      const sorted = (steps: Step[]) => steps.map((step) => JSON.stringify(step)).sort();
      const turned: World = {
        ...some,
        wanted: some.wanted.toReversed(),
        owned: new Map([...some.owned].toReversed()),
      };
      expect(sorted(plan(inputOf(turned, force)))).toEqual(sorted(plan(inputOf(some, force))));
      const kindsOf = (world: World) =>
        plan(inputOf(world, force)).map((step) => ({
          kind: step.kind,
          of: 'desired' in step ? step.desired : step.owner,
        }));
      expect(kindsOf({ ...some, rows: some.rows.toReversed() })).toEqual(kindsOf(some));
    }));
});
