import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceKind } from '../../../../shared/api/ddns-sources.ts';
import type { Family } from '../../../../shared/api/ddns.ts';
import { createWords } from '../../../../shared/i18n/index.ts';
import { ddnsMigrations } from '../../../../electron/ddns/migrations.ts';
import { createAddressSources, type AddressSourcesDeps } from '../../../../electron/ddns/sources/entities.ts';
import { operatorOf, type MemberService } from '../../../../electron/ddns/sources/members.ts';
import type { MemberAnswer, SourceProblem } from '../../../../electron/ddns/sources/model.ts';
import { createSourceHandlers } from '../../../../electron/ddns/sources/routes.ts';
import { createSourceStore } from '../../../../electron/ddns/sources/store.ts';
import { UserError } from '../../../../electron/kernel/errors.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';
import { newDatabase, newFolder } from '../../kernel/folder.ts';
import { createFakeAudit } from '../../../fakes/audit.ts';

const service = (id: string, others: Partial<MemberService> = {}): MemberService => ({
  id,
  title: id,
  kind: 'echo',
  operator: id,
  families: ['A', 'AAAA'],
  urls: { A: `https://v4.${id}.example/` },
  ...others,
});

const services = [
  service('one'),
  service('two'),
  service('three', { families: ['A'] }),
  service('two-again', { operator: 'two' }),
  service('opendns', { kind: 'dns' }),
  service('google', { kind: 'dns', families: ['A'] }),
];

/** An address or a problem by `member family`, or by the family alone. */
type Said = Readonly<Record<string, string | { readonly problem: SourceProblem }>>;

const answerOf = (said: Said, member: string, family: Family): MemberAnswer => {
  const word = said[`${member} ${family}`] ?? said[family] ?? { problem: 'timeout' };
  const isAddress = typeof word === 'string';
  return {
    member,
    family,
    address: isAddress ? word : null,
    problem: isAddress ? null : word.problem,
    elapsed_ms: 7,
  };
};

async function openSources({
  folder = newFolder(),
  said = {},
  ...deps
}: { folder?: string; said?: Said } & Partial<AddressSourcesDeps> = {}) {
  const database = await newDatabase(ddnsMigrations, folder);
  const asked: string[] = [];
  const changed: string[] = [];
  const sources = await createAddressSources({
    store: createSourceStore(database),
    audit: createFakeAudit(),
    clock: createVirtualClock(),
    services,
    ask: (kind, member, family) => {
      asked.push(`${kind} ${member} ${family}`);
      return Promise.resolve(answerOf(said, member, family));
    },
    wanAddress: () => Promise.resolve(null),
    hostsOf: () => 0,
    familiesOf: () => [],
    changed: (id) => void changed.push(id),
    ...deps,
  });
  return { sources, database, asked, changed, folder };
}

/** What a source that cannot be kept is told, in English. */
async function problemOf(kind: SourceKind, members: string[], quorum?: number): Promise<string> {
  const { sources } = await openSources();
  try {
    await sources.create({ name: 'Mine', kind, members, ...(quorum === undefined ? {} : { quorum }) });
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'DDNS_SOURCE_INVALID') throw error;
    return createWords('en').explain(error.reason);
  }
  throw new Error('It was kept');
}

describe('the first start', () => {
  it('has a source of each way to look, once', async () => {
    const first = await openSources();
    await first.sources.seed();
    expect(
      first.sources.list().map(({ name, kind, quorum, built_in }) => [name, kind, quorum, built_in]),
    ).toEqual([
      ['Public address (web)', 'echo', 2, true],
      ['Public address (DNS)', 'dns', 2, true],
      ['This machine', 'interface', 1, true],
    ]);
    first.database.close();
    const second = await openSources({ folder: first.folder });
    await second.sources.seed();
    expect(second.sources.list()).toEqual(first.sources.list());
  });

  it('brings sources that can be changed, not deleted', async () => {
    const { sources } = await openSources();
    await sources.seed();
    const [web] = sources.list();
    const id = web?.source_id ?? '';
    const error = await sources.remove(id).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'DDNS_SOURCE_INVALID' });
    expect(createWords('en').explain((error as UserError).reason)).toContain('cannot be deleted');
    expect(await sources.update(id, { members: ['one'], quorum: 1 })).toMatchObject({
      built_in: true,
      members: ['one'],
      revision: 2,
    });
  });
});

