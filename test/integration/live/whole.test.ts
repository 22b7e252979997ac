/** The whole way: what happens in a running CloudCube reaches who listens, and what they ask for happens. */
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { ServerMessage } from '../../../shared/events.ts';
import { adminEnv, request, signIn, type Api } from '../../support/api.ts';
import { inRoot } from '../../../scripts/support/paths.ts';
import { startDaemon, type Daemon } from '../../support/daemon.ts';

let daemon: Daemon;
let api: Api;

beforeAll(async () => {
  daemon = await startDaemon({ program: [inRoot('electron/daemon.ts')], env: adminEnv });
  api = await signIn(daemon.url);
}, 30_000);
afterAll(() => daemon.stop());

/** Somebody who listens. */
async function listen(token: string, topics: readonly string[]) {
  const socket = new WebSocket(`${daemon.url.replace('http', 'ws')}/api/v2/ws/connect`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const heard: ServerMessage[] = [];
  let wake: () => void = () => undefined;
  socket.on('message', (text: Buffer) => {
    heard.push(JSON.parse(text.toString()) as ServerMessage);
    wake();
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'subscribe', data: { topics } }));
  return {
    socket,
    say: (type: string, data: object) => {
      socket.send(JSON.stringify({ type, data }));
    },
    /** The next message that is such a one, from the first on. */
    async hears(is: (message: ServerMessage) => boolean): Promise<ServerMessage> {
      for (;;) {
        const at = heard.findIndex(is);
        const [found] = at === -1 ? [] : heard.splice(at, 1);
        if (found) return found;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
const isChange = (part: string) => (message: ServerMessage) =>
  message.type === 'changed' && (message.data as { part: string }).part === part;

describe('a socket', () => {
  it('hears of what is changed, measured, logged and asked for, and gives commands', async () => {
    const me = await listen(api.token, [
      ...['changes.ddns', 'changes.audit', 'changes.jobs', 'ddns_updates'],
      ...['system', 'system_metrics', 'monitoring', 'api_requests', 'logs'],
    ]);
    for (const type of ['system_status', 'metrics_update', 'monitoring_update', 'api_requests']) {
      await me.hears((message) => message.type === type);
    }
    const made = await api.call('POST', '/ddns/hosts', { name: 'live.home.arpa' });
    expect(made.status).toBe(201);
    await me.hears(isChange('ddns'));
    await me.hears(isChange('audit'));
    await me.hears(
      ({ type, data }) => type === 'ddns_update' && JSON.stringify(data).includes('live.home.arpa'),
    );
    await me.hears(
      ({ type, data }) =>
        type === 'log_entry' && (data as { message: string }).message === 'A name was updated',
    );

    me.say('execute_command', { command: 'update_now', params: { force: true } });
    const done = await me.hears(({ type }) => type === 'command_result' || type === 'command_error');
    expect(done).toMatchObject({ type: 'command_result', data: { result: { forced: true } } });
    await me.hears(isChange('jobs'));
    const { data } = await api.call<{ action: string; result: string }[]>(
      'GET',
      '/admin/audit-logs?action=live.command',
    );
    expect(data.map(({ result }) => result).sort()).toEqual(['attempt', 'success']);
    me.socket.terminate();
  }, 30_000);

  it('ends with the key that it was opened by, and with the sign-in', async () => {
    const { data: key } = await api.call<{ api_key: string; key_id: string }>('POST', '/auth/keys', {
      ...{ name: 'Live', scopes: ['monitoring:read'] },
    });
    const byKey = await listen(key.api_key, ['system']);
    await byKey.hears(({ type }) => type === 'system_status');
    const keyEnds = once(byKey.socket, 'close');
    await api.call('POST', `/auth/keys/${key.key_id}/disable`);
    expect((await keyEnds)[0]).toBe(4401);

    const other = await signIn(daemon.url);
    const byToken = await listen(other.token, ['system']);
    await byToken.hears(({ type }) => type === 'system_status');
    const tokenEnds = once(byToken.socket, 'close');
    await request(daemon.url, 'POST', '/auth/logout', { token: other.token });
    expect((await tokenEnds)[0]).toBe(4401);
  }, 30_000);

  it('is told goodbye when the program ends', async () => {
    const me = await listen(api.token, ['system']);
    await me.hears(({ type }) => type === 'system_status');
    const ended = once(me.socket, 'close');
    expect(await daemon.stop()).toBe(0);
    expect((await ended)[0]).toBe(1001);
  }, 30_000);
});
