/** Names, asked over real sockets: of stand-ins that say what they are told, and of Knot. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createExamine } from '../../../electron/checks/examine.ts';
import type { NameServer } from '../../../electron/checks/dns/servers.ts';
import { createDnsKind, type DnsPorts } from '../../../electron/checks/kinds/dns.ts';
import type { Kinds } from '../../../electron/checks/kinds/kind.ts';
import type { Finding } from '../../../electron/checks/model.ts';
import { checkTold } from '../../../electron/checks/told.ts';
import { systemClock } from '../../../electron/kernel/clock.ts';
import { startKnot } from '../../support/knot.ts';
import { needs, titled } from '../../support/needs.ts';
import { flag, startNameServer, type SayingServer } from './name-server.ts';

let authority: SayingServer;
let resolver: SayingServer;
let servers: readonly NameServer[];
let published: readonly string[] | null;

beforeEach(async () => {
  authority = await startNameServer();
  resolver = await startNameServer();
  servers = [{ name: 'ns.example.net', targets: [{ host: '127.0.0.1', port: authority.port }], own: true }];
  published = null;
});
afterEach(async () => {
  await authority.close();
  await resolver.close();
});

const a = (...values: string[]) =>
  values.map((data) => ({ type: 'A', name: 'nas.example.net', ttl: 60, data }) as const);

async function look(config: object): Promise<Finding> {
  const ports: DnsPorts = {
    ...{ clock: systemClock, random16: () => 4711, resolvers: () => [`127.0.0.1:${String(resolver.port)}`] },
    ...{ nameServersOf: () => Promise.resolve(servers), published: () => published },
  };
  const kinds = { dns: createDnsKind(ports) } as unknown as Kinds;
  const uplink = { isDown: () => Promise.resolve(false), proven: () => Promise.resolve() };
  const examine = createExamine({ kinds, clock: systemClock, uplink, ending: new AbortController().signal });
  const told = checkTold(kinds, 'dns', { name: 'nas.example.net', ...config });
  const finding = await examine(told, 10, { check_id: null, interval_seconds: 60 });
  if (!finding) throw new Error('It says nothing');
  return finding;
}
const code = async (config: object): Promise<string> => (await look(config)).reason?.code ?? 'ok';

describe('a name', () => {
  it('is well when its servers and resolvers say the same, in whatever order', async () => {
    authority.say = () => ({ answers: a('192.0.2.1', '192.0.2.2'), flags: flag.aa });
    resolver.say = () => ({ answers: a('192.0.2.2', '192.0.2.1') });
    expect(await look({})).toMatchObject({ outcome: 'ok', warnings: [] });
    expect(await code({ expected: ['192.0.2.2', '192.0.2.1'] })).toBe('ok');
    expect(await code({ expected: ['192.0.2.2'] })).toBe('CHECK_DNS_EXPECTED');
  });

  it('is not well when one of them says something else', async () => {
    authority.say = () => ({ answers: a('192.0.2.1'), flags: flag.aa });
    resolver.say = () => ({ answers: a('192.0.2.9') });
    const { reason } = await look({});
    expect(reason).toMatchObject({
      code: 'CHECK_DNS_DISAGREE',
      params: { server: 'ns.example.net', answer: '192.0.2.1', other_answer: '192.0.2.9' },
    });
    resolver.say = () => ({ flags: flag.nxdomain });
    expect(await code({})).toBe('CHECK_DNS_DISAGREE');
  });

  it('is held against what CloudCube published', async () => {
    authority.say = () => ({ answers: a('192.0.2.1'), flags: flag.aa });
    resolver.say = authority.say;
    expect(await look({ published: true })).toMatchObject({
      outcome: 'unavailable',
      reason: { code: 'CHECK_DNS_NOT_PUBLISHED' },
    });
    published = ['192.0.2.1'];
    expect(await code({ published: true })).toBe('ok');
    published = ['192.0.2.7'];
    expect(await code({ published: true })).toBe('CHECK_DNS_EXPECTED');
  });

  it('with a silent server among several is warned of, and fails where all are silent', async () => {
    authority.say = () => ({ answers: a('192.0.2.1'), flags: flag.aa });
    resolver.say = () => ({ flags: flag.servfail });
    expect(await look({})).toMatchObject({
      outcome: 'ok',
      warnings: [{ code: 'CHECK_DNS_RCODE', params: { rcode: 'SERVFAIL' } }],
    });
    await authority.close();
    expect(await code({})).toBe('CHECK_DNS_SILENT');
    authority = await startNameServer();
  });

  it('whose server does not speak for it is not well', async () => {
    authority.say = () => ({ answers: a('192.0.2.1') });
    resolver.say = () => ({ flags: flag.servfail });
    expect((await look({})).reason).toMatchObject({ code: 'CHECK_DNS_RCODE', params: { rcode: 'LAME' } });
  });

  it('that nobody speaks for, or that has no such record, is told so', async () => {
    authority.say = () => ({ flags: flag.aa });
    resolver.say = () => ({});
    expect(await code({})).toBe('CHECK_DNS_EMPTY');
    servers = [];
    expect(await code({})).toBe('CHECK_DNS_NO_SERVERS');
  });

  it('is asked again over TCP where the answer was cut', async () => {
    const many = Array.from({ length: 30 }, (_, index) => `192.0.2.${String(index)}`);
    authority.say = (_name, _type, overTcp) =>
      overTcp ? { answers: a(...many), flags: flag.aa } : { flags: flag.aa | flag.tc };
    expect(await code({ resolvers: [`127.0.0.1:${String(authority.port)}`], expected: many })).toBe('ok');
  });

  it('is not asked of a metadata service, though it was named as a resolver', async () => {
    const { outcome, reason } = await look({ authoritative: false, resolvers: ['169.254.169.254'] });
    expect([outcome, reason?.code]).toEqual(['failed', 'CHECK_DNS_NO_SERVERS']);
  });

  it.each([
    [{ published: true, type: 'TXT' }, 'config.type'],
    [{ published: true, expected: ['192.0.2.1'] }, 'config.expected'],
    [{ resolvers: ['300.1.1.1'] }, 'config.resolvers.0'],
    [{ name: 'a b' }, 'config.name'],
  ])('takes no %j', async (config, path) => {
    await expect(look(config)).rejects.toMatchObject({ code: 'VALIDATION_ERROR', params: { path } });
  });
});

describe.skipIf(!needs.command('knotd').ok)(titled('records of every type', needs.command('knotd')), () => {
  it('are read as a real server writes them', async () => {
    const key = { name: 'k', algorithm: 'hmac-sha256', secret: Buffer.alloc(32, 1).toString('base64') };
    const lines = [
      'nas.example.net. 60 A 192.0.2.1',
      'nas.example.net. 60 AAAA 2001:DB8:0:0::1',
      'example.net. 60 MX 10 Mail.Example.net.',
      'example.net. 60 TXT "v=spf1" " -all"',
      'www.example.net. 60 CNAME nas.example.net.',
    ];
    const knot = await startKnot('example.net', lines, [key]);
    servers = [{ name: 'ns.example.net', targets: [{ host: '127.0.0.1', port: knot.port }], own: true }];
    resolver.say = () => ({ flags: flag.servfail });
    try {
      for (const [name, type, expected] of [
        ['nas.example.net', 'A', '192.0.2.1'],
        ['NAS.example.net.', 'AAAA', '2001:db8::1'],
        ['example.net', 'MX', '10 mail.example.net'],
        ['example.net', 'TXT', 'v=spf1 -all'],
        ['www.example.net', 'CNAME', 'NAS.example.net'],
        ['example.net', 'NS', 'ns.example.net.'],
      ]) {
        expect([name, type, await code({ name, type, expected: [expected] })]).toEqual([name, type, 'ok']);
      }
      expect(await code({ name: 'gone.example.net' })).toBe('CHECK_DNS_EMPTY');
    } finally {
      await knot.close();
    }
  });
});