describe('a source', () => {
  it('is there again after a restart, changed and unchanged', async () => {
    const { sources, database, folder, changed } = await openSources();
    const made = await sources.create({ name: ' Echo ', kind: 'echo', members: ['two', 'one'] });
    expect(made).toMatchObject({
      name: 'Echo',
      members: ['two', 'one'],
      quorum: 2,
      built_in: false,
      revision: 1,
    });
    await sources.create({ name: 'Fixed', kind: 'static', members: ['2001:0DB8:0::1', '198.51.100.1'] });
    await sources.update(made.source_id, { quorum: 1 });
    expect(changed).toEqual([made.source_id]);
    database.close();
    const again = await openSources({ folder });
    expect(again.sources.list()).toEqual(sources.list());
    expect(again.sources.list()).toMatchObject([
      { members: ['two', 'one'], quorum: 1, revision: 2 },
      { members: ['2001:db8::1', '198.51.100.1'], quorum: 1 },
    ]);
  });

  it('has a name of its own', async () => {
    const { sources } = await openSources();
    const { source_id: id } = await sources.create({ name: 'Mine', kind: 'echo' });
    await expect(sources.create({ name: 'Mine', kind: 'dns', quorum: 1 })).rejects.toMatchObject({
      code: 'DDNS_SOURCE_EXISTS',
    });
    expect(await sources.update(id, { name: 'Mine' })).toMatchObject({ name: 'Mine' });
  });

  it('is let go only when no name uses it', async () => {
    let uses = 1;
    const { sources, changed } = await openSources({ hostsOf: () => uses });
    const { source_id: id } = await sources.create({ name: 'Mine', kind: 'echo' });
    await expect(sources.remove(id)).rejects.toMatchObject({
      code: 'DDNS_SOURCE_IN_USE',
      params: { count: 1 },
    });
    uses = 0;
    await sources.remove(id);
    expect(changed).toEqual([id]);
    expect(sources.find(id)).toBeNull();
    await expect(sources.test(id)).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
  });

  it.each<[string, SourceKind, string[], number | undefined, string]>([
    ['an echo service that is not known', 'echo', ['nobody'], undefined, 'neither a service known here'],
    ['a DNS service among echo services', 'echo', ['opendns'], undefined, 'neither a service known here'],
    ['an address without TLS', 'echo', ['http://ip.example.net/'], 1, 'neither a service known here'],
    ['a fragment', 'echo', ['https://ip.example.net/#x'], 1, 'without a fragment'],
    ['a password', 'echo', ['https://me:canary@ip.example.net/'], 1, 'must not hold a user'],
    ['an own address by DNS', 'dns', ['https://ip.example.net/'], 1, 'is no service known here'],
    ['two interfaces', 'interface', ['eth0', 'eth1'], undefined, 'one network interface only'],
    ['an interface that is to agree with itself', 'interface', [], 2, 'must be 1'],
    ['no fixed address', 'static', [], undefined, 'needs one address'],
    ['three of them', 'static', ['192.0.2.1', '2001:db8::1', '2001:db8::2'], undefined, 'needs one address'],
    ['two of one family', 'static', ['192.0.2.1', '192.0.2.2'], undefined, 'one must be IPv4'],
    ['a name as an address', 'static', ['nas.example.com'], undefined, 'is not an address'],
    ['half an address', 'static', ['10.1'], undefined, 'is not an address'],
    ['IPv4 written as IPv6', 'static', ['::ffff:192.0.2.1'], undefined, 'is not an address'],
    ['a zone index', 'static', ['fe80::1%eth0'], undefined, 'is not an address'],
    ['fewer members than have to agree', 'echo', ['one'], undefined, 'only 1 are independent'],
    ['two members of one operator', 'echo', ['two', 'two-again'], 2, 'only 1 are independent'],
    ['the same service by its own address', 'echo', ['one', 'https://v6.one.example/ip'], 2, 'only 1'],
    ['two hosts of one site', 'echo', ['https://a.ip.co.uk/', 'https://b.ip.co.uk/'], 2, 'only 1'],
    ['families that never meet', 'dns', ['google'], 2, 'only 1 are independent'],
  ])('is not kept with %s', async (_, kind, members, quorum, words) => {
    const problem = await problemOf(kind, members, quorum);
    expect(problem).toContain(words);
    expect(problem).not.toContain('canary');
  });

  it('is kept or refused, whatever its members are', async () => {
    const { sources } = await openSources();
    const member = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.webUrl(),
      fc.ipV4(),
      fc.ipV6(),
      fc.constant('one'),
    );
    const kind = fc.constantFrom<SourceKind>('echo', 'dns', 'interface', 'static');
    await fc.assert(
      fc.asyncProperty(kind, fc.array(member, { maxLength: 3 }), async (of, members) => {
        try {
          const { source_id: id, members: kept } = await sources.create({
            name: 'x',
            kind: of,
            members,
            quorum: 1,
          });
          // What is kept is what would be kept again.
          const again = await sources.update(id, { members: [...kept] });
          expect(again.members).toEqual(kept);
          await sources.remove(id);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
        }
      }),
    );
  });
});

