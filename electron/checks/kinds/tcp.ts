/** Ports that take connections. */
import { isOutside } from '../guard.ts';
import { failed, ok, type Finding } from '../model.ts';
import { reach, type ReachPorts } from '../reach.ts';
import type { Kind } from './kind.ts';

/** What came of something that answered: whether it was fast enough. Pure. */
export function judgeLatency(ms: number, limit: number | null, outside: boolean): Finding {
  const latency = Math.round(ms * 10) / 10;
  if (limit === null || latency <= limit) return ok({ latency_ms: latency, outside });
  return failed('CHECK_SLOW', { ms: Math.round(latency), limit }, { latency_ms: latency });
}

/** The kind. */
export function createTcpKind(ports: ReachPorts): Kind<'tcp'> {
  return {
    target: ({ host, port }) =>
      host.includes(':') ? `[${host}]:${String(port)}` : `${host}:${String(port)}`,
    async run({ host, port, latency_ms: limit }, { signal }) {
      const named = [{ hostname: host, port }];
      const reached = await reach({ host, port, named }, ports, signal);
      reached.socket.destroy();
      return judgeLatency(reached.connect_ms, limit, isOutside(host, [reached.address]));
    },
  };
}
