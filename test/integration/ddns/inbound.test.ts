/** The clients that routers and Linux boxes run, against the real server: what they report is what their owners see. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createInboundRoutes } from '../../../electron/ddns/inbound/routes.ts';
import { createInboundStore } from '../../../electron/ddns/inbound/store.ts';
import { createInboundTokens } from '../../../electron/ddns/inbound/tokens.ts';
import { createInboundUpdate, type Publication } from '../../../electron/ddns/inbound/update.ts';
import { ddnsMigrations } from '../../../electron/ddns/migrations.ts';
import { systemClock } from '../../../electron/kernel/clock.ts';
import { UserError } from '../../../electron/kernel/errors.ts';
import { createHttpServer } from '../../../electron/server/http-server.ts';
import { findCommand, needs, titled } from '../../support/needs.ts';
import { host } from '../../unit/ddns/builders.ts';
import { listen, newDatabase } from '../../unit/kernel/folder.ts';
import { createFakeAudit } from '../../fakes/audit.ts';

const ADDRESS = '93.184.216.34';
const names = ['cam.example.com', 'nas.example.com'];
const hosts = [...names, 'other.example.com'].map((name) =>
  host({ host_id: name, name, scope: 'public', source: { kind: 'inbound' } }),
);

/** The server on a port of its own, over an engine that publishes at once what is claimed. */
async function serve() {
  const logger = listen();
  const clock = systemClock;
  const tokens = await createInboundTokens({
    store: createInboundStore(await newDatabase(ddnsMigrations)),
    audit: createFakeAudit(),
    clock,
    logger,
    randomBytes,
    knowsHost: () => true,
  });
  const claims = new Map<string, string>();
  const standing = new Map<string, string>();
  const update = createInboundUpdate({
    tokens,
    host: (id) => hosts.find(({ host_id }) => host_id === id),
    claims: {
      put: (hostId, family, address) => Promise.resolve(void claims.set(`${hostId} ${family}`, address)),
    },
    stands: ({ host_id: id }, family, address) => standing.get(`${id} ${family}`) === address,
    publish(ids) {
      const publications = ids.map((id): [string, Publication] => {
        const wanted = [...claims].filter(([key]) => key.startsWith(`${id} `));
        const isNew = wanted.some(([key, address]) => standing.get(key) !== address);
        for (const [key, address] of wanted) standing.set(key, address);
        return [id, isNew ? 'changed' : 'unchanged'];
      });
      return Promise.resolve(new Map(publications));
    },
    clock,
    logger,
  });
  const app = await createHttpServer({
    routes: createInboundRoutes(update),
    allowedHosts: () => new Set(['localhost']),
    authenticate: () => {
      throw new UserError('AUTH_REQUIRED');
    },
    clock,
    logger,
  });
  onTestFinished(() => app.close());
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const { password } = await tokens.create({ name: 'Router', host_ids: names });
  return { server: new URL(url).host, url, password, standing };
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcube-inbound-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a client to its end, four minutes at most. */
function run(name: string, args: readonly string[]): Promise<{ code: unknown; output: string }> {
  const options = {
    timeout: 240_000,
    killSignal: 'SIGKILL',
    env: { PATH: process.env['PATH'], LANG: 'C' },
  } as const;
  return new Promise((resolve) => {
    const child = execFile(findCommand(name) ?? name, args, options, (error, stdout, stderr) => {
      resolve({ code: error ? (error.code ?? error.signal) : 0, output: stdout + stderr });
    });
    child.stdin?.end();
  });
}

const ddclient = needs.command('ddclient');

describe.skipIf(!ddclient.ok)(titled('ddclient', ddclient), () => {
  /** One run, with what earlier runs remember forgotten. */
  function tell(server: string, password: string, all = names, address = ADDRESS) {
    const folder = newFolder();
    const file = join(folder, 'ddclient.conf');
    const lines = [
      'ssl=no',
      'protocol=dyndns2',
      `use=ip, ip=${address}`,
      `server=${server}`,
      'login=any',
      `password=${password}`,
      all.join(','),
    ];
    writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
    const cache = join(folder, 'ddclient.cache');
    return run('ddclient', [
      '-daemon=0',
      '-foreground',
      '-verbose',
      '-noquiet',
      '-file',
      file,
      '-cache',
      cache,
    ]);
  }

  it('tells two names, and that nothing changed is no error to it', async () => {
    const { server, password, standing } = await serve();
    const first = await tell(server, password);
    for (const name of names) {
      expect(first.output).toContain(`SUCCESS:  updating ${name}: good: IP address set to ${ADDRESS}`);
    }
    expect([first.code, standing.get('cam.example.com A'), standing.get('nas.example.com A')]).toEqual([
      0,
      ADDRESS,
      ADDRESS,
    ]);
    const again = await tell(server, password);
    for (const name of names) expect(again.output).toContain(`updating ${name}: nochg: No update required`);
    expect([again.code, again.output]).toEqual([0, expect.not.stringContaining('FAILED')]);
  });

  it('says why it was refused', async () => {
    const { server, password, standing } = await serve();
    expect((await tell(server, 'ccd_wrong')).output).toContain('authorization failed (HTTP/1.1 401');
    expect((await tell(server, password, ['other.example.com'])).output).toMatch(/FAILED: .* nohost:/);
    expect((await tell(server, password, ['cam.example.com'], '100.64.0.1')).output).toMatch(
      /FAILED: .* dnserr:/,
    );
    expect(standing.size).toBe(0);
  });
});

const inadyn = needs.command('inadyn');

describe.skipIf(!inadyn.ok)(titled('inadyn', inadyn), () => {
  /** One run, after which its last address is thought to be another. */
  function tell(server: string, password: string, name = 'cam.example.com', address = ADDRESS) {
    const folder = newFolder();
    const file = join(folder, 'inadyn.conf');
    const config = `custom box@cloudcube {
      ssl = false
      ddns-server = "${server}"
      ddns-path = "/nic/update?hostname=%h&myip=%i"
      checkip-command = "echo ${address}"
      username = any
      password = ${password}
      hostname = ${name}
    }\n`;
    writeFileSync(file, config, { mode: 0o600 });
    const cache = join(folder, 'cache');
    mkdirSync(cache);
    // Without it, inadyn asks the name servers of the network what stands under the name.
    writeFileSync(join(cache, `${name}.cache`), '93.184.216.1');
    return run('inadyn', [
      ...['--once', '--foreground', '--no-pidfile', '--loglevel', 'debug'],
      ...['--config', file, '--cache-dir', cache],
    ]);
  }

  it('tells a name, and that nothing changed is no error to it', async () => {
    const { server, password, standing } = await serve();
    for (const word of ['good', 'nochg']) {
      const { code, output } = await tell(server, password);
      expect(output).toContain(`${word} ${ADDRESS}`);
      expect(output).toContain(`Successful alias table update for cam.example.com => new IP# ${ADDRESS}`);
      expect(code).toBe(0);
      expect(output).not.toContain('resolving');
    }
    expect([...standing]).toEqual([['cam.example.com A', ADDRESS]]);
  });

  it('says why it was refused', async () => {
    const { server, password, standing } = await serve();
    const wrong = await tell(server, 'ccd_wrong');
    const other = await tell(server, password, 'other.example.com');
    expect([wrong.output, other.output]).toEqual([
      expect.stringContaining('badauth'),
      expect.stringContaining('nohost'),
    ]);
    for (const { code, output } of [wrong, other]) {
      expect(code).not.toBe(0);
      expect(output).not.toContain('Successful');
    }
    expect(standing.size).toBe(0);
  });
});

describe('a plain client', () => {
  it('is answered in plain text at both addresses, whatever it asks', async () => {
    const { url, password } = await serve();
    const authorization = `Basic ${Buffer.from(`:${password}`).toString('base64')}`;
    const ask = async (path: string, init: RequestInit = {}): Promise<[number, string | null, string]> => {
      const response = await fetch(url + path, { headers: { authorization }, ...init });
      return [response.status, response.headers.get('content-type'), await response.text()];
    };
    const text = 'text/plain; charset=utf-8';
    const query = `?hostname=cam.example.com&myip=${ADDRESS}&wildcard=ON&system=dyndns&offline=YES`;
    expect(await ask(`/nic/update${query}`)).toEqual([200, text, `good ${ADDRESS}\n`]);
    expect(await ask(`/v3/update${query}`)).toEqual([200, text, `nochg ${ADDRESS}\n`]);
    expect(await ask(`/nic/update${query}`, { headers: {} })).toEqual([401, text, 'badauth\n']);
    expect(await ask(`/nic/update${query}`, { method: 'POST' })).toEqual([405, text, 'badagent\n']);
    expect(await ask('/nic/update?myip=1&myip=2')).toEqual([400, text, 'badagent\n']);
    expect((await ask(`/api/v2/nic/update${query}`))[0]).toBe(404);
  });
});
