/** The rules by which no wrong address is ever published, each over the whole area with a provider on paper. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewHost } from '../../../shared/api/ddns-hosts.ts';
import type { StoredHost } from '../../../electron/ddns/model.ts';
import { createPaper, type Fortune, type Paper } from '../../fakes/paper-provider.ts';
import { createWorld, openHome, seen, type Home, type World } from './home.ts';
import { accountAt } from './paper-home.ts';
import { createWords } from '../../../shared/i18n/index.ts';

const NAME = 'nas.example.com';
const HERE = '1.1.1.1';
const THERE = '8.8.4.4';
const MINUTE = 60_000;

let world: World & { remove(): void };
let home: Home;
let paper: Paper;
let accountId: string;

async function open(): Promise<void> {
  home = await openHome(world);
}

/** A world with one account at the paper provider, and no name. */
async function begin(over: Paper = createPaper()): Promise<void> {
  paper = over;
  world.network.providers = [paper.provider];
  world.network.askAuthorities = (questions) =>
    Promise.resolve(questions.map(({ name, type }) => [{ server: 'ns', values: standing(name, type) }]));
  world.reading = seen(HERE);
  await open();
  for (const { host_id } of home.ddns.service.hosts.list()) {
    await home.ddns.service.hosts.remove(host_id, 'keep');
  }
  accountId = await accountAt(paper, home);
}

const add = (more: Partial<NewHost> = {}): Promise<StoredHost> =>
  home.ddns.service.hosts.create({
    name: NAME,
    account_id: accountId,
    families: ['A'],
    source: { kind: 'interface', interface: null },
    ...more,
  });

/** What the zone's own servers would say. */
const standing = (name: string, type: string): string[] =>
  paper.at(name).flatMap((row) => (row.startsWith(`${type} `) ? [row.slice(type.length + 1)] : []));

/** Update now, to its end. */
const update = async (force = false) => (await home.ddns.service.update(force)).job.done;

