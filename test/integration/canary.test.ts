/**
 * Every secret that CloudCube takes or makes, given to a program that says as much as it can (`--log-level debug`),
 * while providers fail and tell all that they were sent, requests are wrong, and the process is ended in every way. No
 * secret may then stand in an answer, a log line, the output of a crash, or any file of the data folder.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callControl } from '../../electron/kernel/control.ts';
import { codeOf, stepOf } from '../../electron/auth/totp/codes.ts';
import type { DnsProvider } from '../../shared/api/ddns-accounts.ts';
import { startEchoingServer, type EchoingServer } from '../fakes/echoing-server.ts';
import { signIn, type Api } from '../support/api.ts';
import { filesIn, findCanaries, formsOf, newCanary, type Canary } from '../support/canary.ts';
import { builtDaemon, startDaemon, type Daemon } from '../support/daemon.ts';
import { inRoot } from '../../scripts/support/paths.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-canary-'));
const canaries: Canary[] = [];
/** Answers that may show what they were asked to make, once. */
const answers = new Map<string, Buffer>();
const outputs: string[] = [];
let echo: EchoingServer;
let daemon: Daemon;
let api: Api;

function canary(kind: string): string {
  const made = newCanary(kind);
  canaries.push(made);
  return made.value;
}
/** A secret that the program made itself. */
function told(kind: string, value: unknown): string {
  if (typeof value !== 'string' || value.length < 10)
    throw new Error(`${kind} is no secret: ${String(value)}`);
  canaries.push({ kind, value });
  return value;
}

const adminPassword = canary("the administrator's password");

async function start(): Promise<void> {
  daemon = await startDaemon({
    dataDir,
    program: ['--import', inRoot('test/support/throw-on-signal.ts'), builtDaemon],
    flags: ['--log-level', 'debug'],
    env: { CLOUDCUBE_ADMIN_PASSWORD: adminPassword, CLOUDCUBE_KEY_SOURCE: 'file' },
  });
}
async function end(signal: NodeJS.Signals): Promise<void> {
  await daemon.stop(signal);
  outputs.push(daemon.output());
}

interface Answered<Data> {
  readonly status: number;
  readonly data: Data;
}

