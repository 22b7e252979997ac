/** The local network comes in by TLS alone, when its owner says so. In a network of its own, asked with curl. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callControl } from '../../electron/kernel/control.ts';
import { admin, adminEnv } from '../support/api.ts';
import { builtDaemon } from '../support/daemon.ts';
import { createNamespace, needsNamespaces, type Namespace } from '../support/namespace.ts';
import { needs, titled } from '../support/needs.ts';
import { startProgram, type Started } from '../support/programs.ts';
import { newFolder } from '../unit/kernel/folder.ts';

const wanted = needs.all(needsNamespaces, needs.command('curl'));
const LAN = '10.99.0.2';
const FURTHER = '10.99.0.3';

/** What curl got: its exit code (7: nobody listens, 60: not trusted), the status, the headers and the body. */
interface Got {
  readonly code: number;
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

describe.skipIf(!wanted.ok)(titled('the local network', wanted), () => {
  let network: Namespace;
  let dataDir: string;
  let daemon: Started | null = null;
  let port = '';
  let ca = '';

  beforeAll(() => {
    network = createNamespace();
    network.ip(
      'link add lan0 type veth peer name far0',
      'link set lan0 up',
      'link set far0 up',
      `addr add ${LAN}/24 dev lan0`,
    );
  });
  afterAll(() => network.remove());
  beforeEach(() => {
    dataDir = newFolder();
    ca = join(dataDir, 'ca.pem');
  });
  afterEach(async () => {
    daemon?.process.kill('SIGTERM');
    await daemon?.ended;
    daemon = null;
  });

  function curl(url: string, ...args: string[]): Got {
    const [command = '', ...first] = network.enter;
    const all = [...first, 'curl', '--silent', '--include', '--max-time', '10', ...args, url];
    const { status, stdout } = spawnSync(command, all, { encoding: 'utf8' });
    const [headers = '', ...rest] = stdout.split('\r\n\r\n');
    const code = /^HTTP\/\S+ (\d+)/.exec(headers)?.[1] ?? '0';
    return { code: status ?? -1, status: Number(code), headers, body: rest.join('\r\n\r\n') };
  }
  const plain = (path: string, ...args: string[]): Got => curl(`http://${LAN}:${port}${path}`, ...args);
  const tls = (path: string, ...args: string[]): Got =>
    curl(`https://${LAN}:8443${path}`, '--cacert', ca, ...args);
  const errorOf = ({ body }: Got): string => (JSON.parse(body) as { error: { code: string } }).error.code;

  async function start(flags: readonly string[] = [], env: NodeJS.ProcessEnv = adminEnv): Promise<void> {
    const [command = '', ...args] = network.enter;
    const all = ['--data-dir', dataDir, '--port', '0', '--dns-port', '0', '--key-source', 'file', ...flags];
    daemon = startProgram(command, [...args, process.execPath, builtDaemon, ...all], { env });
    const ready = await daemon.said(/^CloudCube ready: http:\/\/127\.0\.0\.1:(\d+) /m);
    port = ready[1] ?? '';
  }
  const set = async (key: string, value: string): Promise<void> => {
    const answer = await callControl(dataDir, 'settings', ['set', key, value]);
    expect(answer).toMatchObject({ ok: true });
  };
  async function until(look: () => boolean): Promise<void> {
    await expect.poll(look, { timeout: 40_000, interval: 200 }).toBe(true);
  }
  async function trust(): Promise<void> {
    await until(() => plain('/cloudcube-ca.crt').status === 200);
    writeFileSync(ca, plain('/cloudcube-ca.crt').body);
  }

  it('finds nobody until its owner opens the door, and nobody again when it is shut', async () => {
    await start();
    expect([plain('/').code, tls('/').code]).toEqual([7, 7]);
    await set('server.lan_access', 'true');
    await trust();
    expect(tls('/api/v2/health')).toMatchObject({ status: 200 });
    await set('server.lan_access', 'false');
    await until(() => plain('/').code === 7 && tls('/').code === 7);
    expect(curl(`http://127.0.0.1:${port}/api/v2/health`).status).toBe(200);
  });

  it('is led to TLS, where the certificate is trusted once the authority is', async () => {
    await start(['--host', LAN]);
    await trust();
    const led = plain('/accounts?x=1');
    expect(led.status).toBe(308);
    expect(led.headers).toContain(`location: https://${LAN}:8443/accounts?x=1`);
    expect(curl(`https://${LAN}:8443/`).code).toBe(60);
    expect(tls('/')).toMatchObject({ code: 0, status: 200 });
    expect(tls('/').headers).not.toContain('strict-transport-security');
    for (const path of ['/api/v2/ddns/status', '/api/docs', '/%61pi/v2/health']) {
      const refused = plain(path, '--request', 'POST');
      expect([refused.status, errorOf(refused)], path).toEqual([403, 'SERVER_TLS_REQUIRED']);
    }
  });

  it('signs in by a cookie that is bound to TLS and to this host', async () => {
    await start(['--host', LAN]);
    await trust();
    const body = JSON.stringify({ password: admin.password });
    const json = ['--header', 'content-type: application/json', '--header', `origin: https://${LAN}:8443`];
    const signedIn = tls('/api/v2/admin/login', ...json, '--data', body);
    expect(signedIn.status).toBe(200);
    expect(signedIn.headers).toMatch(/set-cookie: __Host-admin_session=[^;]+;.*Secure/i);
    expect(signedIn.headers).toMatch(/set-cookie: [^\n]*HttpOnly/i);
    // The same sign-in does not pass without TLS, and another origin's does not pass at all.
    const here = ['--header', 'content-type: application/json'];
    expect(errorOf(plain('/api/v2/admin/login', ...here, '--data', body))).toBe('SERVER_TLS_REQUIRED');
    const elsewhere = [
      '--header',
      'content-type: application/json',
      '--header',
      'origin: https://evil.example',
    ];
    expect(errorOf(tls('/api/v2/admin/login', ...elsewhere, '--data', body))).toBe(
      'SERVER_ORIGIN_NOT_ALLOWED',
    );
  });

  it('follows the addresses of this machine', async () => {
    await start(['--host', '0.0.0.0']);
    await trust();
    network.ip(`addr add ${FURTHER}/24 dev lan0`);
    const further = (): Got => curl(`https://${FURTHER}:8443/api/v2/health`, '--cacert', ca);
    await until(() => further().status === 200);
    network.ip(`addr del ${FURTHER}/24 dev lan0`);
    expect(tls('/api/v2/health').status).toBe(200);
  });

  it('gets to setup and to nothing else before there is an administrator', async () => {
    await start(['--host', LAN], {});
    await trust();
    expect(tls('/setup').status).toBe(200);
    expect(tls('/api/v2/setup').status).toBe(200);
    for (const path of ['/api/v2/health', '/api/v2/auth/login', '/openapi.json', '/accounts']) {
      const refused = tls(path);
      expect([refused.status, errorOf(refused)], path).toEqual([403, 'SERVER_SETUP_FIRST']);
    }
    expect(tls('/nic/update?hostname=x')).toMatchObject({ status: 403, body: 'badagent\n' });
  });
});
