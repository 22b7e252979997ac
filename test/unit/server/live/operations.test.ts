/** Operations of the API that are asked for over a socket. */
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../electron/kernel/errors.ts';
import { partsOf } from '../../../../electron/server/live/asking.ts';
import { ada, by, since, startLive } from './live.ts';

describe('operations', () => {
  it.each([
    ['overview', 'GET /monitoring/dashboard'],
    ['performance', 'GET /performance/dashboard'],
    ['ddns', 'GET /ddns/status'],
  ])('the dashboard %s is %s', async (dashboard, operation) => {
    const { connect, asked } = await startLive();
    const client = await connect({
      ...by('admin'),
      headers: { ...by('admin').headers, 'user-agent': 'a\tb', 'accept-language': 'zh' },
    });
    client.say({ type: 'dashboard_data', data: { dashboard }, id: 'd' });
    expect(await client.next('dashboard_update')).toMatchObject({
      id: 'd',
      data: { type: dashboard, data: { done: operation } },
    });
    expect(asked).toMatchObject([
      {
        ...{ operation, parts: {} },
        by: { caller: { user_id: ada }, ip: '127.0.0.1', user_agent: 'a?b', words: { language: 'zh-CN' } },
      },
    ]);
    expect(asked[0]?.by.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('a command is given its parameters and body', async () => {
    const { connect, asked } = await startLive();
    const client = await connect(by('admin'));
    client.say({
      type: 'execute_command',
      data: { command: 'test_account', params: { account_id: 'a', deep: true } },
      id: 'c',
    });
    expect(await client.next('command_result')).toMatchObject({
      id: 'c',
      data: { command: 'test_account', result: { done: 'POST /ddns/accounts/{account_id}/test' } },
    });
    expect(asked[0]?.parts).toEqual({ params: { account_id: 'a' }, body: { deep: true } });
    client.say({ type: 'execute_command', data: { command: 'pause' } });
    await client.next('command_result');
    expect(asked[1]).toMatchObject({ operation: 'POST /ddns/pause', parts: {} });
  });

  it('a failure is told in the reader’s words; a bug says nothing of itself', async () => {
    const { connect, log } = await startLive({
      work({ operation }) {
        if (operation === 'GET /ddns/status') throw new Error('secret /etc/path');
        throw new UserError('AUTH_INSUFFICIENT_PERMISSIONS', { params: { permission: 'ddns:write' } });
      },
    });
    const client = await connect(by('admin'));
    client.say({ type: 'execute_command', data: { command: 'pause' }, id: 'c' });
    expect(await client.next('command_error')).toMatchObject({
      id: 'c',
      data: {
        command: 'pause',
        code: 'AUTH_INSUFFICIENT_PERMISSIONS',
        error: 'This needs the permission ddns:write.',
      },
    });
    client.say({ type: 'dashboard_data', data: { dashboard: 'ddns' }, id: 'd' });
    const failed = await client.next('dashboard_error');
    expect(failed).toMatchObject({ id: 'd', data: { type: 'ddns', code: 'INTERNAL_ERROR' } });
    expect(JSON.stringify(failed)).not.toContain('secret');
    expect(log).toContain('error: What was asked over a live connection failed');
  });

  it('run four at a time, sixteen wait, more are refused', async () => {
    const going: (() => void)[] = [];
    const { connect, asked } = await startLive({
      work: () =>
        new Promise<object>((resolve) =>
          going.push(() => {
            resolve({});
          }),
        ),
    });
    const client = await connect(by('admin'));
    for (let at = 0; at < 22; at += 1)
      client.say({ type: 'dashboard_data', data: { dashboard: 'ddns' }, id: String(at) });
    const refused = [await client.next('dashboard_error'), await client.next('dashboard_error')];
    expect(refused).toMatchObject(
      [20, 21].map((at) => ({ id: String(at), data: { code: 'RATE_LIMIT_EXCEEDED' } })),
    );
    expect(asked).toHaveLength(4);
    for (let at = 0; at < 20; at += 1) {
      await expect.poll(() => going.length).toBeGreaterThan(at);
      expect(asked.length - at).toBeLessThanOrEqual(4);
      going[at]?.();
      await client.next('dashboard_update');
    }
    expect(asked).toHaveLength(20);
  });

  it('of whoever has gone meanwhile are not begun', async () => {
    const going: (() => void)[] = [];
    const { connect, asked, live } = await startLive({
      work: () =>
        new Promise<object>((resolve) =>
          going.push(() => {
            resolve({});
          }),
        ),
    });
    const client = await connect(by('admin'));
    for (let at = 0; at < 6; at += 1) client.say({ type: 'execute_command', data: { command: 'pause' } });
    await expect.poll(() => going.length).toBe(4);
    await since(client, client.heard.length);
    client.socket.terminate();
    await expect.poll(() => live.open()).toBe(0);
    for (const go of going) go();
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toHaveLength(4);
  });

  it('names of a path are no body, whatever they are called', () => {
    const proto = JSON.parse('{"__proto__":{"admin":true},"alert_id":"x"}') as Record<string, unknown>;
    const { params, body } = partsOf('POST /alerts/{alert_id}/acknowledge', proto);
    expect(params).toEqual({ alert_id: 'x' });
    expect(Object.keys(body as object)).toEqual(['__proto__']);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
    expect(partsOf('POST /ddns/pause')).toEqual({});
  });
});
