/** Names and accounts that are edited, moved or found out about while something is under way. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewHost } from '../../../shared/api/ddns-hosts.ts';
import { createWords } from '../../../shared/i18n/index.ts';
import type { StoredHost } from '../../../electron/ddns/model.ts';
import { createPaper, type Paper } from '../../fakes/paper-provider.ts';
import { createWorld, openHome, seen, type Home, type World } from './home.ts';

const NAME = 'nas.example.com';
let world: World & { remove(): void };
let home: Home;
let paper: Paper;
let other: Paper;
let accountId: string;
let otherId: string;

beforeEach(async () => {
  world = createWorld();
  paper = createPaper();
  other = createPaper({ id: 'other' });
  world.network.providers = [paper.provider, other.provider];
  world.reading = seen('1.1.1.1');
  home = await openHome(world);
  const make = async (provider: string) =>
    (await home.ddns.accounts.create({ name: provider, provider, credentials: { key: 'right' } })).account_id;
  [accountId, otherId] = [await make('paper'), await make('other')];
});
afterEach(() => {
  home.close();
  world.remove();
});

const add = (more: Partial<NewHost> = {}): Promise<StoredHost> =>
  home.ddns.service.hosts.create({
    name: NAME,
    account_id: accountId,
    families: ['A'],
    source: { kind: 'interface', interface: null },
    ...more,
  });
const update = async () => (await home.ddns.service.update(false)).job.done;
const status = (hostId: string) =>
  home.ddns.service.status(createWords('en')).hosts.find((host) => host.host_id === hostId);
const results = async (hostId: string) =>
  (await home.history()).filter(({ host_id: id }) => id === hostId).map(({ result }) => result);

describe('a name that moves to another account', () => {
  it('owns nothing there because of a write whose outcome was open', async () => {
    const host = await add();
    await add({ name: 'www.example.com' });
    paper.fortune = (call) => (call === `create ${NAME}` ? 'lost' : 'fine');
    await update();
    // Of the same id as the one that was made at the old account.
    const made = [...paper.records.values()].find(({ name }) => name === NAME);
    if (!made) throw new Error('Nothing was made');
    other.records.set(made.record_id, { ...made, value: '9.9.9.9' });
    await home.ddns.service.hosts.update(host.host_id, { account_id: otherId });
    for (let round = 0; round < 3; round++) await update();
    expect(other.at(NAME)).toEqual(['A 9.9.9.9']);
    expect(status(host.host_id)?.state).toBe('needs_adoption');
    expect(await results(host.host_id)).toEqual(['created']);
  });
});

describe('what turned out to be done', () => {
  it('is not forgotten where the disk was full when it was found out', async () => {
    const host = await add();
    paper.fortune = (call) => (call.startsWith('create') ? 'lost' : 'fine');
    await update();
    world.fate = () => 'fail';
    await update().catch(() => undefined);
    world.fate = () => 'fine';
    await world.clock.advance(90_000);
    await update();
    expect(await results(host.host_id)).toEqual(['created']);
    home.close();
    home = await openHome(world);
    await update();
    expect(status(host.host_id)?.families[0]?.published).toBe('1.1.1.1');
  });
});

describe('what stops until somebody edits it', () => {
  it('does not hold up an edit that came while it failed', async () => {
    const host = await add();
    let edit: Promise<unknown> = Promise.resolve();
    paper.fortune = (call) => {
      if (!call.startsWith('create')) return 'fine';
      edit = home.ddns.service.hosts.update(host.host_id, { ttl: 600 });
      return { refuse: 'config' };
    };
    await update();
    await edit;
    paper.fortune = () => 'fine';
    await update();
    expect(paper.at(NAME)).toEqual(['A 1.1.1.1']);
  });

  it.each(['name', 'none'] as const)(
    'is not written unseen where its name is edited while others are looked at (list: %s)',
    async (list) => {
      home.close();
      paper = createPaper({ capabilities: { list } });
      world.network.providers = [paper.provider, other.provider];
      let edit: Promise<unknown> | null = null;
      let host: StoredHost | null = null;
      const meanwhile = (): void => {
        if (host) edit ??= home.ddns.service.hosts.update(host.host_id, { ttl: 600 });
      };
      world.network.askAuthorities = async (questions) => {
        if (questions.length > 0) meanwhile();
        await edit;
        return questions.map(({ name, type }) => [
          { server: 'ns', values: paper.at(name).flatMap((row) => row.split(`${type} `)[1] ?? []) },
        ]);
      };
      home = await openHome(world);
      paper.fortune = (call) => (/^(create|put)/.test(call) ? { refuse: 'config' } : 'fine');
      const stopped = await add();
      await update();
      // Somebody else takes the name while nobody looks at it.
      paper.stand('example.com', { name: NAME, value: '9.9.9.9' });
      paper.fortune = (call) => {
        if (call.startsWith('list')) meanwhile();
        return 'fine';
      };
      await add({ name: 'www.example.com' });
      host = stopped;
      await update();
      expect(edit).not.toBeNull();
      expect(paper.at(NAME)).toEqual(['A 9.9.9.9']);
    },
  );

  it('stops again after an edit that did not mend it', async () => {
    const host = await add();
    paper.fortune = (call) => (call.startsWith('list') ? { refuse: 'config' } : 'fine');
    for (let round = 0; round < 3; round++) await update();
    const looks = () => paper.calls.filter((call) => call.startsWith('list')).length;
    expect(looks()).toBe(1);
    await home.ddns.service.hosts.update(host.host_id, { ttl: 600 });
    for (let round = 0; round < 3; round++) await update();
    expect(looks()).toBe(2);
  });
});

describe('what a device told', () => {
  it('is forgotten where its name listens to another source, and not published years later', async () => {
    await home.ddns.service.hosts.create({ name: 'cam.example.com', account_id: accountId, families: ['A'] });
    const host = await add({ source: { kind: 'inbound' } });
    await home.ddns.sources.claims.put(host.host_id, 'A', '8.8.4.4');
    await update();
    expect(paper.at(NAME)).toEqual(['A 8.8.4.4']);
    const { hosts } = home.ddns.service;
    await hosts.update(host.host_id, { source: { kind: 'interface', interface: null } });
    await update();
    expect(paper.at(NAME)).toEqual(['A 1.1.1.1']);
    await hosts.update(host.host_id, { source: { kind: 'inbound' } });
    home.close();
    home = await openHome(world);
    await update();
    expect(paper.at(NAME)).toEqual(['A 1.1.1.1']);
  });
});

it('what became of a write is told in the history, also where its name was let go and was the last there', async () => {
  const host = await add();
  paper.fortune = (call) => (call.startsWith('create') ? 'lost' : 'fine');
  await update();
  await home.ddns.service.hosts.remove(host.host_id, 'keep');
  home.close();
  home = await openHome(world);
  await update();
  expect(await results(host.host_id)).toEqual(['created']);
  // Then there is nothing to look for any more.
  const calls = paper.calls.length;
  await new Promise((resolve) => setImmediate(resolve));
  await update();
  expect(paper.calls).toHaveLength(calls);
});

it('two presses of adoption are one', async () => {
  paper.stand('example.com', { name: NAME, value: '9.9.9.9' });
  const host = await add();
  await update();
  const { hosts } = home.ddns.service;
  const [first, second] = await Promise.allSettled([
    hosts.adopt(host.host_id, {}),
    hosts.adopt(host.host_id, { as: 'foreign' }),
  ]);
  expect([first.status, second.status]).toEqual(['fulfilled', 'rejected']);
  expect(await results(host.host_id)).toEqual(['adopted']);
});

describe('a name whose last write may still arrive', () => {
  it('is not let go with its records: what arrives later would stay behind', async () => {
    const host = await add();
    paper.fortune = (call) => (call.startsWith('create') ? 'late' : 'fine');
    await update();
    await expect(home.ddns.service.hosts.remove(host.host_id, 'delete')).rejects.toMatchObject({
      code: 'DDNS_WRITE_PENDING',
    });
    paper.settle();
    await world.clock.advance(3_600_000);
    await update();
    expect(await home.ddns.service.hosts.remove(host.host_id, 'delete')).toEqual({ deleted: 1, kept: 0 });
    expect(paper.at(NAME)).toEqual([]);
  });
});

describe('an account that does not answer', () => {
  it('holds up no name of another', async () => {
    paper.fortune = (call) => (call.startsWith('zones') ? 'die-before' : 'fine');
    void add();
    await expect.poll(() => paper.calls).toContain('zones');
    const others = await add({ name: 'www.example.com', account_id: otherId });
    expect(home.ddns.service.hosts.list()).toContainEqual(others);
  });
});
