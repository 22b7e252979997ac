import { describe, expect, it } from 'vitest';
import {
  createPingKind,
  pingArguments,
  pingLatency,
  systemPing,
  type PingRun,
} from '../../../electron/checks/kinds/ping.ts';
import { systemClock } from '../../../electron/kernel/clock.ts';

const context = { signal: new AbortController().signal, check_id: null, interval_seconds: 60 };
const asked: (readonly string[])[] = [];

const answering = (run: Partial<PingRun>) =>
  createPingKind({
    clock: systemClock,
    resolve: (host) => Promise.resolve(host === 'nas.lan' ? ['192.168.1.10'] : []),
    platform: 'linux',
    runPing: (args) => {
      asked.push(args);
      return Promise.resolve({ missing: false, code: 0, stdout: '', stderr: '', ...run });
    },
  });

describe('a ping', () => {
  it.each([
    ['64 bytes from 192.168.1.10: icmp_seq=1 ttl=64 time=0.412 ms', 0.412],
    ['64 bytes from 192.168.1.10: seq=0 ttl=64 time=1.5 ms', 1.5],
    ['Reply from 192.168.1.10: bytes=32 time<1ms TTL=64', 1],
    ['Reply from 192.168.1.10: bytes=32 time=14ms TTL=64', 14],
    ['1 packets transmitted, 0 received, 100% packet loss, time 0ms', null],
  ])('reads %j as %s ms', (line, latency) => {
    expect(pingLatency(line)).toBe(latency);
  });

  it('runs the program with an address and nothing else of its owner', async () => {
    const kind = answering({ stdout: 'time=2.5 ms' });
    expect(await kind.run({ host: 'nas.lan', latency_ms: null }, context)).toMatchObject({
      outcome: 'ok',
      latency_ms: 2.5,
    });
    expect(asked.at(-1)).toEqual(['-n', '-c', '1', '-W', '5', '192.168.1.10']);
    expect(pingArguments('win32', '::1')).toEqual(['-n', '1', '-w', '5000', '::1']);
  });

  it.each([
    [{ missing: true, code: 1 }, 'unavailable', 'CHECK_PING_MISSING'],
    [{ code: 2, stderr: 'ping: socket: Operation not permitted' }, 'unavailable', 'CHECK_PING_NOT_PERMITTED'],
    [{ code: 1, stdout: '1 packets transmitted, 0 received' }, 'failed', 'CHECK_PING_LOST'],
  ] as const)('that ends with %j is %s', async (run, outcome, code) => {
    const finding = await answering(run).run({ host: 'nas.lan', latency_ms: null }, context);
    expect(finding).toMatchObject({ outcome, reason: { code } });
  });

  it('says so where there is no such program, and ends when it is told to', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = '/nonexistent';
    try {
      expect((await systemPing(['127.0.0.1'], context.signal)).missing).toBe(true);
    } finally {
      process.env['PATH'] = path;
    }
    await expect(systemPing(['127.0.0.1'], AbortSignal.abort(new Error('over')))).rejects.toThrow('over');
  });
});
