/** Channels as their owner makes and changes them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NotifyChannel } from '../../../../shared/api/notify.ts';
import { alertNotice, createWorld, endWorld, MINUTE, receiverOf, startStage } from './stage.ts';
import type { Stage, World } from './stage.ts';

const TOKEN = 'canary-token-4711';
const path = '/notify/channels/{channel_id}';
let world: World;
let stage: Stage;

beforeEach(async () => {
  world = createWorld();
  stage = await startStage(world);
});
afterEach(async () => {
  await stage.stop();
  endWorld(world);
});

const change = (channelId: string, body: object) =>
  stage.call<NotifyChannel>('PUT', path, { params: { channel_id: channelId }, body });

describe('a channel', () => {
  it('keeps its secrets to itself', async () => {
    const id = await stage.addChannel('phone', { settings: { token: TOKEN, server: 'https://a.example' } });
    expect(await stage.channel(id)).toMatchObject({
      settings: { to: 'phone', server: 'https://a.example' },
      ...{ secrets_set: ['token'], language: 'en', enabled: true, revision: 1, state: 'unknown' },
    });
    await stage.notify.put(alertNotice(world, '/a'));
    await world.clock.advance(MINUTE);
    const shown = [await stage.channel(id), await stage.deliveries(), world.audit.told, world.log];
    const files = ['state.db', 'state.db-wal'].map((name) =>
      readFileSync(join(world.folder, name)).toString('latin1'),
    );
    expect(`${JSON.stringify(shown)}${files.join('')}`).not.toContain(TOKEN);
    expect(await stage.notify.settingsOf(id)).toMatchObject({ token: TOKEN });
  });

  it('wants its secrets again where its messages are to go elsewhere', async () => {
    const id = await stage.addChannel('phone', { settings: { token: TOKEN, server: 'https://a.example/x' } });
    await change(id, { settings: { server: 'https://a.example/y' } });
    await expect(change(id, { settings: { server: 'https://b.example' } })).rejects.toMatchObject({
      code: 'NOTIFY_SECRETS_AGAIN',
    });
    await expect(change(id, { settings: { server: null } })).rejects.toMatchObject({
      code: 'NOTIFY_SECRETS_AGAIN',
    });
    const moved = await change(id, { settings: { server: 'https://b.example', token: 'other' } });
    expect(moved).toMatchObject({ settings: { server: 'https://b.example' }, revision: 3 });
    expect(await change(id, { settings: { token: null } })).toMatchObject({ secrets_set: [] });
  });

  it('is changed by one at a time, and has a name of its own', async () => {
    const id = await stage.addChannel('phone');
    await stage.addChannel('mail');
    await change(id, { language: 'zh-CN', revision: 1 });
    await expect(change(id, { language: 'en', revision: 1 })).rejects.toMatchObject({
      code: 'NOTIFY_CHANGED_MEANWHILE',
    });
    await expect(change(id, { name: ' mail ' })).rejects.toMatchObject({ code: 'NOTIFY_CHANNEL_EXISTS' });
    await stage.notify.put(alertNotice(world, '/a'));
    await stage.notify.put(alertNotice(world, '/b'));
    await world.clock.advance(MINUTE);
    expect(receiverOf(world, 'phone').taken).toMatchObject([{ title: '2 条告警', language: 'zh-CN' }]);
    expect(receiverOf(world, 'mail').taken).toMatchObject([{ title: '2 alerts' }]);
  });

  it.each([
    [{ kind: 'pigeon' }, 'NOTIFY_KIND_UNKNOWN', {}],
    [{ settings: { to: 7 } }, 'NOTIFY_SETTINGS_INVALID', { field: 'to' }],
    [{ settings: { stranger: 'x' } }, 'NOTIFY_SETTINGS_INVALID', { field: 'stranger' }],
    [{ settings: { to: '' } }, 'NOTIFY_SETTINGS_INVALID', {}],
  ])('is not made of %j', async (wrong, code, params) => {
    await expect(stage.addChannel('x', wrong)).rejects.toMatchObject({ code, params });
    expect(world.audit.told).toEqual([]);
  });

  it('is told in the audit log with each change, and not without it', async () => {
    const id = await stage.addChannel('phone', { settings: { token: TOKEN } });
    await change(id, { settings: { token: 'other' } });
    await stage.call('DELETE', path, { params: { channel_id: id } });
    expect(world.audit.told.map(({ action, target_id }) => [action, target_id])).toEqual([
      ['channel.create', id],
      ['channel.update', id],
      ['channel.delete', id],
    ]);
    world.audit.fail(new Error('No key'));
    await expect(stage.addChannel('other')).rejects.toThrow('No key');
    const { channels } = await stage.call<{ channels: object[] }>('GET', '/notify/channels');
    expect(channels).toEqual([]);
  });

  it('is found by its kind for messages of programs', async () => {
    expect(stage.notify.channelOf('plain')).toBe(null);
    const id = await stage.addChannel('phone');
    expect(stage.notify.channelOf('plain')).toEqual({ channel_id: id, name: 'phone' });
    expect(stage.notify.channelOf('plain', 'another')).toBe(null);
    await change(id, { enabled: false });
    expect(stage.notify.channelOf('plain')).toBe(null);
    await expect(stage.notify.deliver(id, alertNotice(world, '/a'))).rejects.toMatchObject({
      code: 'NOTIFY_CHANNEL_OFF',
    });
  });
});

describe('/alerts/notifications', () => {
  it('tells of messages about alerts alone, by channel and outcome', async () => {
    const id = await stage.addChannel('phone');
    await stage.addChannel('mail');
    receiverOf(world, 'mail').trouble = 'message';
    await stage.notify.put(alertNotice(world, '/a'));
    await world.clock.advance(MINUTE);
    await stage.call('POST', '/notify/channels/{channel_id}/test', { params: { channel_id: id } });
    const read = (query: object) => stage.call('GET', '/alerts/notifications', { query });
    expect(await read({ status: 'failed' })).toMatchObject({
      notifications: [{ alert_id: '/a', channel: 'mail', status: 'failed', sent_at: null }],
      summary: { total: 2, sent: 1, failed: 1 },
    });
    expect(await read({ channel: 'phone' })).toMatchObject({
      notifications: [{ channel_id: id, status: 'sent', reason: null }],
      summary: { total: 1, sent: 1, failed: 0 },
    });
  });
});

describe('the kinds of channels', () => {
  it('are told with their limits', async () => {
    expect(await stage.call('GET', '/notify/kinds')).toMatchObject({
      kinds: [{ kind: 'plain', knows_keys: false, limits: { title: 40, rate: [] } }, { kind: 'keyed' }],
      count: 2,
    });
  });
});