it('gives members of one owner one vote', () => {
  const site = (url: string): string => operatorOf(url, services);
  expect(site('https://v6.one.example/ip')).toBe('one');
  expect(site('https://a.example.com/')).toBe(site('https://example.com/other'));
  expect(site('https://a.example.co.uk/')).not.toBe(site('https://a.other.co.uk/'));
  expect(site('https://192.0.2.1/')).not.toBe(site('https://198.51.100.1/'));
  expect(site('https://[2001:db8::1]/')).not.toBe(site('https://[2001:db8::2]/'));
});

describe('a test of a source', () => {
  const address = '93.184.216.34';
  const other = '93.184.216.35';
  const echo = { kind: 'echo' as const };

  it('asks every member of both families that it has', async () => {
    const { sources, asked } = await openSources({ said: { A: address } });
    await sources.testTrial({ ...echo, members: ['one', 'three', 'https://ip.example.net/'] });
    expect([...asked].sort()).toEqual([
      'echo https://ip.example.net/ A',
      'echo https://ip.example.net/ AAAA',
      'echo one A',
      'echo one AAAA',
      'echo three A',
    ]);
  });

  it('asks all that there are where none is named, four at a time', async () => {
    let now = 0;
    let most = 0;
    const { sources } = await openSources({
      async ask(_, member, family) {
        most = Math.max(most, ++now);
        await new Promise(setImmediate);
        now--;
        return answerOf({ A: address }, member, family);
      },
    });
    const [v4, v6] = await sources.testTrial(echo);
    expect(v4?.answers.map(({ member }) => member)).toEqual(['one', 'two', 'three', 'two-again']);
    expect(v6?.answers.map(({ member }) => member)).toEqual(['one', 'two', 'two-again']);
    expect(most).toBe(4);
  });

  it('counts operators, not members', async () => {
    const said = { A: address, 'one A': { problem: 'status' }, 'three A': other } as const;
    const { sources } = await openSources({ said });
    const [v4] = await sources.testTrial(echo);
    expect(v4).toMatchObject({ address: null, agreed: 1 });
    expect(v4?.reason).toEqual({ code: 'DDNS_NO_QUORUM', params: { asked: 4, agreed: 1, quorum: 2 } });
  });

  it('gives an operator whose members differ no second vote', async () => {
    const said = { A: address, 'two A': other, 'three A': { problem: 'cut' } } as const;
    const { sources } = await openSources({ said });
    const [v4] = await sources.testTrial(echo);
    expect(v4).toMatchObject({ address: null, agreed: 1 });
  });

  it('agrees on what the quorum says, and tells why the others do not count', async () => {
    const said = { A: address, 'three A': { problem: 'tls' } } as const;
    const { sources } = await openSources({ said });
    const [v4] = await sources.testTrial(echo);
    expect(v4).toMatchObject({ address, agreed: 2, reason: null });
    expect(v4?.answers[2]).toEqual({
      member: 'three',
      family: 'A',
      address: null,
      reason: { code: 'DDNS_SOURCE_TLS', params: { member: 'three' } },
      elapsed_ms: 7,
    });
  });

  it('takes neither of two that as many say', async () => {
    const said = { A: address, 'one A': other } as const;
    const { sources } = await openSources({ said });
    const [v4] = await sources.testTrial({ ...echo, members: ['one', 'two'], quorum: 1 });
    expect(v4).toMatchObject({ address: null, reason: { code: 'DDNS_NO_QUORUM' } });
  });

  it.each([
    ['100.64.1.1', 'cgnat'],
    ['198.18.0.5', 'benchmark'],
    ['192.168.1.1', 'private'],
  ])('refuses %s, which no public name may hold', async (refusedAddress, refused) => {
    const { sources } = await openSources({ said: { A: refusedAddress, 'three A': { problem: 'timeout' } } });
    const [v4] = await sources.testTrial(echo);
    const reason = { code: 'DDNS_ADDRESS_REFUSED', params: { address: refusedAddress, refused } };
    expect(v4).toMatchObject({ address: null, agreed: 0, reason });
    expect(v4?.answers[0]).toMatchObject({ address: null, reason });
  });

  it.each([
    ['100.72.3.4', 'DDNS_CGNAT'],
    ['192.168.178.2', 'DDNS_DOUBLE_NAT'],
    ['93.184.216.99', 'DDNS_VPN_OR_PROXY'],
    [address, undefined],
    ['0.0.0.0', undefined],
    [null, undefined],
  ])('explains what it means that the router has %s: %s', async (wan, code) => {
    const { sources } = await openSources({
      said: { A: address },
      wanAddress: (family) => Promise.resolve(family === 'A' ? wan : null),
    });
    const [v4] = await sources.testTrial(echo);
    expect(v4?.address).toBe(address);
    expect(v4?.reason?.code).toBe(code);
  });

  it('shows what an interface has, and that it is for the local network', async () => {
    const { sources, asked } = await openSources({ said: { A: '192.168.1.20' } });
    const [v4, v6] = await sources.testTrial({ kind: 'interface' });
    expect(v4).toMatchObject({
      address: '192.168.1.20',
      agreed: 1,
      reason: { code: 'DDNS_ADDRESS_REFUSED', params: { refused: 'private' } },
    });
    expect(v6).toMatchObject({ address: null, reason: { code: 'DDNS_SOURCE_TIMEOUT' } });
    expect(asked).toEqual(['interface  A', 'interface  AAAA']);
  });

  it('asks nobody for a fixed address', async () => {
    const { sources, asked } = await openSources();
    const families = await sources.testTrial({ kind: 'static', members: ['2003:1::1111'] });
    expect(families).toMatchObject([
      { family: 'A', address: null, answers: [], reason: null },
      { family: 'AAAA', address: '2003:1::1111', agreed: 1, reason: null },
    ]);
    expect(asked).toEqual([]);
  });
});

