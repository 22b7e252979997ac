/** The main job for real: interfaces, addresses and routes change, and the zone follows. In a network of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TokenPair } from '../../shared/api/auth.ts';
import type { HistoryEntry, UpdateResult } from '../../shared/api/ddns.ts';
import type { DdnsStatus } from '../../shared/api/ddns-status.ts';
import type { FamilyStatus } from '../../shared/api/ddns-hosts.ts';
import { admin, adminEnv, type Reply } from '../support/api.ts';
import { builtDaemon } from '../support/daemon.ts';
import { createLan, needsNamespaces, type Namespace } from '../support/namespace.ts';
import { titled } from '../support/needs.ts';
import { startProgram, type Started } from '../support/programs.ts';
import type { NameServer } from '../support/zone.ts';

const NAME = 'nas.home.arpa';
/** The highest of its network, so that any other would come first if it were not left out. */
const STABLE = 'fd99::ffff:ffff:ffff:ffff';
const OTHER_STABLE = 'fd99::8';

/** Looks again and again; the daemon looks at its addresses every 2 s. */
async function until<T>(look: () => Promise<T>, isRight: (found: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const found = await look();
    if (isRight(found) || tries > 100) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe.skipIf(!needsNamespaces.ok)(titled('in a network of its own', needsNamespaces), () => {
  let network: Namespace;
  let folder: string;
  let daemon: Started;
  let url: string;
  let dns: NameServer;
  let token: string;

  const call = <Data>(method: string, path: string): Promise<Reply<Data>> =>
    network.request<Data>(url, method, path, undefined, token);
  const zone = (type: 'A' | 'AAAA'): Promise<string[]> => network.askZone(dns, NAME, type);
  const update = async (): Promise<UpdateResult> =>
    (await call<UpdateResult>('POST', '/ddns/manual-update')).data;
  const history = async (): Promise<HistoryEntry[]> =>
    (await call<{ history: HistoryEntry[] }>('GET', '/ddns/history?limit=100')).data.history;
  const family = async (which: 'A' | 'AAAA'): Promise<FamilyStatus> => {
    const { data } = await call<DdnsStatus>('GET', '/ddns/status');
    return data.hosts[0]!.families.find((each) => each.family === which)!;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cloudcube-namespace-'));
    network = createLan('10.99.0.2');
    network.ip(
      'route add default via 10.99.0.1 dev lan0',
      'addr add fd99::1/64 dev lan0 nodad preferred_lft 0',
    );
    network.sysctl('ipv6.conf.lan0.use_tempaddr', 2);
    network.sysctl('ipv6.conf.lan0.dad_transmits', 0);
    network.ip(`addr add ${STABLE}/64 dev lan0 nodad mngtmpaddr valid_lft 9000 preferred_lft 8000`);
    // So many probes that the check for being unique does not end while the test runs.
    network.sysctl('ipv6.conf.lan0.dad_transmits', 10_000);
    network.ip('addr add fd99::2/64 dev lan0');

    const [command = '', ...args] = network.enter;
    const flags = ['--data-dir', join(folder, 'data'), '--port', '0', '--dns-port', '0'];
    daemon = startProgram(command, [...args, process.execPath, builtDaemon, ...flags], { env: adminEnv });
    const ready = await daemon.said(/^CloudCube ready: (\S+) \(DNS (\S+):(\d+)\)\n/m);
    url = ready[1] ?? '';
    dns = { host: ready[2] ?? '', port: Number(ready[3]) };
    const signedIn = await network.request<TokenPair>(url, 'POST', '/auth/login', admin);
    token = signedIn.data.access_token;
    await update();
  });

  afterAll(async () => {
    daemon.process.kill('SIGTERM');
    await daemon.ended;
    await network.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('publishes the stable addresses; temporary, deprecated, tentative and link-local ones are left out', async () => {
    // Flags of linux/if_addr.h, to be sure that there is something to leave out.
    const flags = network
      .read('/proc/net/if_inet6')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[5] === 'lan0')
      .map(([address = '', , , scope, bits = '']) => ({ address, scope, bits: parseInt(bits, 16) }));
    // Temporary; tentative as well for as long as the kernel looks for a duplicate.
    expect(flags.some(({ scope, bits }) => scope === '00' && (bits & 0x01) !== 0)).toBe(true);
    expect(flags).toContainEqual({ address: 'fd990000000000000000000000000001', scope: '00', bits: 0xa2 });
    expect(flags).toContainEqual({ address: 'fd990000000000000000000000000002', scope: '00', bits: 0xc0 });
    expect(flags.some(({ scope }) => scope === '20')).toBe(true);

    expect(await zone('A')).toEqual(['10.99.0.2']);
    expect(await zone('AAAA')).toEqual([STABLE]);
    expect((await history()).map(({ result, ip }) => `${result} ${ip ?? ''}`).sort()).toEqual([
      'created 10.99.0.2',
      `created ${STABLE}`,
    ]);
  });

  it('follows the address of the interface, and one row of the history tells it', async () => {
    const before = await history();
    network.ip(
      'addr del 10.99.0.2/24 dev lan0',
      'addr add 10.99.0.7/24 dev lan0',
      'route add default via 10.99.0.1 dev lan0',
    );
    expect(
      await until(
        () => zone('A'),
        ([value]) => value === '10.99.0.7',
      ),
    ).toEqual(['10.99.0.7']);
    await update();
    const rows = (await history()).slice(0, -before.length);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      host: NAME,
      family: 'A',
      previous_ip: '10.99.0.2',
      ip: '10.99.0.7',
      result: 'updated',
      trigger: 'address_change',
      reason: null,
    });
    expect(await family('A')).toMatchObject({
      state: 'ok',
      published: '10.99.0.7',
      verification: 'verified',
    });
  });

  it('stays with its address when a second one comes', async () => {
    const before = await history();
    network.ip('addr add 10.99.0.3/24 dev lan0', `addr add ${OTHER_STABLE}/64 dev lan0 nodad`);
    expect(await update()).toMatchObject({ changed: 0, unchanged: 2, failed: 0 });
    expect([await zone('A'), await zone('AAAA')]).toEqual([['10.99.0.7'], [STABLE]]);
    expect(await history()).toEqual(before);
    network.ip('addr del 10.99.0.3/24 dev lan0', `addr del ${OTHER_STABLE}/64 dev lan0`);
  });

  it('keeps the record of an address that went, and says why', async () => {
    const before = await history();
    network.ip(`addr del ${STABLE}/64 dev lan0`);
    const gone = await until(
      () => family('AAAA'),
      ({ detected }) => detected === null,
    );
    expect(gone).toMatchObject({ state: 'warning', published: STABLE });
    expect(gone.reason?.code).toBe('DDNS_ADDRESS_REFUSED');
    // Whichever of the others the kernel names first.
    expect(gone.reason?.message).toMatch(
      /^fd99::\S+ is not published: it is (not yet proven|deprecated|a temporary)/,
    );
    expect(await zone('AAAA')).toEqual([STABLE]);
    expect(await history()).toEqual(before);

    network.ip(`addr add ${OTHER_STABLE}/64 dev lan0 nodad`);
    await until(
      () => zone('AAAA'),
      ([value]) => value === OTHER_STABLE,
    );
    await update();
    const rows = (await history()).slice(0, -before.length);
    expect(rows.map(({ previous_ip, ip, result }) => [previous_ip, ip, result])).toEqual([
      [STABLE, OTHER_STABLE, 'updated'],
    ]);
  });

  it.each([
    ['its default route', ['route del default'], ['route add default via 10.99.0.1 dev lan0']],
    [
      'its interface',
      ['link set lan0 down'],
      [
        'link set lan0 up',
        'route add default via 10.99.0.1 dev lan0',
        // What goes down loses its IPv6 addresses.
        `addr add ${OTHER_STABLE}/64 dev lan0 nodad`,
      ],
    ],
  ])('without %s keeps the records, says why, and goes on by itself', async (_what, lose, bring) => {
    const before = await history();
    network.ip(...lose);
    const lost = await until(
      () => family('A'),
      ({ detected }) => detected === null,
    );
    expect(lost).toMatchObject({
      state: 'warning',
      published: '10.99.0.7',
      reason: { code: 'DDNS_NO_DEFAULT_ROUTE' },
    });
    expect([await zone('A'), await zone('AAAA')]).toEqual([['10.99.0.7'], [OTHER_STABLE]]);
    network.ip(...bring);
    const both = (): Promise<FamilyStatus[]> => Promise.all([family('A'), family('AAAA')]);
    const back = await until(both, (found) => found.every(({ state }) => state === 'ok'));
    expect(back.map(({ state }) => state)).toEqual(['ok', 'ok']);
    expect(await history()).toEqual(before);
  });
});