/** Lets the program run for a while, and what it started come to its end. */
async function pass(ms: number): Promise<void> {
  const step = Math.max(1000, ms / 20);
  for (let left = ms; left > 0; left -= step) {
    await world.clock.advance(Math.min(step, left));
    for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
}

const status = (hostId: string) =>
  home.ddns.service.status(createWords('en')).hosts.find((host) => host.host_id === hostId);
const codeOf = (hostId: string) => status(hostId)?.families[0]?.reason?.code ?? null;
const writes = () => paper.calls.filter((call) => !/^(zones|list)/.test(call));

/** Ends the process as a kill does, and starts it again. */
async function restart(): Promise<void> {
  home.close();
  await open();
}

beforeEach(() => {
  world = createWorld();
});
afterEach(() => {
  home.close();
  world.remove();
});

describe('rule 1: what stands there is asked of the provider, or of the zone’s own servers', () => {
  it('of the provider, whatever a resolver would say', async () => {
    await begin();
    await add();
    await update();
    expect(paper.at(NAME)).toEqual([`A ${HERE}`]);
    // Somebody changes it at the provider's page: the next look finds that, and puts it right.
    const [record] = paper.records.values();
    paper.records.set(record!.record_id, { ...record!, value: '9.9.9.9' });
    await update();
    expect(paper.at(NAME)).toEqual([`A ${HERE}`]);
  });

  it('of the servers, where the provider has no list', async () => {
    await begin(createPaper({ capabilities: { list: 'none', no_op_is_abuse: true } }));
    const host = await add();
    world.network.askAuthorities = (questions) =>
      Promise.resolve(questions.map(() => [{ server: 'ns1', values: [] }]));
    await update();
    expect(paper.at(NAME)).toEqual([`A ${HERE}`]);
    // Nothing is sent again, neither by checks nor by force: the provider would call that abuse.
    for (const force of [false, true]) await update(force);
    expect(writes()).toHaveLength(1);
    // Long after, the servers say something else: then it is sent again.
    await pass(10 * MINUTE);
    world.network.askAuthorities = (questions) =>
      Promise.resolve(questions.map(() => [{ server: 'ns1', values: ['9.9.9.9'] }]));
    await update();
    expect(writes()).toHaveLength(2);
    expect(status(host.host_id)?.families[0]?.published).toBe(HERE);
  });

  it('and where nobody can tell, nothing is written', async () => {
    await begin(createPaper({ capabilities: { list: 'none' } }));
    world.network.askAuthorities = (questions) => Promise.resolve(questions.map(() => []));
    const host = await add();
    await update();
    expect(writes()).toEqual([]);
    expect([codeOf(host.host_id), status(host.host_id)?.state]).toEqual(['DDNS_UNSEEN', 'needs_adoption']);
    // Its owner's word is enough, also without looking.
    await home.ddns.service.hosts.adopt(host.host_id, {});
    await update();
    await update(true);
    expect(writes()).toEqual([`put ${NAME} A`]);
  });
});

describe('rule 2: a record is made only after a list that was successful and empty', () => {
  it.each(['transient', 'throttled', 'auth', 'config', 'abuse'] as const)(
    'a list that fails (%s) is not an empty one',
    async (refuse) => {
      await begin();
      await add();
      paper.fortune = (call) => (call.startsWith('list') ? { refuse } : 'fine');
      await update();
      await update(true);
      expect(writes()).toEqual([]);
    },
  );

  it('nor is a zone that is not there', async () => {
    await begin();
    await expect(add({ name: 'nas.example.org' })).rejects.toMatchObject({ code: 'DDNS_NAME_NOT_IN_ZONE' });
    const host = await add();
    paper.zones.splice(0, 1, 'example.net');
    await update();
    expect([writes(), codeOf(host.host_id)]).toEqual([[], 'DDNS_ACCOUNT_CONFIG']);
    await restart();
    await home.ddns.service.hosts.update(host.host_id, { ttl: 60 });
    await update();
    expect([writes(), codeOf(host.host_id)]).toEqual([[], 'DDNS_ZONE_UNKNOWN_THERE']);
  });
});

describe('rule 3: whose a value is, is never guessed', () => {
  it('a value that stands there waits until it is taken over, and is then kept as it is but for the address', async () => {
    await begin();
    const id = paper.stand('example.com', {
      name: NAME,
      value: '9.9.9.9',
      ttl: 777,
      kept: { line: 'unicom' },
    });
    const { host_id } = await add();
    for (const force of [false, true]) await update(force);
    expect([writes(), status(host_id)?.state]).toEqual([[], 'needs_adoption']);
    expect(status(host_id)?.families[0]?.adoption).toEqual([{ record_id: id, value: '9.9.9.9', ttl: 777 }]);
    await home.ddns.service.hosts.adopt(host_id, {});
    await update();
    expect(paper.records.get(id)).toMatchObject({ value: HERE, ttl: 777, kept: { line: 'unicom' } });
    expect(paper.records.size).toBe(1);
    const told = (await home.history()).map(({ result, ip, previous_ip }) => [result, previous_ip, ip]);
    expect(told).toEqual([
      ['updated', '9.9.9.9', HERE],
      ['adopted', '9.9.9.9', '9.9.9.9'],
    ]);
  });

  it('of several, one is chosen, and the others survive whatever happens', async () => {
    await begin();
    paper.stand('example.com', { name: NAME, value: '9.9.9.9' });
    const mine = paper.stand('example.com', { name: NAME, value: '9.9.9.8' });
    const { host_id } = await add();
    await update();
    await expect(home.ddns.service.hosts.adopt(host_id, {})).rejects.toMatchObject({
      code: 'DDNS_ADOPTION_AMBIGUOUS',
    });
    await home.ddns.service.hosts.adopt(host_id, { record_id: mine });
    await update();
    expect(paper.at(NAME)).toEqual([`A ${HERE}`, 'A 9.9.9.9']);
    await home.ddns.service.hosts.remove(host_id, 'delete');
    expect(paper.at(NAME)).toEqual(['A 9.9.9.9']);
  });

  it('what is declared foreign is never touched; ours is made beside it', async () => {
    await begin();
    const theirs = paper.stand('example.com', { name: NAME, value: '9.9.9.9' });
    const { host_id } = await add();
    await update();
    await home.ddns.service.hosts.adopt(host_id, { as: 'foreign' });
    await update();
    expect(paper.at(NAME)).toEqual([`A ${HERE}`, 'A 9.9.9.9']);
    world.reading = seen(THERE);
    await update();
    expect(paper.at(NAME)).toEqual([`A ${THERE}`, 'A 9.9.9.9']);
    expect(paper.records.get(theirs)?.value).toBe('9.9.9.9');
    await expect(home.ddns.service.hosts.adopt(host_id, {})).rejects.toMatchObject({
      code: 'DDNS_NOTHING_TO_ADOPT',
    });
  });

  it('a family that is not kept survives where a call sets both', async () => {
    await begin(createPaper({ capabilities: { list: 'none', families_together: true } }));
    paper.records.set(`${NAME}/AAAA`, {
      record_id: `${NAME}/AAAA`,
      zone: 'example.com',
      name: NAME,
      type: 'AAAA',
      value: '2001:db8::99',
      ttl: 60,
      kept: {},
    });
    await add();
    await update();
    expect(paper.at(NAME)).toEqual([`A ${HERE}`, 'AAAA 2001:db8::99']);
    // Where nobody tells what stands there, nothing is sent.
    world.network.askAuthorities = (questions) => Promise.resolve(questions.map(() => []));
    world.reading = seen(THERE);
    await update();
    expect(paper.at(NAME)).toEqual([`A ${HERE}`, 'AAAA 2001:db8::99']);
  });

  it('neighbours, and other types of the same name, are nobody’s business', async () => {
    await begin();
    for (const name of ['www.nas.example.com', 'nas2.example.com', 'xnas.example.com', '*.example.com']) {
      paper.stand('example.com', { name, value: '9.9.9.9' });
    }
    paper.stand('example.com', { name: NAME, type: 'TXT', value: 'hello' });
    paper.stand('example.com', { name: NAME, type: 'AAAA', value: '2a02::9' });
    await add();
    await update();
    expect(paper.at(NAME)).toEqual([`A ${HERE}`, 'AAAA 2a02::9', 'TXT hello']);
    expect(writes()).toEqual([`create ${NAME}`]);
  });

  it('a name that is let go keeps its record unless its owner says otherwise', async () => {
    await begin();
    const { host_id } = await add();
    await update();
    expect(await home.ddns.service.hosts.remove(host_id, 'keep')).toEqual({ deleted: 0, kept: 1 });
    expect(paper.at(NAME)).toEqual([`A ${HERE}`]);
    // Kept anew, it is somebody's value like any other.
    const again = await add();
    await update();
    expect(status(again.host_id)?.state).toBe('needs_adoption');
  });

  it('a name whose record cannot be removed is not let go', async () => {
    await begin();
    const { host_id } = await add();
    await update();
    paper.fortune = (call) => (call.startsWith('remove') ? { refuse: 'config' } : 'fine');
    await expect(home.ddns.service.hosts.remove(host_id, 'delete')).rejects.toMatchObject({
      code: 'DDNS_PROVIDER_REFUSED',
    });
    expect(home.ddns.service.hosts.list()).toHaveLength(1);
  });
});

describe('rule 5: a changed public address is agreed on, and lasts a while', () => {
  const members = ['one', 'two', 'three'];
  let says: (member: string) => string | null;

  async function beginWithSource(): Promise<StoredHost> {
    world.network.services = members.map((id) => ({
      id,
      title: id,
      kind: 'echo',
      families: ['A'],
      operator: id,
    }));
    world.network.askMember = (_kind, member, family) => {
      const address = says(member);
      const problem = address === null ? 'timeout' : null;
      return Promise.resolve({ member, family, address, problem, elapsed_ms: 1 });
    };
    says = () => HERE;
    await begin();
    const source = home.ddns.sources.entities.list().find(({ kind }) => kind === 'echo');
    const host = await add({ source: { kind: 'source', source_id: source?.source_id ?? '' } });
    await update();
    expect(paper.at(NAME)).toEqual([`A ${HERE}`]);
    return host;
  }

  it('one member alone changes nothing, not even by hand', async () => {
    const host = await beginWithSource();
    says = (member) => (member === 'one' ? THERE : null);
    await update();
    await update(true);
    expect(paper.at(NAME)).toEqual([`A ${HERE}`]);
    expect(codeOf(host.host_id)).toBe('DDNS_NO_QUORUM');
  });

  it('two that agree are followed after the hold-down, and by hand at once', async () => {
    const host = await beginWithSource();
    home.ddns.service.start();
    await pass(1000);
    says = (member) => (member === 'one' ? null : THERE);
    await pass(310_000);
    expect([paper.at(NAME), codeOf(host.host_id)]).toEqual([[`A ${HERE}`], 'DDNS_HOLD_DOWN']);
    await pass(75_000);
    expect(paper.at(NAME)).toEqual([`A ${THERE}`]);
    says = () => HERE;
    await update();
    expect(paper.at(NAME)).toEqual([`A ${HERE}`]);
    await home.ddns.service.stop();
  });

  it('an address that does not last is never published', async () => {
    await beginWithSource();
    home.ddns.service.start();
    await pass(1000);
    says = () => THERE;
    await pass(310_000);
    says = () => HERE;
    await pass(600_000);
    expect(paper.at(NAME)).toEqual([`A ${HERE}`]);
    expect(writes()).toHaveLength(1);
    await home.ddns.service.stop();
  });

  it('a wait outlives a restart', async () => {
    await beginWithSource();
    home.ddns.service.start();
    await pass(1000);
    says = () => THERE;
    await pass(305_000);
    await home.ddns.service.stop();
    await restart();
    home.ddns.service.start();
    await pass(2000);
    expect(paper.at(NAME)).toEqual([`A ${HERE}`]);
    await pass(100_000);
    expect(paper.at(NAME)).toEqual([`A ${THERE}`]);
    await home.ddns.service.stop();
  });

  it('flapping is followed so often an hour, and then told', async () => {
    const told: number[] = [];
    await beginWithSource();
    home.events.on('ddns.flapping', ({ count }) => told.push(count));
    home.ddns.service.start();
    for (let turn = 0; turn < 10; turn++) {
      says = () => (turn % 2 === 0 ? THERE : HERE);
      await pass(400_000);
    }
    expect(writes().length).toBeLessThanOrEqual(1 + 8);
    expect(told.length).toBeGreaterThan(0);
    await home.ddns.service.stop();
  });
});

describe('rule 6: what nobody can reach is refused, each with its reason', () => {
  it.each([
    ['192.168.1.20', 'private'],
    ['100.64.3.4', 'cgnat'],
    ['198.18.0.7', 'benchmark'],
    ['203.0.113.9', 'documentation'],
    ['169.254.3.4', 'link_local'],
    ['224.0.0.9', 'multicast'],
  ])('%s', async (address, refused) => {
    await begin();
    world.reading = seen(address);
    const host = await add();
    await update(true);
    expect(writes()).toEqual([]);
    const reason = status(host.host_id)?.families[0]?.reason;
    expect(reason).toMatchObject({ code: 'DDNS_ADDRESS_REFUSED', params: { address, refused } });
    expect(reason?.message).toContain(address);
  });
});

it('rule 7: one CloudCube keeps the AAAA of many devices', async () => {
  await begin();
  world.reading = seen('2a02:1:2:3::20');
  await add({ families: ['AAAA'] });
  await add({ name: 'cam.example.com', families: ['AAAA'], ipv6_host: '::5:6:7:8/64' });
  await add({ name: 'tv.example.com', families: ['AAAA'], ipv6_host: '00:11:32:aa:bb:cc' });
  await update();
  expect(['nas', 'cam', 'tv'].flatMap((name) => paper.at(`${name}.example.com`))).toEqual([
    'AAAA 2a02:1:2:3::20',
    'AAAA 2a02:1:2:3:5:6:7:8',
    'AAAA 2a02:1:2:3:211:32ff:feaa:bbcc',
  ]);
  world.reading = seen('2a02:9:9:9::20');
  await update();
  expect(paper.at('cam.example.com')).toEqual(['AAAA 2a02:9:9:9:5:6:7:8']);
});

describe('rule 8: a restart neither repeats nor forgets', () => {
  it('what is published', async () => {
    await begin(createPaper({ capabilities: { list: 'none', no_op_is_abuse: true } }));
    world.network.askAuthorities = (questions) =>
      Promise.resolve(questions.map(() => [{ server: 'ns1', values: [] }]));
    await add();
    await update();
    for (let turn = 0; turn < 3; turn++) {
      await restart();
      await update();
    }
    expect(writes()).toHaveLength(1);
  });

  it('what an account has to wait for', async () => {
    await begin();
    const { host_id } = await add();
    paper.fortune = (call) =>
      call.startsWith('list') ? { refuse: 'throttled', retry_after: 600_000 } : 'fine';
    await update();
    const asked = paper.calls.length;
    await restart();
    await update();
    // Nor does another name for the account cut it short.
    await home.ddns.accounts.update(accountId, { name: 'Renamed' });
    await update();
    expect(paper.calls).toHaveLength(asked);
    expect(codeOf(host_id)).toBe('DDNS_ACCOUNT_THROTTLED');
    paper.fortune = () => 'fine';
    await world.clock.advance(700_000);
    await update();
    expect(paper.at(NAME)).toEqual([`A ${HERE}`]);
  });

  it('that an account has stopped', async () => {
    await begin();
    const { host_id } = await add();
    paper.key = 'changed';
    await update();
    const asked = paper.calls.length;
    for (let turn = 0; turn < 3; turn++) {
      await restart();
      await update(true);
    }
    expect([paper.calls.length, codeOf(host_id)]).toEqual([asked, 'DDNS_ACCOUNT_AUTH']);
  });

  it('also where the clock was set back by years meanwhile', async () => {
    await begin();
    await add();
    paper.fortune = (call) =>
      call.startsWith('list') ? { refuse: 'throttled', retry_after: 60_000 } : 'fine';
    await update();
    world.clock.set(world.clock.now() - 3 * 365 * 24 * 3_600_000);
    await restart();
    paper.fortune = () => 'fine';
    await world.clock.advance(70_000);
    await update();
    expect(paper.at(NAME)).toEqual([`A ${HERE}`]);
  });
});

describe('rule 9: what cannot get better by itself is not tried again', () => {
  it.each(['auth', 'abuse'] as const)('an account stops at %s until it is edited', async (refuse) => {
    await begin();
    const { host_id } = await add();
    paper.fortune = (call) => (call.startsWith('create') ? { refuse } : 'fine');
    home.ddns.service.start();
    await pass(3_600_000);
    expect(writes()).toHaveLength(1);
    expect(home.ddns.accounts.standing(accountId).state).toBe('stopped');
    expect(status(host_id)?.families[0]?.next_try).toBeNull();
    paper.fortune = () => 'fine';
    await home.ddns.accounts.update(accountId, { credentials: { key: 'right' } });
    await pass(1000);
    expect(paper.at(NAME)).toEqual([`A ${HERE}`]);
    await home.ddns.service.stop();
  });

  it('a name stops at a mistake of its own, the others go on', async () => {
    await begin();
    const { host_id } = await add();
    await add({ name: 'www.example.com' });
    paper.fortune = (call) => (call === `create ${NAME}` ? { refuse: 'config' } : 'fine');
    for (let turn = 0; turn < 3; turn++) await update();
    expect(writes()).toEqual([`create ${NAME}`, 'create www.example.com']);
    expect(codeOf(host_id)).toBe('DDNS_ACCOUNT_CONFIG');
    paper.fortune = () => 'fine';
    await home.ddns.service.hosts.update(host_id, { ttl: 120 });
    await update();
    expect(paper.at(NAME)).toEqual([`A ${HERE}`]);
  });

  it('an outage is asked less and less often, and its end is noticed', async () => {
    await begin();
    await add();
    paper.fortune = () => ({ refuse: 'transient' });
    home.ddns.service.start();
    await pass(6 * 3_600_000);
    const asked = paper.calls.length;
    expect(asked).toBeGreaterThan(8);
    expect(asked).toBeLessThan(40);
    paper.fortune = () => 'fine';
    await pass(3_700_000);
    expect(paper.at(NAME)).toEqual([`A ${HERE}`]);
    await home.ddns.service.stop();
  });

  it('one account never delays another', async () => {
    const slow = createPaper({ id: 'slow' });
    await begin();
    world.network.providers = [paper.provider, slow.provider];
    await restart();
    const other = await home.ddns.accounts.create({
      name: 'Slow',
      provider: 'slow',
      credentials: { key: 'right' },
    });
    slow.zones.splice(0, 1, 'example.net');
    await add();
    await add({ name: 'nas.example.net', account_id: other.account_id });
    slow.fortune = (call) => (call.startsWith('list') ? 'die-before' : 'fine');
    home.ddns.service.start();
    await pass(5000);
    expect(paper.at(NAME)).toEqual([`A ${HERE}`]);
    world.reading = seen(THERE);
    await pass(400_000);
    expect(paper.at(NAME)).toEqual([`A ${THERE}`]);
  });

  it('a published quota is never exceeded, not even over restarts', async () => {
    const quota = { write: [{ calls: 3, per: 3_600_000 }] };
    await begin(createPaper({ capabilities: { quota } }));
    for (let at = 0; at < 8; at++) await add({ name: `h${String(at)}.example.com` });
    for (let turn = 0; turn < 3; turn++) {
      await update();
      await restart();
    }
    expect(writes()).toHaveLength(3);
    for (let turn = 0; turn < 3; turn++) {
      await world.clock.advance(3_700_000);
      await update();
    }
    expect(writes()).toHaveLength(8);
  });
});

describe('rule 10: what is not known changes nothing', () => {
  it.each([
    ['the machine cannot be read', () => new Error('unreadable')],
    ['it has no default route', () => ({ addresses: [], default_interface: { A: null, AAAA: null } })],
    ['it has no address', () => seen()],
    ['it has only one that nobody can reach', () => seen('192.168.1.20')],
  ])('the records stay where %s, and when the program stops', async (_, reading) => {
    await begin();
    await add();
    await update();
    world.reading = reading();
    for (const force of [false, true]) await update(force);
    await home.ddns.service.stop();
    expect(paper.at(NAME)).toEqual([`A ${HERE}`]);
    expect(writes()).toHaveLength(1);
  });
});

describe('rule 11: a change is proven at the servers of its zone', () => {
  it('pending, verified and mismatch are told apart', async () => {
    let values: readonly (readonly string[] | null)[] = [null];
    await begin();
    world.network.askAuthorities = (questions) =>
      Promise.resolve(
        questions.map(() => values.map((list, at) => ({ server: `ns${String(at)}`, values: list }))),
      );
    const { host_id } = await add();
    const proof = async (next: typeof values) => {
      values = next;
      await update(true);
      return status(host_id)?.families[0]?.verification;
    };
    expect(await proof([null])).toBe('pending');
    // Shortly after the change a server may still be behind.
    expect(await proof([[HERE], ['9.9.9.9']])).toBe('pending');
    expect(await proof([[HERE], [HERE]])).toBe('verified');
    await world.clock.advance(10 * MINUTE);
    expect(await proof([[HERE], ['9.9.9.9']])).toBe('mismatch');
    expect(codeOf(host_id)).toBe('DDNS_VERIFY_MISMATCH');
    expect(await proof([[HERE], [HERE, '7.7.7.7']])).toBe('verified');
    expect(status(host_id)?.state).toBe('ok');
  });

  it('a pending one is looked at again soon', async () => {
    let right = false;
    await begin();
    world.network.askAuthorities = (questions) =>
      Promise.resolve(questions.map(() => [{ server: 'ns', values: right ? [HERE] : [] }]));
    const { host_id } = await add();
    home.ddns.service.start();
    await pass(1000);
    expect(status(host_id)?.families[0]?.verification).toBe('pending');
    right = true;
    await pass(8000);
    expect(status(host_id)?.families[0]?.verification).toBe('verified');
    await home.ddns.service.stop();
  });
});

describe('rule 12: nothing is sent again that is right', () => {
  it('unless its provider wants it, after so many days', async () => {
    await begin(createPaper({ capabilities: { refresh_days: 30 } }));
    await add();
    await update();
    await world.clock.advance(29 * 24 * 3_600_000);
    await update(true);
    expect(writes()).toHaveLength(1);
    await world.clock.advance(2 * 24 * 3_600_000);
    await update();
    expect(writes()).toEqual([`create ${NAME}`, `update ${NAME}`]);
    expect((await home.history())[0]).toMatchObject({ result: 'refreshed' });
  });

  it('never, where that counts as abuse', async () => {
    await begin(createPaper({ capabilities: { no_op_is_abuse: true } }));
    await add();
    await update();
    for (let day = 0; day < 40; day++) {
      await world.clock.advance(24 * 3_600_000);
      await update(true);
    }
    expect(writes()).toHaveLength(1);
  });
});

it('rule 13: whoever hears of an update and fails does not touch it', async () => {
  await begin();
  home.events.on('ddns.updated', () => {
    throw new Error('a notification could not be sent');
  });
  const { host_id } = await add();
  await update();
  expect([paper.at(NAME), status(host_id)?.families[0]?.published]).toEqual([[`A ${HERE}`], HERE]);
  expect((await home.history()).map(({ result }) => result)).toEqual(['created']);
});

describe('an answer that is lost', () => {
  it.each(['lost', 'late', 'dropped'] as const)('leaves one record, told once (%s)', async (fortune) => {
    await begin();
    await add();
    let played = false;
    paper.fortune = (call) => {
      if (played || !call.startsWith('create')) return 'fine';
      played = true;
      return fortune;
    };
    home.ddns.service.start();
    await pass(5000);
    paper.settle();
    await pass(400_000);
    expect(paper.at(NAME)).toEqual([`A ${HERE}`]);
    expect((await home.history()).map(({ result }) => result)).toEqual(['created']);
    await home.ddns.service.stop();
  });
});

it('a name of which one family was set and the other refused keeps the one', async () => {
  await begin(createPaper({ capabilities: { list: 'none' } }));
  const host = await add({ families: ['A', 'AAAA'] });
  world.reading = seen(HERE, '2a02:1:2:3::20');
  paper.fortune = () => ({ half: 'config' });
  await update();
  expect(paper.at(NAME)).toEqual([`A ${HERE}`]);
  paper.fortune = () => 'fine';
  await pass(2 * MINUTE);
  await update();
  expect(status(host.host_id)?.families[0]).toMatchObject({ family: 'A', published: HERE, reason: null });
});

describe('what is found out of a write whose outcome was not known', () => {
  const once = (verb: string, fortune: Fortune): void => {
    let played = false;
    paper.fortune = (call) => {
      if (played || !call.startsWith(verb)) return 'fine';
      played = true;
      return fortune;
    };
  };
  const told = async () =>
    (await home.history()).flatMap(({ result, host }) => (result === 'failed' ? [] : [`${result} ${host}`]));

  it('a TTL that was to change tells it, where the address stays', async () => {
    await begin();
    const { host_id } = await add();
    await update();
    await home.ddns.service.hosts.update(host_id, { ttl: 900 });
    once('update', 'dropped');
    await update();
    await world.clock.advance(61_000);
    await update();
    expect([...paper.records.values()].map(({ ttl }) => ttl)).toEqual([900]);
    expect(await told()).toEqual([`updated ${NAME}`, `created ${NAME}`]);
  });

  it.each(['lost', 'late'] as const)('a name that cannot be listed stays ours (%s)', async (fortune) => {
    await begin(createPaper({ capabilities: { list: 'none', no_op_is_abuse: true } }));
    await add();
    once('put', fortune);
    await update();
    await world.clock.advance(31_000);
    await update();
    paper.settle();
    await world.clock.advance(31_000);
    await update();
    expect(writes()).toHaveLength(1);
    expect(await told()).toEqual([`created ${NAME}`]);
    world.reading = seen(THERE);
    once('put', fortune);
    await update();
    paper.settle();
    await update();
    expect(writes()).toHaveLength(2);
    expect(await told()).toEqual([`updated ${NAME}`, `created ${NAME}`]);
  });

  it.each(['lost', 'dropped', { refuse: 'throttled' }] as const)(
    'a name that moves leaves nothing behind, whatever becomes of the removal (%j)',
    async (fortune) => {
      await begin();
      const { host_id } = await add();
      await update();
      await home.ddns.service.hosts.update(host_id, { name: 'www.example.com' });
      once('remove', fortune);
      await update();
      expect(paper.at('www.example.com')).toEqual([]);
      await world.clock.advance(61_000);
      await update();
      expect([paper.at(NAME), paper.at('www.example.com')]).toEqual([[], [`A ${HERE}`]]);
      expect(await told()).toEqual(['created www.example.com', `removed ${NAME}`, `created ${NAME}`]);
    },
  );

  it('a name that moves waits until its old place can be looked at', async () => {
    await begin(createPaper({ capabilities: { list: 'name' } }));
    const { host_id } = await add();
    await update();
    await home.ddns.service.hosts.update(host_id, { name: 'www.example.com' });
    once(`list example.com ${NAME}`, { refuse: 'transient' });
    await update();
    expect(paper.at('www.example.com')).toEqual([]);
    await update();
    expect([paper.at(NAME), paper.at('www.example.com')]).toEqual([[], [`A ${HERE}`]]);
  });
});

describe('what changes while an update runs', () => {
  it('a dry run takes nothing away from it', async () => {
    await begin();
    await add();
    await update();
    world.reading = seen(THERE);
    let looking: Promise<unknown> = Promise.resolve();
    paper.fortune = (call) => {
      if (call !== `list example.com *` || writes().length > 1) return 'fine';
      paper.fortune = () => 'fine';
      looking = home.ddns.service.plan();
      return 'fine';
    };
    await update();
    await looking;
    expect(paper.at(NAME)).toEqual([`A ${THERE}`]);
  });

  it('an edit of the account begins it anew', async () => {
    await begin();
    await add();
    await update();
    world.reading = seen(THERE);
    let editing: Promise<unknown> = Promise.resolve();
    paper.fortune = () => {
      paper.fortune = () => 'fine';
      editing = home.ddns.accounts.update(accountId, { credentials: { key: 'right' } });
      return 'fine';
    };
    await update();
    await editing;
    await pass(10_000);
    await update();
    expect(paper.at(NAME)).toEqual([`A ${THERE}`]);
    expect(home.ddns.accounts.standing(accountId).state).toBe('ok');
  });
});

it('a TTL that a provider does not take is not asked for again and again', async () => {
  await begin(createPaper({ capabilities: { list: 'none', no_op_is_abuse: true } }));
  await add({ ttl: 60 });
  for (let turn = 0; turn < 3; turn++) {
    await update();
    await world.clock.advance(10 * MINUTE);
  }
  expect(writes()).toHaveLength(1);
});

it('a list that shows a new record late leads to no second one', async () => {
  await begin();
  await add();
  await update();
  const [record] = paper.records.values();
  // For a while the list does not know of it, and meanwhile the address changes.
  paper.records.delete(record!.record_id);
  world.reading = seen(THERE);
  await update();
  paper.records.set(record!.record_id, record!);
  await update();
  expect(paper.at(NAME)).toEqual([`A ${THERE}`]);
  // Taken away for good, it is made anew.
  paper.records.clear();
  await world.clock.advance(61_000);
  await update();
  expect(paper.at(NAME)).toEqual([`A ${THERE}`]);
});
