import { decode, encode, type DecodedPacket } from 'dns-packet';
import { describe, expect, it } from 'vitest';
import { createAuthorities, type ServerAnswer } from '../../../electron/dns/authorities.ts';
import type { Egress } from '../../../electron/kernel/egress.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

const HOUR_MS = 3_600_000;
const AUTHORITATIVE = 0x0400;
const FORMAT_ERROR = 1;
const silent = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
};

/** What a server at an address sends back; `null` is silence. */
type Server = (query: DecodedPacket) => Buffer | null;

const speaking: Server = (query) => {
  const questions = query.questions ?? [];
  const [{ name } = { name: '' }] = questions;
  const answers = [{ name, type: 'A' as const, ttl: 60, data: '203.0.113.1' }];
  return encode({ type: 'response', id: query.id ?? 0, flags: AUTHORITATIVE, questions, answers });
};
const mute: Server = () => null;

/** An Internet of a few zones and servers, where nothing takes time but silence. */
function internet() {
  const clock = createVirtualClock();
  const names: Record<string, readonly string[] | Error> = { 'example.org': ['ns1.test'] };
  const addresses: Record<string, readonly string[]> = { 'ns1.test': ['198.51.100.1'] };
  const servers: Record<string, Server> = { '198.51.100.1': speaking };
  const looked: string[] = [];
  const asked: { readonly host: string; readonly query: DecodedPacket }[] = [];
  const load = { now: 0, most: 0 };
  const egress: Egress = {
    udp: ({ host }) => {
      const listeners: ((payload: Buffer) => void)[] = [];
      return Promise.resolve({
        send: (payload) => {
          const query = decode(Buffer.from(payload));
          asked.push({ host, query });
          load.now++;
          load.most = Math.max(load.most, load.now);
          setImmediate(() => {
            load.now--;
            const reply = (servers[host] ?? mute)(query);
            if (reply !== null) for (const listener of listeners) listener(reply);
          });
        },
        onMessage: (listener) => listeners.push(listener),
        close: () => listeners.splice(0),
      });
    },
    connect: () => Promise.reject(new Error('Nothing was cut')),
  };
  let id = 1;
  const authorities = createAuthorities({
    egress,
    clock,
    logger: silent,
    resolveNs: (zone) => {
      looked.push(zone);
      const found = names[zone] ?? [];
      return found instanceof Error ? Promise.reject(found) : Promise.resolve(found);
    },
    resolve: (host) => {
      const found = addresses[host];
      return found ? Promise.resolve(found) : Promise.reject(new Error(`${host} has no address`));
    },
    random16: () => (id = (id * 5 + 3) % 65_536),
  });

  /** Asks for names, and lets time pass until all is said. */
  async function ask(
    questioned: readonly string[],
    zone?: string,
  ): Promise<readonly (readonly ServerAnswer[])[]> {
    const progress = { isOver: false };
    const questions = questioned.map((name) => ({
      name,
      type: 'A' as const,
      ...(zone !== undefined && { zone }),
    }));
    const answers = authorities.ask(questions).finally(() => {
      progress.isOver = true;
    });
    for (let i = 0; i < 1000 && !progress.isOver; i++) await clock.advance(50);
    return answers;
  }
  return { clock, names, addresses, servers, looked, asked, load, ask };
}

const many = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `h${String(i)}.example.org`);
const yes = (server: string): ServerAnswer => ({ server, values: ['203.0.113.1'] });
const no = (server: string): ServerAnswer => ({ server, values: null });

describe('the servers of a zone', () => {
  it('are remembered for an hour', async () => {
    const { clock, looked, ask } = internet();
    await ask(['nas.example.org'], 'example.org');
    await ask(['nas.example.org', 'www.example.org'], 'Example.ORG.');
    expect(looked).toEqual(['example.org']);
    await clock.advance(HOUR_MS);
    await ask(['nas.example.org'], 'example.org');
    expect(looked).toEqual(['example.org', 'example.org']);
  });

  it('are looked up again once all of them were silent', async () => {
    const { servers, looked, ask } = internet();
    servers['198.51.100.1'] = mute;
    expect(await ask(['nas.example.org'], 'example.org')).toEqual([[no('ns1.test')]]);
    servers['198.51.100.1'] = speaking;
    expect(await ask(['nas.example.org'], 'example.org')).toEqual([[yes('ns1.test')]]);
    expect(looked).toHaveLength(2);
  });

  it('are looked up again where nobody could be asked for them, and are none until then', async () => {
    const { names, ask } = internet();
    const before = names['example.org'] ?? [];
    names['example.org'] = new Error('timeout');
    expect(await ask(['nas.example.org'], 'example.org')).toEqual([[]]);
    names['example.org'] = before;
    expect(await ask(['nas.example.org'], 'example.org')).toEqual([[yes('ns1.test')]]);
  });

  it('without an address say nothing, and are looked up again', async () => {
    const { names, addresses, servers, ask } = internet();
    names['example.org'] = ['ns1.test', 'ns2.test'];
    expect(await ask(['nas.example.org'])).toEqual([[yes('ns1.test'), no('ns2.test')]]);
    addresses['ns2.test'] = ['198.51.100.2'];
    servers['198.51.100.2'] = speaking;
    expect(await ask(['nas.example.org'])).toEqual([[yes('ns1.test'), yes('ns2.test')]]);
  });

  it('are six at most, the same ones in whatever order they come', async () => {
    const { names, addresses, servers, ask } = internet();
    const all = Array.from({ length: 13 }, (_, i) => `ns${String.fromCharCode(97 + i)}.test`);
    names['example.org'] = [...all].reverse();
    for (const name of all) addresses[name] = ['198.51.100.1'];
    servers['198.51.100.1'] = speaking;
    const [answers] = await ask(['nas.example.org']);
    expect(answers?.map(({ server }) => server)).toEqual(all.slice(0, 6));
  });

  it('are forgotten for the oldest of more than a thousand zones', async () => {
    const { names, looked, ask } = internet();
    const zones = Array.from({ length: 1001 }, (_, i) => `z${String(i)}.test`);
    for (const zone of zones) names[zone] = ['ns1.test'];
    for (const zone of zones) await ask([`nas.${zone}`], zone);
    looked.length = 0;
    await ask(['nas.z1.test'], 'z1.test');
    await ask(['nas.z0.test'], 'z0.test');
    expect(looked).toEqual(['z0.test']);
  });

  it('are those of the nearest zone above a name, where its zone is not told', async () => {
    const { names, looked, ask } = internet();
    names['lab.example.org'] = ['ns9.test'];
    expect(await ask(['a.b.example.org', 'nas.lab.example.org', 'nas.nowhere.test'])).toEqual([
      [yes('ns1.test')],
      [no('ns9.test')],
      [],
    ]);
    looked.length = 0;
    await ask(['a.b.example.org']);
    expect(looked).toEqual([]);
  });
});

