/** Messages that ask for nothing there is. */
import { describe, expect, it } from 'vitest';
import { by, startLive } from './live.ts';

describe('what makes no sense', () => {
  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['nothing', 'null'],
    ['too deep', '['.repeat(40) + ']'.repeat(40)],
    ['no such type', { type: 'shutdown', data: {} }],
    ['a type of the language', { type: 'constructor', data: {} }],
    ['a type that is none', { type: { a: 1 }, data: {} }],
    ['no data', { type: 'subscribe' }],
    ['data of another shape', { type: 'subscribe', data: { topics: 'logs' } }],
    ['more than is known', { type: 'ping', data: { a: 1 } }],
    [
      'too many topics',
      { type: 'subscribe', data: { topics: Array.from({ length: 101 }, (_, at) => `t${String(at)}`) } },
    ],
    ['a command that is none', { type: 'execute_command', data: { command: 'rm -rf /' } }],
    ['an id that is too long', { type: 'ping', data: {}, id: 'x'.repeat(65) }],
    ['an id that is no text', { type: 'ping', data: {}, id: 7 }],
    ['a prototype', '{"type":"execute_command","data":{"command":"pause","params":{"__proto__":{"a":1}}}}'],
    [
      'a prototype in disguise',
      '{"type":"execute_command","data":{"command":"pause","params":{"\\u005f_proto__":{"a":1}}}}',
    ],
    ['a first message with more', { token: 'admin', isAdmin: true }],
  ])('%s is refused', async (_what, message) => {
    const { connect, asked } = await startLive();
    const client = await connect(by('admin'));
    await client.next('authenticated');
    client.say(message);
    expect((await client.next('error')).data.code).toBe('LIVE_MESSAGE_INVALID');
    expect(asked).toEqual([]);
    client.say({ type: 'ping', id: 'x'.repeat(64), more: 'is ignored' });
    expect((await client.next('pong')).id).toBe('x'.repeat(64));
  });

  it('ends the socket the third time in a row', async () => {
    const { connect } = await startLive();
    const client = await connect(by('admin'));
    for (const message of ['x', 'x', '{"type":"ping"}', 'x', 'x']) client.say(message);
    await client.next('pong');
    client.say({ type: 'nothing', id: 'mine' });
    for (let at = 0; at < 4; at += 1) expect(await client.next('error')).not.toHaveProperty('id');
    expect((await client.next('error')).id).toBe('mine');
    expect(await client.closed).toEqual([1008, 'LIVE_MESSAGE_INVALID']);
  });

  it('of somebody who is nobody may be short only', async () => {
    const { connect } = await startLive();
    const client = await connect();
    client.say({ type: 'ping', data: {}, more: 'x'.repeat(17_000) });
    expect((await client.next('error')).data.code).toBe('LIVE_MESSAGE_INVALID');
  });
});
