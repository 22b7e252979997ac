/** Copies of the state of a running program, and going back to them, also where it is killed in the middle. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../shared/api/audit.ts';
import type { Copy } from '../../../shared/api/copies.ts';
import type { SettingList } from '../../../shared/api/settings.ts';
import { adminEnv, request, signIn, type Api } from '../../support/api.ts';
import { startDaemon, type Daemon } from '../../support/daemon.ts';
import { until } from '../../support/until.ts';

let dataDir: string;
let daemon: Daemon;
let api: Api;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-copies-'));
  daemon = await startDaemon({ dataDir, env: adminEnv });
  api = await signIn(daemon.url);
});
afterEach(async () => {
  await daemon.stop('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

const copies = async (): Promise<readonly Copy[]> =>
  (await api.call<{ copies: Copy[] }>('GET', '/copies')).data.copies;
const wentBack = async (): Promise<object | null> =>
  (await api.call<{ went_back: object | null }>('GET', '/copies')).data.went_back;
const make = async (): Promise<Copy> => {
  const { status, data } = await api.call<{ copy: Copy }>('POST', '/copies');
  expect(status).toBe(200);
  return data.copy;
};
const fileOf = ({ copy_id }: Copy): string => join(dataDir, 'backups', `${copy_id}.db`);
const goBack = (copy: Pick<Copy, 'copy_id'>, name = copy.copy_id) =>
  api.call<{ from: Copy; kept: Copy }>('POST', `/copies/${copy.copy_id}/restore`, { name });
const setInterval = (seconds: number) =>
  api.call('PUT', '/settings', { changes: { 'ddns.interval_seconds': seconds } });

/** What the program holds now; not there while it is away. */
async function intervalNow(): Promise<number | undefined> {
  const { data } = await request<SettingList>(daemon.url, 'GET', '/settings', { token: api.token });
  return data.settings.find(({ key }) => key === 'ddns.interval_seconds')?.value as number;
}
const away = (): undefined => undefined;

describe('a copy', () => {
  it('is made when it is asked for, whole, and stands in the list', async () => {
    const copy = await make();
    expect(copy).toMatchObject({ why: 'manual', sound: true });
    expect(readFileSync(fileOf(copy))).toHaveLength(copy.bytes);
    expect(await copies()).toEqual([copy]);
    expect(await wentBack()).toBeNull();
  });

  it('that is damaged says so and is not gone back to', async () => {
    const copy = await make();
    writeFileSync(fileOf(copy), readFileSync(fileOf(copy)).fill(0xff, 4096));
    expect(await copies()).toMatchObject([{ copy_id: copy.copy_id, sound: false }]);
    expect((await goBack(copy)).error?.code).toBe('COPY_DAMAGED');
    expect((await api.call('GET', '/health')).status).toBe(200);
  });

  it('is not gone back to under another name, nor where there is none', async () => {
    const copy = await make();
    expect((await goBack(copy, 'state')).error?.code).toBe('COPY_NAME_WRONG');
    const none = { copy_id: 'state-20200101T000000000Z-nightly' };
    expect((await goBack(none)).error?.code).toBe('RESOURCE_NOT_FOUND');
    expect((await goBack({ copy_id: '..%2Fstate' })).status).toBe(400);
    expect(await copies()).toHaveLength(1);
  });

  it('is only gone back to by a person who may do all', async () => {
    const copy = await make();
    const key = await api.call<{ api_key: string }>('POST', '/auth/keys', { name: 'all', scopes: ['*'] });
    const response = await fetch(`${daemon.url}/api/v2/copies/${copy.copy_id}/restore`, {
      method: 'POST',
      headers: { 'x-api-key': key.data.api_key, 'content-type': 'application/json' },
      body: JSON.stringify({ name: copy.copy_id }),
    });
    expect(response.status).toBe(403);
    const body = { username: 'deputy', password: 'a password of a deputy', role: 'admin' };
    await api.call('POST', '/users', body);
    const deputy = await signIn(daemon.url, { username: body.username, password: body.password });
    const refused = await deputy.call('POST', `/copies/${copy.copy_id}/restore`, { name: copy.copy_id });
    expect(refused.error?.code).toBe('AUTH_INSUFFICIENT_PERMISSIONS');
    expect((await deputy.call('GET', '/copies')).status).toBe(200);
  });
});

