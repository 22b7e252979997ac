/** Accounts and our own zones run side by side: neither keeps the other from its time. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewHost } from '../../../shared/api/ddns-hosts.ts';
import type { StoredHost } from '../../../electron/ddns/model.ts';
import type { Paper } from '../../fakes/paper-provider.ts';
import { seen, type Home, type World } from './home.ts';
import { openPaperHome } from './paper-home.ts';

const MINUTE = 60_000;
let world: World & { remove(): void };
let home: Home;
let paper: Paper;
let accountId: string;

beforeEach(async () => {
  ({ world, home, paper, accountId } = await openPaperHome((created, papers) => {
    created.network.askAuthorities = (questions) =>
      Promise.resolve(
        questions.map(({ name, type }) => [
          { server: 'ns', values: papers.at(name).flatMap((row) => row.split(`${type} `)[1] ?? []) },
        ]),
      );
    created.reading = seen('1.1.1.1');
  }));
});
afterEach(() => {
  home.close();
  world.remove();
});

const add = (more: Partial<NewHost> = {}): Promise<StoredHost> =>
  home.ddns.service.hosts.create({
    name: 'nas.example.com',
    account_id: accountId,
    families: ['A'],
    source: { kind: 'interface', interface: null },
    ...more,
  });

async function pass(ms: number, step = 1000): Promise<void> {
  for (let left = ms; left > 0; left -= step) {
    await world.clock.advance(Math.min(step, left));
    for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Counts updates that come to their end. */
function counted(): () => number {
  let count = 0;
  home.events.on('ddns.updated', () => {
    count++;
  });
  return () => count;
}

describe('checks', () => {
  it('of accounts come in time, however often a name in our own zones is updated', async () => {
    await add();
    home.ddns.service.start();
    await pass(MINUTE);
    const before = paper.calls.length;
    const [own] = home.ddns.service.hosts.list().filter(({ account_id: id }) => id === null);
    for (let round = 0; round < 6; round++) {
      await home.ddns.service.settleHost(own?.host_id ?? '');
      await pass(2 * MINUTE, 10_000);
    }
    expect(paper.calls.length).toBeGreaterThan(before);
  });

  it('are not made every second while the outcome of a write stays unknown', async () => {
    await add();
    paper.fortune = (call) => (call.startsWith('create') ? 'dropped' : 'fine');
    await (
      await home.ddns.service.update(false)
    ).job.done;
    expect(paper.calls.at(-1)).toBe('create nas.example.com');
    // From now on nobody can look.
    paper.key = 'another';
    await pass(2 * MINUTE);
    const updates = counted();
    await pass(10 * MINUTE);
    expect(updates()).toBeLessThan(15);
  });

  it('that run when somebody asks for an update now do not make them wait out a hold-down', async () => {
    await add();
    await (
      await home.ddns.service.update(false)
    ).job.done;
    await pass(1000);
    world.reading = seen('8.8.4.4');
    home.ddns.service.checkSoon('schedule');
    const asked = await home.ddns.service.update(false);
    await asked.job.done;
    expect(paper.at('nas.example.com')).toEqual(['A 8.8.4.4']);
  });

  it.each(['conflict', 'transient'] as const)(
    'try a name that fails for good (%s) ever less often, while its account is well',
    async (refuse) => {
      await add();
      paper.fortune = (call) => (call.startsWith('create') ? { refuse } : 'fine');
      await (
        await home.ddns.service.update(false)
      ).job.done;
      const before = paper.calls.length;
      await pass(60 * MINUTE, 2000);
      const tries = paper.calls.slice(before).filter((call) => call.startsWith('create'));
      expect(tries.length).toBeGreaterThan(3);
      expect(tries.length).toBeLessThan(12);
    },
  );
});

it('an account that takes long holds up no change of another account’s names', async () => {
  const slow = await add();
  paper.fortune = (call) => (call.startsWith('create') ? 'die-after' : 'fine');
  home.ddns.service.checkSoon('host_change');
  await pass(1000);
  const { hosts } = home.ddns.service;
  // It waits for the update, which never ends.
  hosts.remove(slow.host_id, 'keep').catch(() => undefined);
  hosts.update(slow.host_id, { account_id: null, name: 'moved.home.arpa' }).catch(() => undefined);
  await pass(1000);
  await hosts.create({ name: 'other.home.arpa' });
  expect(hosts.list().map(({ name }) => name)).toContain('other.home.arpa');
});
