/**
 * Whole updates over a real file and real zones, through any sequence of readings, failures of the disk, deaths at each
 * transaction, restarts and records made by hand.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AskZone } from '../../../electron/ddns/index.ts';
import type { StoredHost } from '../../../electron/ddns/model.ts';
import type { Family } from '../../../shared/api/ddns.ts';
import {
  createWorld,
  openHome,
  readingOf,
  type Addresses,
  type Fate,
  type Home,
  type World,
} from './home.ts';
import { isGlobal } from './special-ranges.ts';

type Action =
  | { readonly kind: 'machine'; readonly addresses: Addresses }
  | { readonly kind: 'update'; readonly force: boolean; readonly fates: readonly Fate[] }
  | { readonly kind: 'restart' }
  | { readonly kind: 'by-hand'; readonly type: 'A' | 'TXT'; readonly at: number }
  | { readonly kind: 'change'; readonly ttl: number; readonly families: readonly Family[] }
  | { readonly kind: 'proof'; readonly answers: 'right' | 'wrong' | 'none' };

const pool = [
  '192.168.1.20',
  '192.168.1.21',
  '1.1.1.1',
  '8.8.4.4',
  'fd00::20',
  '2a02::1',
  '2a02::2',
  'fe80::1',
  '127.0.0.1',
];

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('machine'),
      addresses: fc.oneof(fc.shuffledSubarray(pool), fc.constantFrom('unreadable', 'no-route')),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('update'),
      force: fc.boolean(),
      fates: fc.array(fc.constantFrom<Fate>('fine', 'fail', 'die-before', 'die-after'), { maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart') }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('by-hand'), type: fc.constantFrom('A', 'TXT'), at: fc.nat(1) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('change'),
      ttl: fc.constantFrom(60, 300),
      families: fc.constantFrom<readonly Family[]>(['A', 'AAAA'], ['A'], ['AAAA']),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('proof'), answers: fc.constantFrom('right', 'wrong', 'none') }),
  },
);

const asked: Record<'right' | 'wrong' | 'none', AskZone | null> = {
  right: null,
  wrong: (questions) => Promise.resolve(questions.map(() => ['10.9.9.9'])),
  none: () => Promise.reject(new Error('no answer')),
};

const turn = () => new Promise((resolve) => setImmediate(resolve));
const families: readonly Family[] = ['A', 'AAAA'];
/** The value of `value ttl`; `null` for nothing. */
const valueOf = (text: string): string | null => text.split(' ')[0] || null;

/** What may stand under a name now, told without the program's own filter. */
function acceptable(world: World, { scope }: StoredHost, family: Family): string[] {
  if (world.reading instanceof Error || world.reading.default_interface.A === null) return [];
  return world.reading.addresses
    .map(({ address }) => address)
    .filter((text) => text.includes(':') === (family === 'AAAA'))
    .filter((text) => (scope === 'public' ? isGlobal(text) : text !== 'fe80::1' && text !== '127.0.0.1'));
}

/** One life of an installation, watched from outside. */
async function live(world: World) {
  let home: Home = await openHome(world);
  const { hosts } = home.ddns.service;
  await hosts.create({ name: 'www.example.net' });
  const foreign = new Map<string, string>();
  /** What stood under each name and type, in its order, as `value ttl`; empty where it was removed. */
  const stood = new Map<string, string[]>();

  const standing = (host: StoredHost, family: Family): string[] =>
    home.dns
      .list({ name: host.name, type: family })
      .filter(({ record_id }) => !foreign.has(record_id))
      .map(({ value, ttl }) => `${value} ${String(ttl)}`);

  const slots = () =>
    home.ddns.service.hosts
      .list()
      .flatMap((host) => families.map((family) => ({ host, family, key: `${host.name} ${family}` })));

  async function reopen(): Promise<void> {
    home.close();
    world.fate = () => 'fine';
    await world.clock.advance(5);
    home = await openHome(world);
  }

  async function update(force: boolean, fates: readonly Fate[]): Promise<void> {
    const left = [...fates];
    world.fate = () => left.shift() ?? 'fine';
    const state = { ended: false };
    const { job } = await home.ddns.service.update(force);
    const end = (): void => {
      state.ended = true;
    };
    job.done.then(end, end);
    await turn();
    await turn();
    world.fate = () => 'fine';
    if (!state.ended) await reopen();
  }

  async function act(next: Action): Promise<void> {
    await world.clock.advance(5);
    switch (next.kind) {
      case 'machine':
        world.reading = readingOf(next.addresses);
        return;
      case 'update':
        return update(next.force, next.fates);
      case 'restart':
        return reopen();
      case 'by-hand': {
        const name = home.ddns.service.hosts.list()[next.at]?.name ?? '';
        const value = next.type === 'A' ? `10.66.0.${String(foreign.size)}` : `text ${String(foreign.size)}`;
        const made = await home.dns.create({ name, type: next.type, value, ttl: 60 });
        foreign.set(made.record_id, value);
        return;
      }
      case 'change': {
        for (const { host_id } of home.ddns.service.hosts.list()) {
          await home.ddns.service.hosts.update(host_id, { ttl: next.ttl, families: [...next.families] });
        }
        return;
      }
      case 'proof':
        world.ask = asked[next.answers];
    }
  }

  /** Checks what must hold at any moment, and notes what changed. */
  function look(): void {
    for (const [id, value] of foreign) expect(home.dns.get(id)?.value).toBe(value);
    for (const { host, family, key } of slots()) {
      const [now = '', ...more] = standing(host, family);
      expect(more).toEqual([]);
      const before = stood.get(key)?.at(-1) ?? '';
      if (now === before) continue;
      stood.set(key, [...(stood.get(key) ?? []), now]);
      if (now === '') {
        expect(host.families).not.toContain(family);
        continue;
      }
      // What was published stays while it may; what takes its place may stand there.
      const allowed = acceptable(world, host, family);
      expect(allowed).toContain(valueOf(now));
      // In public, what was agreed on last counts, also where it could not be written at once.
      if (host.scope === 'lan' && allowed.includes(valueOf(before) ?? ''))
        expect(valueOf(now)).toBe(valueOf(before));
    }
  }

  async function checkHistory(): Promise<void> {
    const rows = (await home.history()).toReversed();
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    for (const { host, family, key } of slots()) {
      const told = rows
        .filter((row) => row.host_id === host.host_id && row.family === family)
        .filter((row) => row.result !== 'refreshed' && row.result !== 'failed');
      const values = (stood.get(key) ?? []).map(valueOf);
      expect(told.map(({ ip }) => ip)).toEqual(values);
      expect(told.map((row) => row.previous_ip)).toEqual([null, ...values].slice(0, told.length));
    }
    const open = home.database.query<{ ddns_operations: object }>().selectFrom('ddns_operations').selectAll();
    expect(await open.execute()).toEqual([]);
  }

  return { act, look, checkHistory, close: () => home.close() };
}

it(
  'what stands is the last accepted address or what was there, and each change is told once',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 16 }), async (actions) => {
        const world = createWorld(['home.arpa', 'example.net']);
        const life = await live(world);
        try {
          for (const next of actions) {
            await life.act(next);
            life.look();
          }
          // Whatever was left open, one more update in good times settles.
          await life.act({ kind: 'proof', answers: 'right' });
          await life.act({ kind: 'update', force: false, fates: [] });
          life.look();
          await life.checkHistory();
        } finally {
          life.close();
          world.remove();
        }
      }),
      { numRuns: Number(process.env['CLOUDCUBE_RUNS'] ?? 60) },
    );
  },
);
