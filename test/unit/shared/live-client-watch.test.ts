import { describe, expect, it } from 'vitest';
import { over } from './home.ts';

describe('the watch over a live client', () => {
  it('ends a connection on which nothing is heard for one heartbeat and a half', async () => {
    const { server, clock, client } = over();
    server.welcome();
    await clock.advance(30_000);
    server.last().say('heartbeat', { server_time: 'now' });
    await clock.advance(44_999);
    expect(client.state().is).toBe('live');
    await clock.advance(1);
    expect(client.state()).toMatchObject({ is: 'waiting', why: 1006 });
    expect(server.sockets[0]?.isClosed()).toBe(true);
  });

  it('ends one that does not come about', async () => {
    const { server, clock, client } = over();
    server.last().open();
    await clock.advance(15_000);
    expect(client.state().is).toBe('waiting');
  });

  it('finds out by the wall clock that it has slept', async () => {
    const { server, clock, client } = over();
    server.welcome();
    await clock.advance(1_000);
    clock.set(clock.now() + 3_600_000);
    await clock.advance(14_000);
    expect(client.state().is).toBe('waiting');
    expect(server.sockets).toHaveLength(1);
  });

  it('is not put off by a clock that was set back', async () => {
    const { server, clock, client } = over();
    server.welcome();
    clock.set(clock.now() - 3_600_000);
    await clock.advance(60_000);
    expect(client.state().is).not.toBe('live');
  });

  it('tries at once when poked, and asks what stands whether it still does', async () => {
    const { server, clock, client, states } = over();
    server.last().end(1006);
    client.poke();
    expect(server.sockets).toHaveLength(2);
    server.welcome();
    client.poke();
    client.poke();
    expect(server.last().sent).toEqual([{ type: 'ping', data: {} }]);
    server.last().say('pong', { server_time: 'now' });
    await clock.advance(40_000);
    expect(client.state().is).toBe('live');
    client.poke();
    await clock.advance(5_000);
    expect(states).toEqual(['waiting', 'connecting', 'live', 'waiting']);
  });

  it('comes back at once when poked after a sleep', () => {
    const { server, clock, client } = over();
    server.welcome();
    clock.set(clock.now() + 3_600_000);
    client.poke();
    expect(client.state().is).toBe('waiting');
    client.poke();
    expect(server.sockets).toHaveLength(2);
  });
});
