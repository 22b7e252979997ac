/** How many may come, and how often somebody may guess. */
import { describe, expect, it } from 'vitest';
import { createRequestLimits } from '../../../../electron/server/limits/request-limits.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';
import { by, startLive } from './live.ts';

describe('guessing', () => {
  const quotas = {
    ...{ service: { requests: 1000, seconds: 1 }, caller: { requests: 1000, seconds: 1, burst: 1000 } },
    ...{ anonymous: { requests: 4, seconds: 60 }, auth: { requests: 5, seconds: 60 } },
    ...{ ddns: { requests: 5, seconds: 60 }, admin: { requests: 5, seconds: 60 } },
  };
  it('is counted against the address, however it is done', async () => {
    const { connect, refused } = await startLive({
      requestLimits: createRequestLimits({ quotas: () => quotas, clock: createVirtualClock() }),
    });
    // A socket, and a guess over it.
    const first = await connect();
    first.say({ token: 'guess' });
    await first.closed;
    await (
      await connect(by('guess'))
    ).closed;
    const last = await connect();
    last.say({ token: 'guess' });
    expect((await last.next('authentication_error')).data.code).toBe('RATE_LIMIT_EXCEEDED');
    await last.closed;
    expect(await refused()).toMatchObject({ status: 429, code: 'RATE_LIMIT_EXCEEDED' });
    expect(await refused(by('guess'))).toMatchObject({ status: 429, code: 'RATE_LIMIT_EXCEEDED' });
    // Who has come in is counted by name.
    await (await connect(by('admin'))).next('authenticated');
  });
});

describe('too many', () => {
  it('of nobody are refused before they are open, and let in again when one has gone', async () => {
    const { connect, refused, live } = await startLive({ sockets: { strangersOfOne: 2 } });
    const first = await connect();
    await connect();
    expect(await refused()).toMatchObject({ status: 429, code: 'LIVE_TOO_MANY' });
    // Somebody is not nobody.
    await (await connect(by('admin'))).next('authenticated');
    first.say({ token: 'reader' });
    await first.next('authenticated');
    await connect();
    expect(live.open()).toBe(4);
  });

  it('of all addresses together, too', async () => {
    const { connect, refused } = await startLive({ sockets: { strangers: 1 } });
    await connect();
    expect(await refused()).toMatchObject({ status: 429, code: 'LIVE_TOO_MANY' });
  });

  it.each([
    ['of one', { signedInOfOne: 1 }, 'admin', 1],
    ['altogether', { signedIn: 2 }, 'key', 0],
  ])('%s are told so and ended', async (_what, sockets, token, more) => {
    const { connect, live } = await startLive({ sockets });
    const first = await connect(by('admin'));
    await first.next('authenticated');
    await (await connect(by('reader'))).next('authenticated');
    for (const options of [by(token), {}]) {
      const client = await connect(options);
      if (!('headers' in options)) client.say({ token });
      expect((await client.next('error')).data.code).toBe('LIVE_TOO_MANY');
      expect(await client.closed).toEqual([4429, 'LIVE_TOO_MANY']);
    }
    first.socket.terminate();
    await expect.poll(() => live.open()).toBe(1);
    await (await connect(by(more === 1 ? 'admin' : 'key'))).next('authenticated');
  });
});