/** Calls and keeps the answer; `shows` names what it may show, which is taken out before it is searched. */
async function call<Data = unknown>(
  method: string,
  path: string,
  body?: unknown,
  { shows = [], token = api.token }: { shows?: readonly string[]; token?: string } = {},
): Promise<Answered<Data>> {
  const response = await fetch(`${daemon.url}/api/v2${path}`, {
    method,
    redirect: 'manual',
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed = (text.startsWith('{') ? JSON.parse(text) : {}) as { data?: Record<string, unknown> };
  const kept = JSON.stringify({
    ...parsed,
    data: Object.fromEntries(Object.entries(parsed.data ?? {}).filter(([key]) => !shows.includes(key))),
    headers: [...response.headers],
  });
  answers.set(`answer ${String(answers.size)} of ${method} ${path}`, Buffer.from(kept));
  return { status: response.status, data: parsed.data as Data };
}

interface CredentialSchema {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, { readonly writeOnly?: boolean; readonly default?: string }>>;
}

/** Credentials of a provider with a canary as every secret one. */
function credentialsOf({ provider, credentials }: DnsProvider): Record<string, string> {
  const { properties } = credentials as unknown as CredentialSchema;
  return Object.fromEntries(
    Object.entries(properties).map(([name, { writeOnly, default: standard }]) => {
      if (writeOnly !== true) return [name, standard ?? `known-${name.replaceAll('_', '-')}`];
      if (provider !== 'rfc2136') return [name, canary(`${provider} ${name}`)];
      // The key is what its Base64 stands for; a key that is a text is found in every other form as well.
      const value = newCanary('').value.slice(0, 27);
      canaries.push({ kind: 'TSIG key', value });
      return [name, Buffer.from(value).toString('base64')];
    }),
  );
}

async function keepAccounts(): Promise<void> {
  const { data } = await call<{ providers: DnsProvider[] }>('GET', '/ddns/providers');
  for (const provider of data.providers) {
    for (const [way, where] of [
      ['dead', 'http://127.0.0.1:1'],
      ['echo', echo.url],
    ] as const) {
      const isDns = provider.endpoint.startsWith('dns:');
      const zone = `${provider.provider}-${way}.internal`;
      const credentials = credentialsOf(provider);
      const made = await call<{ account_id: string }>('POST', '/ddns/accounts', {
        name: zone,
        provider: provider.provider,
        credentials,
        endpoint: isDns ? 'dns://127.0.0.1:1' : where,
        ...(isDns
          ? {}
          : { proxy: way === 'dead' ? `http://me:${canary('proxy password')}@127.0.0.1:1` : null }),
        zones: [zone],
      });
      expect(made.status, zone).toBe(201);
      const { account_id: id } = made.data;
      await call('POST', `/ddns/accounts/${id}/test`, {});
      await call('POST', '/ddns/accounts/test', {
        provider: provider.provider,
        credentials,
        endpoint: isDns ? 'dns://127.0.0.1:1' : where,
      });
      await call('PUT', `/ddns/accounts/${id}`, {
        credentials: { ...credentials, unknown: canary('unknown credential') },
      });
      await call('POST', '/ddns/hosts', { name: `nas.${zone}`, account_id: id, families: ['A'] });
      await call('GET', `/ddns/records?account_id=${id}`);
      await call('GET', `/ddns/accounts/${id}`);
    }
  }
}

async function makeSecretsOfPeople(): Promise<void> {
  const password = canary('password of a user');
  const user = await call<{ id: string }>('POST', '/users', { username: 'ben', password, role: 'admin' });
  expect(user.status).toBe(201);
  const next = canary('password that was reset');
  expect((await call('POST', `/users/${user.data.id}/reset-password`, { new_password: next })).status).toBe(
    200,
  );
  const signedIn = await call<Record<string, string>>(
    'POST',
    '/auth/login',
    { username: 'ben', password: next },
    {
      shows: ['access_token', 'refresh_token'],
    },
  );
  const token = told('access token', signedIn.data['access_token']).split('.').at(-1) ?? '';
  told('signature of an access token', token);
  const refresh = told('refresh token', signedIn.data['refresh_token']);
  const mine = { token: signedIn.data['access_token'] ?? '' };
  const renewed = await call<Record<string, string>>(
    'POST',
    '/auth/refresh',
    { refresh_token: refresh },
    {
      shows: ['access_token', 'refresh_token'],
    },
  );
  told('next refresh token', renewed.data['refresh_token']);

  const totp = await call<{ secret: string }>(
    'POST',
    '/auth/totp',
    { password: next },
    { ...mine, shows: ['secret', 'otpauth_uri', 'uri'] },
  );
  const secret = told('TOTP secret', totp.data.secret);
  const bytes = Uint8Array.from(
    [...secret]
      .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
      .join('')
      .match(/.{8}/g) ?? [],
    (byte) => Number.parseInt(byte, 2),
  );
  canaries.push({ kind: 'TOTP secret in hex', value: Buffer.from(bytes).toString('hex') });
  const confirmed = await call<{ recovery_codes: string[] }>(
    'POST',
    '/auth/totp/confirm',
    { code: codeOf(bytes, stepOf(Date.now())) },
    { ...mine, shows: ['recovery_codes'] },
  );
  for (const code of confirmed.data.recovery_codes) told('recovery code', code);

  const key = await call<{ api_key: string; key_id: string }>(
    'POST',
    '/auth/keys',
    { name: 'k', scopes: ['ddns:read'] },
    { shows: ['api_key'] },
  );
  told('secret of an API key', told('API key', key.data.api_key).split('.')[1]);
  const rotated = await call<{ api_key: string }>(
    'POST',
    `/auth/keys/${key.data.key_id}/rotate`,
    {},
    { shows: ['api_key'] },
  );
  told('rotated API key', rotated.data.api_key);

  const hosts = await call<{ hosts: { host_id: string }[] }>('GET', '/ddns/hosts');
  const device = await call<{ token: string }>(
    'POST',
    '/ddns/inbound-tokens',
    { name: 'router', host_ids: [hosts.data.hosts[0]?.host_id] },
    { shows: ['token'] },
  );
  const devicePassword = told('password of a device', device.data.token);
  await fetch(`${daemon.url}/nic/update?hostname=x.internal&myip=1.2.3.4`, {
    headers: { authorization: `Basic ${btoa(`x:${devicePassword}`)}` },
  });

  const provider = { id: 'home', title: 'Home', issuer: echo.url, client_id: 'c', enabled: true };
  const oidc = await call('POST', '/auth/oidc/providers', {
    ...provider,
    client_secret: canary('OIDC client secret'),
  });
  expect(oidc.status).toBe(201);
  await call('GET', '/auth/oidc/start/home');
  await call('GET', '/auth/oidc/callback?state=x&code=y');

  const ticket = await callControl(dataDir, 'ticket', []);
  const [, opened] = /#ticket=(\S+)/.exec(ticket?.ok ? String(ticket.result) : '') ?? [];
  const page = await fetch(`${daemon.url}/api/v2/auth/ticket`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ticket: told('ticket', opened) }),
  });
  told('session cookie', /=([^;]+)/.exec(page.headers.get('set-cookie') ?? '')?.[1]);
  const generated = await callControl(dataDir, 'reset-password', ['ben', '']);
  told('generated password', /It is now: (\S+)/.exec(generated?.ok ? String(generated.result) : '')?.[1]);
}