describe('going back', () => {
  it('goes on from the copy, at the same address; what was before is kept and told', async () => {
    await setInterval(600);
    const copy = await make();
    await setInterval(900);
    const pid = daemon.process.pid;
    const { status, data } = await goBack(copy);
    expect(status).toBe(200);
    expect(data.from.copy_id).toBe(copy.copy_id);
    expect(data.kept).toMatchObject({ why: 'restore', sound: true });

    // The sign-in is older than the copy, so it still holds.
    await until(async () => ((await intervalNow().catch(away)) === 600 ? true : undefined));
    expect(await wentBack()).toMatchObject({ copy_id: copy.copy_id, succeeded: true });
    expect(daemon.process.pid).toBe(pid);
    expect(daemon.process.exitCode).toBeNull();
    expect((await copies()).map(({ copy_id }) => copy_id)).toEqual([data.kept.copy_id, copy.copy_id]);
    const entries = await until(async () => {
      const path = '/admin/audit-logs?action=state.restore';
      const found = (await api.call<AuditEntry[]>('GET', path)).data;
      return found.length > 0 ? found : undefined;
    });
    expect(entries).toMatchObject([
      { actor: 'admin', result: 'success', payload_redacted: { from: fileOf(copy) } },
    ]);

    // And forward again.
    expect((await goBack(data.kept)).status).toBe(200);
    await until(async () => ((await intervalNow().catch(away)) === 900 ? true : undefined));
  });

  it('to what does not start takes up again what was there before, and says so', async () => {
    const copy = await make();
    // A whole database, but one that a newer version has changed.
    const newer = new DatabaseSync(fileOf(copy));
    newer.exec("insert into kysely_migration (name, timestamp) values ('ddns_999_later', '2030-01-01')");
    newer.close();
    await setInterval(900);
    expect((await copies()).find(({ copy_id }) => copy_id === copy.copy_id)?.sound).toBe(true);
    expect((await goBack(copy)).status).toBe(200);
    const path = '/admin/audit-logs?action=state.restore&result=failure';
    const entries = await until(async () => {
      const { data } = await api.call<AuditEntry[] | null>('GET', path).catch(() => ({ data: null }));
      return data !== null && data.length > 0 ? data : undefined;
    });
    expect(entries).toMatchObject([{ actor: 'admin', payload_redacted: { from: fileOf(copy) } }]);
    expect(await intervalNow()).toBe(900);
    expect(daemon.process.exitCode).toBeNull();
    expect(daemon.output()).toContain('The copy does not start');
    expect(await wentBack()).toMatchObject({ copy_id: copy.copy_id, succeeded: false });
    // And it can be tried anew.
    expect((await goBack(await make())).status).toBe(200);
  });

  it('is asked for once; whoever asks again meanwhile is told', async () => {
    const copy = await make();
    const [one, other] = await Promise.all([goBack(copy), goBack(copy)]);
    const codes = [one, other].map(({ status, error }) => error?.code ?? status);
    expect(codes).toContain(200);
    expect(codes).toContain('COPY_RESTORING');
  });

  it('leaves one whole state or the other, whenever the process is killed', async () => {
    await setInterval(600);
    const copy = await make();
    await setInterval(900);
    // Each round is killed a little later; how far it has come by then, the machine decides.
    for (let round = 0; round < 12; round++) {
      const { data } = await goBack(copy);
      await new Promise((resolve) => setTimeout(resolve, round * 40));
      await daemon.stop('SIGKILL');
      daemon = await startDaemon({ dataDir });
      api = await signIn(daemon.url);
      const now = await intervalNow();
      expect([600, 900]).toContain(now);
      const kept = (await copies()).find(({ copy_id }) => copy_id === data.kept.copy_id);
      expect(kept?.sound).toBe(true);
      expect(readdirSync(dataDir).filter((name) => name.endsWith('.fresh'))).toEqual([]);
      if (now === 600) await setInterval(900);
    }
  });
});
