/** The local network comes in by TLS alone, when its owner says so. In a network of its own, asked with curl. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callControl } from '../../electron/kernel/control.ts';
import { issueCertificate, makeAuthority } from '../../electron/server/tls/authority.ts';
import type { Exposure } from '../../shared/api/exposure.ts';
import { admin, adminEnv } from '../support/api.ts';
import { builtDaemon } from '../support/daemon.ts';
import { createLan, needsNamespaces, type Namespace } from '../support/namespace.ts';
import { needs, titled } from '../support/needs.ts';
import { startProgram, type Started } from '../support/programs.ts';
import { newFolder } from '../unit/kernel/folder.ts';

const wanted = needs.all(needsNamespaces, needs.command('curl'), needs.command('openssl'));
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
    network = createLan(LAN);
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
    await expect.poll(look, { interval: 200 }).toBe(true);
  }
  async function trust(): Promise<void> {
    await until(() => plain('/cloudcube-ca.crt').status === 200);
    writeFileSync(ca, plain('/cloudcube-ca.crt').body);
  }

  /** Asks for the exposure as the administrator, from this machine; a refusal's error where there is one. */
  async function signedIn() {
    const url = `http://127.0.0.1:${port}`;
    const body = { username: admin.username, password: admin.password };
    const reply = await network.request<{ access_token: string }>(url, 'POST', '/auth/login', body);
    const token = reply.data.access_token;
    return async (method: 'GET' | 'PUT', change?: object): Promise<Exposure & { code?: string }> => {
      const { data, error } = await network.request<Exposure>(url, method, '/exposure', change, token);
      return (error ?? data) as Exposure & { code?: string };
    };
  }
  /** Of the certificate that is shown. */
  function sha256Of(address: string): string {
    const [command = '', ...first] = network.enter;
    const shown = spawnSync(command, [...first, 'openssl', 's_client', '-connect', `${address}:8443`], {
      input: '',
      encoding: 'utf8',
    }).stdout;
    const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(shown)?.[0] ?? '';
    return new X509Certificate(pem).fingerprint256;
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

  it('is shown what stands open, and opens and shuts it by one request', async () => {
    await start();
    const inside = await signedIn();
    expect(await inside('GET')).toMatchObject({
      lan: { open: false, by_host: false, setup_needed: false },
      sockets: [{ kind: 'loopback' }, { kind: 'dns' }],
      urls: [],
      certificate: null,
      authority: null,
      master_key: { source: 'file', state: 'open', reason: null },
    });
    const opened = await inside('PUT', {
      lan_access: true,
      device_port: 8099,
      trusted_proxies: ['10.99.0.7/24'],
    });
    expect(opened).toMatchObject({
      lan: { open: true },
      settings: { lan_access: true, device_port: 8099, trusted_proxies: ['10.99.0.0/24'] },
      certificate: { source: 'authority' },
      certificate_reason: null,
      authority: { urls: [`http://${LAN}:${port}/cloudcube-ca.crt`] },
    });
    expect(opened.urls).toContain(`https://${LAN}:8443/`);
    expect(opened.sockets).toContainEqual({
      ...{ kind: 'device', address: LAN, port: 8099, listening: true, reason: null },
    });
    await trust();
    // A router's update by plain HTTP, and nothing else there.
    const device = (path: string): Got => curl(`http://${LAN}:8099${path}`);
    expect(device('/nic/update?hostname=nas.home.arpa')).toMatchObject({ status: 401, body: 'badauth\n' });
    for (const path of ['/', '/api/v2/health', '/cloudcube-ca.crt', '/nic/update/..%2f..%2fapi/v2/health']) {
      expect([device(path).status, errorOf(device(path))], path).toEqual([403, 'SERVER_TLS_REQUIRED']);
    }
    // A port that somebody else holds is told, and the rest stays open.
    const taken = await inside('PUT', { device_port: Number(port) });
    expect(taken.sockets.find(({ kind }) => kind === 'device')).toMatchObject({
      listening: false,
      reason: { code: 'LISTEN_PORT_TAKEN' },
    });
    expect(tls('/api/v2/health').status).toBe(200);
    expect(await inside('PUT', { lan_access: false })).toMatchObject({
      lan: { open: false },
      certificate: null,
    });
    expect([plain('/').code, tls('/').code, device('/').code]).toEqual([7, 7, 7]);
  });

  it('shows the certificate of its owner, binds browsers to TLS with it, and says what is wrong with it', async () => {
    await start(['--host', LAN]);
    const inside = await signedIn();
    const files = { tls_certificate_file: join(dataDir, 'own.crt'), tls_key_file: join(dataDir, 'own.key') };
    expect(await inside('PUT', files)).toMatchObject({ code: 'TLS_FILE_UNREADABLE' });
    expect(await inside('PUT', { tls_key_file: files.tls_key_file })).toMatchObject({
      code: 'EXPOSURE_FILES_INCOMPLETE',
    });
    const issuer = await makeAuthority('elsewhere', Date.now());
    const write = async (): Promise<string> => {
      const made = await issueCertificate(issuer, [LAN], Date.now());
      writeFileSync(files.tls_certificate_file, made.certificate);
      writeFileSync(files.tls_key_file, made.key);
      return new X509Certificate(made.certificate).fingerprint256;
    };
    const first = await write();
    writeFileSync(ca, issuer.certificate);
    expect(await inside('PUT', files)).toMatchObject({
      certificate: { source: 'owner', subjects: [LAN], fingerprint: first },
      authority: null,
    });
    expect(tls('/').headers).toContain('strict-transport-security: max-age=31536000');
    const second = await write();
    await until(() => sha256Of(LAN) === second);
    expect(second).not.toBe(first);
    writeFileSync(files.tls_key_file, 'half of a k');
    await expect
      .poll(async () => (await inside('GET')).certificate_reason?.code, { interval: 500 })
      .toBe('TLS_FILE_NOT_PEM');
    expect(tls('/api/v2/health').status).toBe(200);
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