/** Channels of most kinds, each at a receiver that is not there or repeats all that it is sent. */
async function keepChannels(): Promise<void> {
  const dead = 'https://127.0.0.1:1';
  const secret = (what: string): string => canary(`${what} of a channel`);
  const path = (what: string): string => `/hook/${secret(what)}?key=${secret(what)}`;
  const signing = newCanary('').value;
  canaries.push({ kind: 'signing secret of a channel', value: signing });
  const mail = { port: 1, username: 'nas', from: 'nas@home.arpa', to: ['owner@home.arpa'] };
  const settings: readonly (readonly [string, object])[] = [
    [
      'webhook',
      { url: `${echo.url}${path('webhook')}`, secret: `whsec_${Buffer.from(signing).toString('base64')}` },
    ],
    [
      'alertmanager',
      { url: `${echo.url}${path('alertmanager')}`, authorization: `Bearer ${secret('alertmanager')}` },
    ],
    ['telegram', { token: `123456:${secret('telegram')}`, chat_id: '1', endpoint: echo.url }],
    ['ntfy', { topic: secret('ntfy topic'), token: secret('ntfy'), endpoint: echo.url }],
    ['gotify', { token: secret('gotify'), endpoint: echo.url }],
    ['bark', { device_key: secret('bark'), endpoint: echo.url }],
    ['pushdeer', { push_key: secret('pushdeer'), endpoint: echo.url }],
    ['matrix', { token: secret('matrix'), room_id: '!room:home.arpa', endpoint: echo.url }],
    ['slack', { webhook_url: `${dead}${path('slack')}` }],
    ['discord', { webhook_url: `${dead}${path('discord')}` }],
    ['dingtalk', { webhook_url: `${dead}${path('dingtalk')}`, secret: secret('dingtalk') }],
    ['feishu', { webhook_url: `${dead}${path('feishu')}`, secret: secret('feishu') }],
    ['wecom', { webhook_url: `${dead}${path('wecom')}` }],
    ['email', { ...mail, host: '127.0.0.1', security: 'none', password: secret('email') }],
    ['mqtt', { ...{ host: '127.0.0.1', port: 1, tls: false, topic: 'nas' }, password: secret('mqtt') }],
  ];
  const tries = settings.map(async ([kind, given]) => {
    const made = await call<{ channel_id: string }>('POST', '/notify/channels', {
      ...{ name: `${kind} of a test`, kind, settings: given },
    });
    expect(made.status, kind).toBe(201);
    const place = `/notify/channels/${made.data.channel_id}`;
    await call('POST', `${place}/test`);
    await call('PUT', place, { settings: { ...given, unknown: secret('unknown') } });
    await call('PUT', place, { settings: given });
    await call('GET', place);
  });
  await Promise.all(tries);
  await call('POST', '/integrations/slack/notify', { message: 'Done' });
  await call('POST', '/integrations/telegram/send', { chat_id: 1, message: 'Done' });
  await call('POST', '/integrations/email/send', { to: 'ada@example.com', subject: 'Done', body: 'Done' });
  const wrong = secret('wrong');
  await call('POST', '/notify/channels', { name: 'x', kind: 'ntfy', settings: { topic: [wrong] } });
  await call('POST', '/notify/channels', { name: 'x', kind: 'ntfy', settings: wrong });
  await call('POST', '/notify/channels', {
    ...{ name: 'x', kind: 'webhook', settings: { url: `https://x:${wrong}@h/`, secret: wrong } },
  });
}

