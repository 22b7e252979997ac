/** An account that this version cannot use, or that is gone, is its own trouble alone. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWords } from '../../../shared/i18n/index.ts';
import type { Paper } from '../../fakes/paper-provider.ts';
import { openHome, seen, type Home, type World } from './home.ts';
import { openPaperHome } from './paper-home.ts';

let world: World & { remove(): void };
let home: Home;
let paper: Paper;
let accountId: string;
let hostId: string;

beforeEach(async () => {
  ({ world, home, paper, accountId } = await openPaperHome((created) => {
    created.reading = seen('1.1.1.1');
  }));
  const host = await home.ddns.service.hosts.create({
    name: 'nas.example.com',
    account_id: accountId,
    families: ['A'],
    source: { kind: 'interface', interface: null },
  });
  hostId = host.host_id;
  await update();
});
afterEach(() => {
  home.close();
  world.remove();
});

const update = async () => (await home.ddns.service.update(false)).job.done;
const reasonOf = (id: string) =>
  home.ddns.service.status(createWords('en')).hosts.find((host) => host.host_id === id)?.reason?.code;
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('an account at a provider that is not known any more', () => {
  beforeEach(async () => {
    home.close();
    world.network.providers = [];
    home = await openHome(world);
  });

  it('stops nobody: our own names are kept, its names say why they are not', async () => {
    world.reading = seen('192.168.1.77');
    home.ddns.service.start();
    await world.clock.advance(2000);
    for (let round = 0; round < 20; round++) await turn();
    await update();
    expect(home.standing('nas.home.arpa')).toEqual(['A 192.168.1.77']);
    expect(reasonOf(hostId)).toBe('DDNS_PROVIDER_UNKNOWN');
    expect(home.ddns.accounts.standing(accountId)).toMatchObject({
      state: 'stopped',
      reason: { code: 'DDNS_PROVIDER_UNKNOWN' },
    });
    expect(paper.at('nas.example.com')).toEqual(['A 1.1.1.1']);
  });

  it('can be let go with its names', async () => {
    await expect(home.ddns.service.hosts.remove(hostId, 'delete')).rejects.toThrow();
    expect(await home.ddns.service.hosts.remove(hostId, 'keep')).toEqual({ deleted: 0, kept: 1 });
    await home.ddns.accounts.remove(accountId);
    expect(home.ddns.accounts.list()).toEqual([]);
  });
});

it('a name in an account that was let go in the same moment says so, and holds up nobody', async () => {
  await home.ddns.service.hosts.remove(hostId, 'keep');
  // The zones are asked for while the account is removed.
  home.close();
  home = await openHome(world);
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  const [provider] = world.network.providers;
  if (!provider) throw new Error('There is no provider');
  const opened = provider.open.bind(provider);
  Object.assign(provider, {
    open: (...taken: Parameters<typeof opened>) => {
      const access = opened(...taken);
      return { ...access, zones: () => gate.then(() => ['example.com']) };
    },
  });
  const creating = home.ddns.service.hosts
    .create({ name: 'late.example.com', account_id: accountId, families: ['A'] })
    .catch((error: unknown) => error);
  await turn();
  await home.ddns.accounts.remove(accountId);
  go();
  expect(await creating).toMatchObject({ code: 'DDNS_ACCOUNT_UNKNOWN' });
  await update();
});
