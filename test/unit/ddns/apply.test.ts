import { describe, expect, it } from 'vitest';
import { createEmbeddedGround } from '../../../electron/ddns/grounds/embedded-ground.ts';
import type { Applied, Ground } from '../../../electron/ddns/grounds/ground.ts';
import { intend } from '../../../electron/ddns/intend.ts';
import type { Zones, ZoneStep } from '../../../electron/ddns/model.ts';
import type { Change } from '../../../electron/ddns/plan.ts';
import { OperationalError, UserError } from '../../../electron/kernel/errors.ts';
import { desired, row } from './builders.ts';

const create = (name: string, value = '192.168.1.20'): Change => ({
  kind: 'create',
  desired: { ...desired({ host_id: name, name: `${name}.home.arpa` }), value },
});
const intended = (changes: readonly Change[]) =>
  intend(changes, { account_id: null, now: 1000, trigger: 'manual' });
const nothing = () => undefined;
const quiet = { error: nothing, warn: nothing, info: nothing, debug: nothing };

/** Our own zones, as far as writing goes. */
function apply(zone: Pick<Zones, 'applyAll'>, ...work: Parameters<Ground['apply']>) {
  const askZone = () => Promise.reject(new Error('asked'));
  return createEmbeddedGround({ zones: zone as Zones, askZone, logger: quiet }).apply(...work);
}

/** A zone that objects to some names. */
function zones(objection: (step: ZoneStep) => Error | null) {
  const calls: (readonly ZoneStep[])[] = [];
  return {
    calls,
    applyAll(steps: readonly ZoneStep[]) {
      calls.push(steps);
      for (const step of steps) {
        const error = objection(step);
        if (error) return Promise.reject(error);
      }
      return Promise.resolve(steps.map((_, at) => row({ record_id: `new-${String(at)}` })));
    },
  };
}

const refuses = (name: string) => (step: ZoneStep) =>
  step.kind === 'create' && step.input.name.startsWith(name) ? new UserError('DNS_NAME_FULL') : null;
const told = (applied: readonly Applied[]) =>
  applied.map(({ outcome }) => (outcome.ok ? 'ok' : outcome.reason.code));

describe('what is intended', () => {
  it('says what will be written, before it is', () => {
    const was = row({ value: '192.168.1.9' });
    const [made, updated, refreshed, deleted] = intended([
      create('a'),
      { kind: 'update', desired: { ...desired(), value: '192.168.1.20' }, record: was },
      { kind: 'update', desired: { ...desired(), value: '192.168.1.20' }, record: row() },
      { kind: 'delete', owner: { host_id: 'h1', family: 'A' }, record: was },
    ]);
    expect(made).toMatchObject({
      kind: 'create',
      host: 'a.home.arpa',
      record_id: null,
      previous: null,
      refreshed: false,
    });
    expect(updated).toMatchObject({
      record_id: 'r1',
      value: '192.168.1.20',
      previous: '192.168.1.9',
      refreshed: false,
    });
    expect(refreshed).toMatchObject({ refreshed: true });
    expect(deleted).toMatchObject({
      kind: 'delete',
      host: 'nas.home.arpa',
      value: null,
      previous: '192.168.1.9',
    });
  });

  it('gives each operation an id of its own, in the order of the changes', () => {
    const ids = intended([create('a'), create('b'), create('c')]).map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
  });
});

describe('apply', () => {
  it('writes all changes at once', async () => {
    const changes = [create('a'), create('b')];
    const zone = zones(() => null);
    expect(told(await apply(zone, changes, intended(changes)))).toEqual(['ok', 'ok']);
    expect(zone.calls).toHaveLength(1);
  });

  it('lets one bad name hold up no other, and keeps each with its operation', async () => {
    const changes = [create('a'), create('bad'), create('c')];
    const operations = intended(changes);
    const applied = await apply(zones(refuses('bad')), changes, operations);
    expect(told(applied)).toEqual(['ok', 'DNS_NAME_FULL', 'ok']);
    expect(applied.map(({ operation }) => operation)).toEqual(operations);
  });

  it('tries a single bad name once', async () => {
    const changes = [create('bad')];
    const zone = zones(refuses('bad'));
    expect(told(await apply(zone, changes, intended(changes)))).toEqual(['DNS_NAME_FULL']);
    expect(zone.calls).toHaveLength(1);
  });

  it('fails all at once where the disk fails', async () => {
    const changes = [create('a'), create('b')];
    const zone = zones(() => new OperationalError('STORAGE_FULL'));
    expect(told(await apply(zone, changes, intended(changes)))).toEqual(['STORAGE_FULL', 'STORAGE_FULL']);
    expect(zone.calls).toHaveLength(1);
  });

  it('says of a bug only that there is one', async () => {
    const changes = [create('a')];
    expect(
      told(
        await apply(
          zones(() => new Error('secret path')),
          changes,
          intended(changes),
        ),
      ),
    ).toEqual(['INTERNAL_ERROR']);
  });
});