/** Requests that are wrong in every way, with a secret in the place where it belongs or beside it. */
async function sendWrong(): Promise<void> {
  const wrong = canary('wrong password');
  await call('POST', '/auth/login', { username: 'admin', password: wrong });
  await call('POST', '/auth/login', { username: 'admin', password: { value: wrong } });
  await call('POST', '/auth/login', { username: 'admin', password: [wrong], totp_code: wrong });
  await call('POST', '/auth/login', { username: 'admin', password: wrong.repeat(20) });
  await call('POST', '/auth/login', `{"username":"admin","password":"${wrong}"`);
  await call('POST', '/users', { username: 'eve', password: wrong, role: 'nobody' });
  await call('POST', '/users/me/change-password', { old_password: wrong, new_password: wrong.slice(0, 5) });
  await call('POST', '/auth/refresh', { refresh_token: wrong });
  await call('POST', '/setup', { token: wrong, password: wrong });
  await call('POST', '/auth/ticket', { ticket: wrong });
  await call('POST', '/oauth/token', {
    grant_type: 'client_credentials',
    client_id: 'x',
    client_secret: wrong,
  });
  await call('GET', '/auth/me', undefined, { token: wrong });
  await call('POST', '/ddns/accounts', {
    name: 'x',
    provider: 'cloudflare',
    credentials: { token: [wrong] },
  });
  await call('POST', '/ddns/accounts', { name: 'x', provider: 'cloudflare', credentials: wrong });
  await call('POST', '/ddns/accounts', {
    name: 'x',
    provider: 'cloudflare',
    credentials: { token: wrong },
    proxy: `ftp://x:${wrong}@h`,
  });
  await call('POST', '/ddns/accounts', {
    name: 'x',
    provider: 'cloudflare',
    credentials: { token: wrong },
    endpoint: `https://x:${wrong}@h/`,
  });
  await call('POST', '/auth/oidc/providers', {
    id: 'x',
    title: 'x',
    issuer: `https://x:${wrong}@h`,
    client_id: 'x',
    client_secret: wrong,
  });
  await fetch(`${daemon.url}/nic/update?hostname=x`, {
    headers: { authorization: `Basic ${btoa(`x:${wrong}`)}` },
  });
  await fetch(`${daemon.url}/api/v2/auth/me`, {
    headers: { 'x-api-key': wrong, cookie: `admin_session=${wrong}` },
  });
}

