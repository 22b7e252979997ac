/** The gate with its memory and a clock: what waits, what is turned away, what a restart knows. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createAccountGate, GateClosed } from '../../../../electron/ddns/grounds/account-gate.ts';
import type { GateState } from '../../../../electron/ddns/grounds/gate.ts';
import { createMeter } from '../../../../electron/ddns/grounds/meter.ts';
import type { Http } from '../../../../electron/kernel/http.ts';
import {
  ProviderFailure,
  type Capabilities,
  type FailureClass,
} from '../../../../electron/ddns/providers/provider.ts';
import { createVirtualClock, type VirtualClock } from '../../../fakes/virtual-clock.ts';

const meter = createMeter();
let clock: VirtualClock;
let saved: GateState | null;
let saves: number;

const open = (quota: Capabilities['quota'] = {}) =>
  createAccountGate({
    meter,
    title: 'Paper',
    quota,
    saved,
    save: (state) => {
      saved = JSON.parse(JSON.stringify(state)) as GateState;
      saves++;
      return Promise.resolve();
    },
    clock,
    random: () => 0,
  });

const refuse = (failure: FailureClass, retry?: number) => (): Promise<never> =>
  Promise.reject(
    new ProviderFailure(
      { failure, ...(retry !== undefined && { retry_after: retry }) },
      { code: 'NO', message: `no: ${failure}` },
    ),
  );
const fine = (): Promise<string> => Promise.resolve('done');

beforeEach(() => {
  clock = createVirtualClock();
  saved = null;
  saves = 0;
});

it('answers what the call answers, and stores nothing where there is nothing to remember', async () => {
  const gate = open();
  expect(gate.standing()).toEqual({ state: 'unknown', next_try: null, reason: null });
  expect(await gate.run('read', fine)).toBe('done');
  expect(gate.standing().state).toBe('ok');
  const before = saves;
  for (let turn = 0; turn < 5; turn++) await gate.run('read', fine);
  expect(saves).toBe(before);
});

it('throws what the call throws, also where that is no refusal of the provider', async () => {
  const gate = open();
  await expect(gate.run('write', refuse('conflict'))).rejects.toMatchObject({ failure: 'conflict' });
  await expect(gate.run('write', () => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
  expect(gate.standing().state).toBe('unknown');
});

describe('after a refusal', () => {
  it('that stops, nothing is called until an edit, also after a restart', async () => {
    await expect(open().run('read', refuse('auth'))).rejects.toThrow('no: auth');
    const gate = open();
    let called = false;
    const call = (): Promise<void> => {
      called = true;
      return Promise.resolve();
    };
    const closed = await gate.run('read', call).catch((error: unknown) => error);
    expect(closed).toBeInstanceOf(GateClosed);
    expect(closed).toMatchObject({ opensAt: null, reason: { code: 'DDNS_ACCOUNT_AUTH' } });
    expect([called, gate.standing().state]).toEqual([false, 'stopped']);
    await gate.reset();
    await gate.run('read', call);
    expect(called).toBe(true);
  });

  it('that throttles, the time that was told is waited, also after a restart and with a clock set back', async () => {
    await expect(open().run('write', refuse('throttled', 90_000))).rejects.toThrow();
    clock.set(clock.now() - 1e10);
    const gate = open();
    await expect(gate.run('write', fine)).rejects.toMatchObject({ opensAt: clock.now() + 90_000 });
    gate.tryNow();
    await clock.advance(89_999);
    await expect(gate.run('write', fine)).rejects.toBeInstanceOf(GateClosed);
    await clock.advance(1);
    expect(await gate.run('write', fine)).toBe('done');
  });

  it('for a passing reason, the third closes it, and somebody who asks opens it for one try', async () => {
    const gate = open();
    for (let turn = 0; turn < 3; turn++) {
      await expect(gate.run('read', refuse('transient'))).rejects.toThrow('no: transient');
    }
    await expect(gate.run('read', fine)).rejects.toMatchObject({ reason: { code: 'DDNS_ACCOUNT_TROUBLE' } });
    expect(gate.standing()).toMatchObject({ state: 'waiting', next_try: clock.now() + 60_000 });
    gate.tryNow();
    await expect(gate.run('read', refuse('transient'))).rejects.toThrow('no: transient');
    await expect(gate.run('read', fine)).rejects.toBeInstanceOf(GateClosed);
  });
});

describe('a quota', () => {
  const quota = { write: [{ calls: 2, per: 3000 }] };

  it('that is full for a moment is waited for, in turn', async () => {
    const gate = open(quota);
    const times: number[] = [];
    const call = (): Promise<void> => {
      times.push(clock.elapsed());
      return Promise.resolve();
    };
    const all = Promise.all(Array.from({ length: 5 }, () => gate.run('write', call)));
    await clock.advance(10_000);
    await all;
    expect(times).toEqual([0, 0, 3000, 3000, 6000]);
  });

  it('that is full for long turns the call away, with the time when there is room', async () => {
    const gate = open({ write: [{ calls: 1, per: 60_000 }] });
    await gate.run('write', fine);
    await clock.advance(10_000);
    await expect(gate.run('write', fine)).rejects.toMatchObject({
      opensAt: clock.now() + 50_000,
      reason: { code: 'DDNS_QUOTA', params: { provider: 'Paper' } },
    });
  });

  it('is stored before the call is made, and outlives both a restart and an edit', async () => {
    const hour = { write: [{ calls: 1, per: 3_600_000 }] };
    let storedAtCall: readonly number[] = [];
    await open(hour).run('write', () => {
      storedAtCall = saved?.writes ?? [];
      return Promise.resolve();
    });
    expect(storedAtCall).toEqual([clock.now()]);
    const gate = open(hour);
    await gate.reset();
    await expect(gate.run('write', fine)).rejects.toBeInstanceOf(GateClosed);
  });
});

describe('calls side by side', () => {
  it('a success that began before a throttling does not end the wait', async () => {
    const gate = open();
    let end: (text: string) => void = () => undefined;
    const slow = gate.run('read', () => new Promise<string>((resolve) => (end = resolve)));
    await new Promise((resolve) => setImmediate(resolve));
    await expect(gate.run('read', refuse('throttled', 600_000))).rejects.toThrow();
    end('done');
    expect(await slow).toBe('done');
    expect(gate.standing()).toMatchObject({ state: 'waiting', next_try: clock.now() + 600_000 });
    await expect(gate.run('read', fine)).rejects.toBeInstanceOf(GateClosed);
  });

  it('a refusal of the old key does not stop an account that was edited meanwhile', async () => {
    const gate = open();
    let refuseNow: () => void = () => undefined;
    const slow = gate.run(
      'read',
      () =>
        new Promise<string>((_resolve, reject) => {
          refuseNow = () => {
            refuse('auth')().catch(reject);
          };
        }),
    );
    await new Promise((resolve) => setImmediate(resolve));
    await gate.reset();
    refuseNow();
    await expect(slow).rejects.toMatchObject({ failure: 'auth' });
    expect(await gate.run('read', fine)).toBe('done');
  });
});

describe('a verb of several requests', () => {
  let sent: number;
  const http: Http = meter.http(() => {
    sent++;
    return Promise.resolve({ status: 200, headers: {}, body: '' });
  });
  const pages = (count: number) => async (): Promise<void> => {
    for (let page = 0; page < count; page++) await http({ method: 'GET', url: 'https://paper.example/' });
  };
  beforeEach(() => {
    sent = 0;
  });

  it('counts each of them, and stops where there is no room for the next', async () => {
    const gate = open({ read: [{ calls: 3, per: 3_600_000 }] });
    await expect(gate.run('read', pages(5))).rejects.toThrow(GateClosed);
    expect(sent).toBe(3);
    await expect(gate.run('read', pages(1))).rejects.toThrow(GateClosed);
    await clock.advance(3_600_000);
    await gate.run('read', pages(3));
    expect(sent).toBe(6);
  });

  it('is counted for its own account, however many run at once', async () => {
    const one = open({ read: [{ calls: 3, per: 3_600_000 }] });
    const other = open({ read: [{ calls: 9, per: 3_600_000 }] });
    await Promise.all([one.run('read', pages(3)), other.run('read', pages(9))]);
    await expect(one.run('read', pages(1))).rejects.toThrow(GateClosed);
    await expect(other.run('read', pages(1))).rejects.toThrow(GateClosed);
    expect(sent).toBe(12);
  });

  it('is not counted where it belongs to no account yet', async () => {
    await pages(5)();
    expect(sent).toBe(5);
  });
});