describe('the operations', () => {
  const words = createWords('en');

  it('tell what is agreed on, who uses it, and which services there are', async () => {
    const { sources } = await openSources({
      hostsOf: () => 3,
      familiesOf: () => [
        {
          family: 'A',
          address: '93.184.216.34',
          since: Date.UTC(2026, 10, 20),
          candidate: '93.184.216.35',
          candidate_since: Date.UTC(2026, 10, 21),
          reason: { code: 'DDNS_HOLD_DOWN', params: { address: '93.184.216.35', seconds: 60 } },
        },
      ],
    });
    await sources.seed();
    const { data } = await createSourceHandlers(sources).listSources({ words } as never);
    expect(data.count).toBe(3);
    expect(data.services).toContainEqual({ id: 'google', title: 'google', kind: 'dns', families: ['A'] });
    expect(data.sources[0]).toMatchObject({
      hosts: 3,
      families: [
        {
          since: '2026-11-20T00:00:00.000Z',
          candidate_since: '2026-11-21T00:00:00.000Z',
          reason: { message: expect.stringContaining('still stands in 60 s') as string },
        },
      ],
    });
  });

  it('have words for every problem of a member', async () => {
    const problems: Readonly<Record<SourceProblem, true>> = {
      status: true,
      redirect: true,
      too_large: true,
      not_an_address: true,
      wrong_family: true,
      not_authentic: true,
      timeout: true,
      unreachable: true,
      unresolved: true,
      refused: true,
      tls: true,
      cut: true,
      no_such_member: true,
      aborted: true,
    };
    for (const problem of Object.keys(problems) as SourceProblem[]) {
      const { sources } = await openSources({ said: { A: { problem }, AAAA: { problem } } });
      const body = { kind: 'echo' as const, members: ['one'], quorum: 1 };
      const { data } = await createSourceHandlers(sources).trySource({ body, words } as never);
      expect(data.families[0]?.reason?.message).toMatch(/\bone\b.*\.$/);
    }
  });
});
