/** Who is connected, and what people write to each other. */
import { describe, expect, it } from 'vitest';
import { ada, answersTo, bob, by, cy, since, startLive } from './live.ts';

describe('people', () => {
  it('see who is connected, where they may', async () => {
    const { connect, clock } = await startLive();
    const first = await connect(by('admin'));
    await first.next('authenticated');
    await clock.advance(1000);
    await (await connect(by('admin'))).next('authenticated');
    await connect();
    const [answer] = await answersTo(await connect(by('key')), {
      type: 'get_online_users',
      data: {},
      id: 'o',
    });
    expect(answer).toMatchObject({ type: 'online_users', id: 'o', data: { count: 2 } });
    expect(answer?.data.users).toEqual([
      {
        user_id: ada,
        username: `name of ${ada}`,
        connected_at: '2026-11-20T08:00:00.000Z',
        roles: ['admin'],
        connections: 2,
      },
      {
        user_id: cy,
        username: `name of ${cy}`,
        connected_at: '2026-11-20T08:00:01.000Z',
        roles: [],
        connections: 1,
      },
    ]);
    const refused = await answersTo(await connect(by('reader')), { type: 'get_online_users', data: {} });
    expect(refused).toMatchObject([{ type: 'error', data: { code: 'AUTH_INSUFFICIENT_PERMISSIONS' } }]);
  });

  it('write to each other', async () => {
    const { connect } = await startLive();
    const screens = [await connect(by('reader')), await connect(by('reader'))];
    for (const screen of screens) await screen.next('authenticated');
    const message = '你好 __proto__';
    const admin = await connect(by('admin'));
    const sent = await answersTo(admin, { type: 'private_message', data: { to: bob, message }, id: 'p' });
    expect(sent).toMatchObject([
      { type: 'message_sent', id: 'p', data: { to: bob, message, connections: 2 } },
    ]);
    for (const screen of screens) {
      expect((await screen.next('private_message')).data).toEqual({
        from: ada,
        from_name: `name of ${ada}`,
        message,
      });
    }
    const from = admin.heard.length;
    await (await connect(by('key'))).next('authenticated');
    admin.say({ type: 'private_message', data: { to: cy, message }, id: 'q' });
    expect(await since(admin, from)).toMatchObject([
      { type: 'error', id: 'q', data: { code: 'RESOURCE_NOT_FOUND' } },
    ]);
  });

  it('are not written to by programs', async () => {
    const { connect } = await startLive();
    await (await connect(by('admin'))).next('authenticated');
    const refused = await answersTo(await connect(by('key')), {
      type: 'private_message',
      data: { to: ada, message: 'm' },
    });
    expect(refused).toMatchObject([{ type: 'error', data: { code: 'AUTH_SIGN_IN_NEEDED' } }]);
  });
});