describe('one server', () => {
  it('is asked over IPv6 only where it says nothing over IPv4', async () => {
    const { addresses, servers, asked, ask } = internet();
    addresses['ns1.test'] = ['2001:db8::53', '198.51.100.1', '198.51.100.7'];
    servers['2001:db8::53'] = speaking;
    expect(await ask(['nas.example.org'])).toEqual([[yes('ns1.test')]]);
    expect(asked.map(({ host }) => host)).toEqual(['198.51.100.1']);
    servers['198.51.100.1'] = mute;
    expect(await ask(['nas.example.org'])).toEqual([[yes('ns1.test')]]);
    expect(asked.at(-1)?.host).toBe('2001:db8::53');
  });

  it('is asked without recursion, and takes 1,232 bytes', async () => {
    const { asked, ask } = internet();
    await ask(['nas.example.org']);
    expect(asked[0]?.query).toMatchObject({
      flags: 0,
      questions: [{ name: 'nas.example.org', type: 'A', class: 'IN' }],
      additionals: [{ type: 'OPT', udpPayloadSize: 1232, ednsVersion: 0 }],
    });
  });

  it('is asked again where a datagram was lost', async () => {
    const { servers, asked, ask } = internet();
    servers['198.51.100.1'] = (query) => (asked.length === 1 ? null : speaking(query));
    expect(await ask(['nas.example.org'])).toEqual([[yes('ns1.test')]]);
    expect(asked).toHaveLength(2);
  });

  it('that does not know EDNS is asked without', async () => {
    const { servers, asked, ask } = internet();
    servers['198.51.100.1'] = (query) =>
      query.additionals?.length === 0
        ? speaking(query)
        : encode({ type: 'response', id: query.id ?? 0, flags: FORMAT_ERROR });
    expect(await ask(['nas.example.org'])).toEqual([[yes('ns1.test')]]);
    expect(asked).toHaveLength(2);
  });

  it('has 32 questions of a thousand under way at once', async () => {
    const { load, asked, ask } = internet();
    const answers = await ask(many(1000));
    expect(answers).toEqual(many(1000).map(() => [yes('ns1.test')]));
    expect(load.most).toBe(32);
    expect(asked).toHaveLength(1000);
  });

  it('that is silent is left out after three questions, and the others answer all', async () => {
    const { names, addresses, servers, asked, ask } = internet();
    names['example.org'] = ['ns1.test', 'ns2.test'];
    addresses['ns2.test'] = ['198.51.100.2'];
    servers['198.51.100.2'] = mute;
    const answers = await ask(many(1000), 'example.org');
    expect(answers).toEqual(many(1000).map(() => [yes('ns1.test'), no('ns2.test')]));
    // The first 32, twice each: of those that come after, none is asked.
    expect(asked.filter(({ host }) => host === '198.51.100.2').length).toBeLessThanOrEqual(2 * (32 + 2));
  });

  it('that is silent now and then is not left out', async () => {
    const { servers, ask } = internet();
    servers['198.51.100.1'] = (query) =>
      /^h\d*7\./.test(query.questions?.[0]?.name ?? '') ? null : speaking(query);
    const answers = await ask(many(100), 'example.org');
    expect(answers.filter(([only]) => only?.values === null)).toHaveLength(10);
  });

  it('is not asked for what can be no name, and answers the rest', async () => {
    const { ask } = internet();
    const tooLong = `${'x'.repeat(64)}.example.org`;
    expect(await ask([tooLong, 'nas.example.org'], 'example.org')).toEqual([
      [no('ns1.test')],
      [yes('ns1.test')],
    ]);
  });
});
