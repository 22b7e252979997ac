/**
 * Whole lives of an installation with accounts: any sequence of readings, updates, refusals, lost and late answers,
 * deaths at every call and transaction, records of others, edits and clocks that jump.
 */
import fc from 'fast-check';
import { it } from 'vitest';
import type { FailureClass } from '../../../electron/ddns/providers/provider.ts';
import type { Family } from '../../../shared/api/ddns.ts';
import type { Fortune } from '../../fakes/paper-provider.ts';
import { begin, wishedTtls, type Action, type Kind, type Luck } from './account-life.ts';
import { createWorld, type Fate } from './home.ts';

const addresses = [
  '1.1.1.1',
  '8.8.4.4',
  '192.168.1.20',
  '100.64.0.9',
  '2a02::1',
  '2a02::2',
  'fd00::20',
  'fe80::1',
];
const told = ['1.1.1.1', '8.8.4.4', '10.0.0.1', '2a02::1', '2a02::2'];

const classes: readonly FailureClass[] = [
  'auth',
  'config',
  'abuse',
  'throttled',
  'conflict',
  'gone',
  'transient',
];
const fortune: fc.Arbitrary<Fortune> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Fortune>('fine') },
  { weight: 4, arbitrary: fc.constantFrom<Fortune>('lost', 'dropped', 'late', 'die-after', 'die-before') },
  { weight: 1, arbitrary: fc.constantFrom(...classes).map((refuse): Fortune => ({ refuse })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(5000, 90_000, 600_000)
      .map((retry_after): Fortune => ({ refuse: 'throttled', retry_after })),
  },
);
const fate = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Fate>('fine') },
  { weight: 1, arbitrary: fc.constantFrom<Fate>('fail', 'die-before', 'die-after') },
);
const luck: fc.Arbitrary<Luck> = fc.record({
  fortunes: fc.array(fortune, { maxLength: 7 }),
  fates: fc.array(fate, { maxLength: 4 }),
});

const one = <T extends Action>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });
const at = fc.nat(2);
const family = fc.constantFrom<Family>('A', 'AAAA');
const action: fc.Arbitrary<Action> = fc.oneof(
  one(
    4,
    fc.record({
      kind: fc.constant('machine' as const),
      addresses: fc.oneof(
        { weight: 5, arbitrary: fc.shuffledSubarray(addresses) },
        { weight: 1, arbitrary: fc.constantFrom('unreadable' as const, 'no-route' as const) },
      ),
    }),
  ),
  one(
    2,
    fc
      .oneof(
        fc.shuffledSubarray(told).map((same) => [same, same, same]),
        fc.array(fc.shuffledSubarray(told), { minLength: 3, maxLength: 3 }),
      )
      .map((say) => ({ kind: 'members' as const, say })),
  ),
  one(
    8,
    fc.record({
      kind: fc.constant('update' as const),
      by: fc.constantFrom('manual' as const, 'force' as const, 'schedule' as const),
      luck,
    }),
  ),
  one(
    3,
    fc.record({
      kind: fc.constant('pass' as const),
      ms: fc.constantFrom(6000, 31_000, 65_000, 700_000, 4_000_000),
      luck,
    }),
  ),
  one(
    1,
    fc.record({
      kind: fc.constant('jump' as const),
      ms: fc.constantFrom(-400 * 86_400_000, -3_600_000, -30_000, 30_000, 3_600_000, 400 * 86_400_000),
    }),
  ),
  one(1, fc.constant({ kind: 'restart' as const })),
  one(1, fc.record({ kind: fc.constant('foreign' as const), at, family })),
  one(
    1,
    fc.record({
      kind: fc.constant('foreign-change' as const),
      at,
      how: fc.constantFrom('value' as const, 'ttl' as const, 'remove' as const),
    }),
  ),
  one(
    2,
    fc.record({
      kind: fc.constant('adopt' as const),
      at,
      which: fc.nat(1),
      as: fc.constantFrom('own' as const, 'foreign' as const),
    }),
  ),
  one(
    2,
    fc.record({
      kind: fc.constant('edit' as const),
      at,
      change: fc.oneof(
        fc.constantFrom<Family[]>(['A', 'AAAA'], ['A'], ['AAAA']).map((families) => ({ families })),
        fc.constantFrom(null, ...wishedTtls).map((ttl) => ({ ttl })),
        fc.nat(3).map((label) => ({ label })),
        fc.boolean().map((enabled) => ({ enabled })),
      ),
    }),
  ),
  one(1, fc.record({ kind: fc.constant('edit-account' as const), at })),
);

const life = fc.record({
  kinds: fc.array(fc.constantFrom<Kind>('zone', 'name', 'values', 'names', 'names-together'), {
    minLength: 1,
    maxLength: 2,
  }),
  hosts: fc.array(fc.record({ account: fc.nat(1), echo: fc.boolean() }), { minLength: 2, maxLength: 3 }),
  actions: fc.array(action, { minLength: 4, maxLength: 14 }),
});

it(
  'one record of each name holds what was agreed on last, each change is told once, and nobody else’s is touched',
  { timeout: 600_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(life, async ({ kinds, hosts, actions }) => {
        const world = createWorld();
        const watched = await begin(world, kinds, hosts);
        try {
          for (const next of actions) {
            await watched.act(next);
            watched.look();
          }
          await watched.goodTimes();
          watched.checkPaper();
          await watched.checkHistory();
        } finally {
          watched.close();
          world.remove();
        }
      }),
      { numRuns: Number(process.env['CLOUDCUBE_RUNS'] ?? 60) },
    );
  },
);
