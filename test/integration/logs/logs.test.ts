/** The log of the built daemon: its files, its store, what leads to a line, a kill, a full disk, and telemetry. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogEntry, LogEntryDetail, LogExport } from '../../../shared/api/logs.ts';
import { adminEnv, signIn, type Api } from '../../support/api.ts';
import { startDaemon, type Daemon } from '../../support/daemon.ts';
import { mountSmallDisk, needsMounts } from '../../support/mounts.ts';
import { titled } from '../../support/needs.ts';
import { checkTraces } from '../../support/otlp.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const env = { ...adminEnv, CLOUDCUBE_KEY_SOURCE: 'file' };

let dataDir: string;
let daemon: Daemon;
let api: Api;

async function start(): Promise<void> {
  daemon = await startDaemon({ dataDir, env });
  api = await signIn(daemon.url);
}
interface List {
  readonly logs: LogEntry[];
  readonly pagination: { readonly total: number };
}
const list = async (query: string): Promise<LogEntry[]> =>
  (await api.call<List>('GET', `/logs?size=1000&${query}`)).data.logs;
const fileText = (): string => readFileSync(join(dataDir, 'logs', 'cloudcube.log'), 'utf8');

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-logs-'));
  await start();
});
afterEach(async () => {
  await daemon.stop('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

/** Makes a warning: a wrong password, with a trace that somebody else began. */
async function beRefused(): Promise<string> {
  const response = await fetch(`${daemon.url}/api/v2/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent: `00-${TRACE}-${PARENT}-01` },
    body: JSON.stringify({ username: 'admin', password: 'wrong password of somebody' }),
  });
  return response.headers.get('x-request-id') ?? '';
}

it('tells of each line which request it came from, on standard error, in the store and in the file', async () => {
  const requestId = await beRefused();
  const [line] = await list('level=WARNING&module=auth');
  expect(line).toMatchObject({
    message: 'A sign-in was refused',
    request_id: requestId,
    trace_id: TRACE,
    ip_address: '127.0.0.1',
  });
  expect(daemon.output()).toContain(`"trace_id":"${TRACE}","request_id":"${requestId}"`);
  const { data } = await api.call<LogEntryDetail>('GET', `/logs/${String(line?.id)}`);
  expect(data).toEqual({ ...line, stack_trace: null });
  const me = await api.call<{ id: string }>('GET', '/auth/me');
  await api.call('POST', '/users', { username: 'ben', password: 'a long enough password', role: 'user' });
  const [made] = await list('search=%22user%20was%20made%22');
  expect(made?.trace_id).toMatch(/^[0-9a-f]{32}$/);
  expect(me.status).toBe(200);
  await daemon.stop('SIGTERM');
  expect(fileText()).toContain(requestId);
  expect(statSync(join(dataDir, 'logs', 'cloudcube.log')).mode & 0o777).toBe(0o600);
});

it('loses at most what was not written yet when it is killed, and what it has is sound', async () => {
  await beRefused();
  await daemon.stop('SIGTERM');
  await start();
  await beRefused();
  await daemon.stop('SIGKILL');
  const killed = fileText();
  for (const line of killed.trimEnd().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow();
  await start();
  const kept = await list(`search=refused`);
  expect(kept).toHaveLength(1);
  expect(new Set((await list('')).map(({ id }) => id)).size).toBe((await list('')).length);
});

describe('a file of lines', () => {
  it.each(['json', 'csv', 'txt'])(
    'can be fetched as %s by who may, under a name that nobody guesses',
    async (format) => {
      await beRefused();
      const { data, status } = await api.call<LogExport>(
        'GET',
        `/logs/export?format=${format}&min_level=WARN`,
      );
      expect(status).toBe(200);
      const answer = await fetch(daemon.url + data.download_url, {
        headers: { authorization: `Bearer ${api.token}` },
      });
      const text = await answer.text();
      expect(Buffer.byteLength(text)).toBe(data.file_size);
      expect(text).toContain('A sign-in was refused');
      expect(text).not.toContain('Signed in');
      if (format === 'json') expect(JSON.parse(text)).toHaveLength((await list('min_level=WARN')).length);
      expect((await fetch(daemon.url + data.download_url)).status).toBe(401);
      const [name = ''] = readdirSync(join(dataDir, 'exports'));
      expect(data.download_url.endsWith(name)).toBe(true);
      expect(statSync(join(dataDir, 'exports', name)).mode & 0o777).toBe(0o600);
      const guessed = await api.call(
        'GET',
        `/logs/export/download/${name.replace(/.{22}\./, `${'A'.repeat(22)}.`)}`,
      );
      expect(guessed.status).toBe(404);
      for (const file of ['..%2Fmaster.key', 'export_20261120_080000_..%2F..%2Fmaster.json']) {
        expect((await api.call('GET', `/logs/export/download/${file}`)).status).toBe(400);
      }
    },
  );

  it('is gone after a restart, and the audit log knows who made it', async () => {
    const { data } = await api.call<LogExport>('GET', '/logs/export');
    await daemon.stop('SIGKILL');
    await start();
    expect(existsSync(join(dataDir, 'exports'))).toBe(false);
    expect((await api.call('GET', data.download_url.replace('/api/v2', ''))).status).toBe(404);
    const { data: entries } = await api.call<{ action: string; actor: string }[]>(
      'GET',
      '/admin/audit-logs?action=logs.export',
    );
    expect(entries).toMatchObject([{ actor: 'admin' }]);
  });
});

it('shows the last lines of one part of the program', async () => {
  await beRefused();
  const { data } = await api.call<{ log_type: string; total_entries: number; logs: LogEntry[] }>(
    'GET',
    '/debug/logs?type=auth&lines=1',
  );
  expect(data).toMatchObject({ log_type: 'auth', lines: 1, total_entries: 1, logs: [{ module: 'auth' }] });
});

it('sends a span for each request, goes on with the trace of its caller, and never shows its key', async () => {
  const bodies: string[] = [];
  const server = createServer((incoming, answer) => {
    let body = '';
    incoming.on('data', (part: Buffer) => (body += part.toString()));
    incoming.on('end', () => {
      bodies.push(body);
      answer.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const headers = { authorization: 'Bearer secret-of-the-receiver' };
  const set = await api.call('PUT', '/debug/telemetry', { endpoint, headers });
  expect(set.data).toMatchObject({ endpoint, header_names: ['authorization'], reason: null });
  const requestId = await beRefused();
  await daemon.stop('SIGTERM');
  server.close();
  const spans = bodies.flatMap((body) => checkTraces(body));
  const mine = spans.find(({ traceId }) => traceId === TRACE);
  expect(mine).toMatchObject({ name: 'POST /api/v2/auth/login', parentSpanId: PARENT, kind: 2 });
  expect(mine?.attributes).toContainEqual({ key: 'cloudcube.request_id', value: { stringValue: requestId } });
  await start();
  const { data } = await api.call('GET', '/debug/telemetry');
  expect(data).toMatchObject({ endpoint, header_names: ['authorization'] });
  expect(JSON.stringify(data)).not.toContain('secret-of');
  const elsewhere = await api.call('PUT', '/debug/telemetry', { endpoint: 'http://192.0.2.1:4318' });
  expect(elsewhere.error?.code).toBe('TELEMETRY_HEADERS_AGAIN');
  const off = await api.call('PUT', '/debug/telemetry', { endpoint: '' });
  expect(off.data).toMatchObject({ endpoint: '', header_names: [] });
});

const onFullDisk = titled(
  'keeps going while the disk of its files is full, and writes again once there is room',
  needsMounts,
);
it.skipIf(!needsMounts.ok)(onFullDisk, async () => {
  await daemon.stop('SIGTERM');
  const disk = mountSmallDisk(join(dataDir, 'logs'));
  try {
    disk.fill();
    await start();
    await beRefused();
    expect(await list('search=refused')).toHaveLength(1);
    await daemon.stop('SIGTERM');
    expect(daemon.output()).toContain('The log file cannot be written');
    disk.free();
    await start();
    await beRefused();
    await daemon.stop('SIGTERM');
    expect(fileText()).toContain('A sign-in was refused');
  } finally {
    disk.unmount();
  }
});