beforeAll(async () => {
  echo = await startEchoingServer();
  await start();
  const signedIn = await signIn(daemon.url, { username: 'admin', password: adminPassword });
  api = { ...signedIn, token: told("the administrator's token", signedIn.token) };
  // What is said least often is kept as well.
  await callControl(dataDir, 'settings', ['set', 'logs.level', 'debug']);
  const header = canary('header for telemetry');
  const telemetry = { endpoint: echo.url, headers: { authorization: `Bearer ${header}` } };
  expect((await call('PUT', '/debug/telemetry', telemetry)).status).toBe(200);
  await keepAccounts();
  await keepChannels();
  await makeSecretsOfPeople();
  await sendWrong();
  await call('POST', '/ddns/manual-update?force=true');
  for (const path of [
    '/ddns/accounts',
    '/ddns/status',
    '/ddns/history',
    '/ddns/hosts',
    '/users',
    '/auth/keys',
    '/auth/sessions',
    '/auth/oidc/providers',
    '/ddns/inbound-tokens',
    '/debug/telemetry',
    '/notify/channels',
    '/notify/deliveries',
    '/alerts/notifications',
    '/admin/audit-logs?limit=1000',
    '/logs?size=1000',
    '/logs/export?format=json',
  ]) {
    await call('GET', path);
  }
  // The log is stored when it ends in peace.
  await end('SIGTERM');
  await start();
  await call('POST', '/ddns/manual-update?force=true');
  await end('SIGABRT');
  await start();
  await call('POST', '/ddns/manual-update?force=true');
  await end('SIGUSR2');
  await start();
  await end('SIGKILL');
  await start();
  await callControl(dataDir, 'rotate-signing-key', []);
  await end('SIGTERM');
});
afterAll(async () => {
  await echo.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** All that the program has left and said. */
const places = (): Map<string, Buffer> =>
  new Map([
    ...filesIn(dataDir),
    ...answers,
    ...outputs.map((text, nth) => [`output ${String(nth + 1)}`, Buffer.from(text)] as const),
  ]);

describe('the search', () => {
  it('finds a secret in every form, wherever it stands in a file', () => {
    const planted = newCanary('planted');
    for (const [form, bytes] of formsOf(planted.value)) {
      for (const shift of [0, 1, 2, 3]) {
        const file = Buffer.concat([Buffer.alloc(1000 + shift, 7), bytes, Buffer.alloc(100, 9)]);
        expect(findCanaries([planted], new Map([['x', file]])), form).not.toEqual([]);
      }
    }
    const shifted = [0, 1, 2].map((shift) => Buffer.from(btoa(`${'a'.repeat(shift)}${planted.value}b`)));
    for (const file of shifted) expect(findCanaries([planted], new Map([['x', file]]))).not.toEqual([]);
  });

  it('finds what does stand there: a name in the database, in answers, and an error in the output', () => {
    const known = [
      { kind: 'name', value: 'cloudflare-echo.internal' },
      { kind: 'channel', value: 'matrix of a test' },
      { kind: 'bug', value: 'A bug made by a test' },
      { kind: 'line', value: 'A sign-in was refused' },
    ];
    const found = findCanaries(known, places()).join('\n');
    expect(found).toContain('name as plain in state.db');
    expect(found).toContain('name as plain in answer');
    expect(found).toContain('channel as plain in state.db');
    expect(found).toContain('bug as plain in output 3');
    expect(found).toContain('bug as plain in logs/cloudcube.log');
    expect(found).toContain('line as plain in metrics.db');
  });

  it('had something to find: providers were asked, and failed', () => {
    expect(echo.count()).toBeGreaterThan(20);
    expect(canaries.length).toBeGreaterThan(100);
    expect(outputs.map((text) => text.includes('"level":"debug"'))).toEqual([true, true, true, true, true]);
  });
});

it('no secret stands in an answer, a log, the output of a crash or a file', () => {
  expect(findCanaries(canaries, places())).toEqual([]);
});
