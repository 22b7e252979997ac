/**
 * Child process of the bench of the hub: the hub and its sockets. What it tells carries the time at which it was told, by the
 * clock that all processes of a machine share.
 */
import { systemClock } from '../../electron/kernel/clock.ts';
import { createLogger } from '../../electron/kernel/logger.ts';
import { createHub, hubLimits } from '../../electron/server/live/hub.ts';
import { alertExample } from '../../shared/api/alerts-examples.ts';
import { createWords } from '../../shared/i18n/index.ts';
import { openSockets } from './live-sockets.ts';

/** What the process is told to do. */
export type LiveOrder =
  /** Tells an alert each second. */
  | { readonly do: 'tell'; readonly times: number }
  /** Tells lines of the log until this many readers are full. */
  | { readonly do: 'fill'; readonly readers: number }
  /** Tells alerts as fast as they are taken, through the hub or without it. Answers ms of processor time for one. */
  | { readonly do: 'spend'; readonly times: number; readonly by: 'hub' | 'loop' };

/** What is sent where no reader is meant to keep up, characters. */
const LONG_LINE = 30_000;
/** More than the system takes for one socket. */
const MOST_LINES = 400;

const words = createWords('en');
const logger = createLogger('error');
const hub = createHub({ clock: systemClock, logger, words: () => words });
const sockets = await openSockets(hub, logger);

/** ms by the machine's own clock, in any of its processes. */
const now = (): number => Number(process.hrtime.bigint()) / 1e6;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function tellAlert(): void {
  const told = { ...alertExample, current_value: now() };
  hub.publish('alerts', 'system_alert', () => told, 'info');
}

function tellLine(): void {
  const message = 'x'.repeat(LONG_LINE);
  hub.publish('logs', 'log_entry', () => ({
    ...{ id: 1, level: 'ERROR', message, module: 'bench', user_id: null, ip_address: null, request_id: null },
    ...{ trace_id: null, timestamp: '2026-11-20T08:00:00.000Z', details: null },
  }));
}

async function spend(times: number, by: 'hub' | 'loop'): Promise<number> {
  const tell =
    by === 'hub'
      ? tellAlert
      : (): void => {
          const data = { ...alertExample, current_value: now() };
          const rest = { timestamp: new Date().toISOString(), seq: 1 };
          sockets.broadcast(Buffer.from(JSON.stringify({ type: 'system_alert', data, ...rest })));
        };
  let spent = 0;
  for (let count = 0; count < times; count += 1) {
    const before = process.cpuUsage();
    tell();
    const { user, system } = process.cpuUsage(before);
    spent += (user + system) / 1000;
    // The clients share the processors, and are not to fall behind.
    await pause(40);
  }
  return spent / times;
}

async function obey(order: LiveOrder): Promise<unknown> {
  switch (order.do) {
    case 'tell':
      for (let count = 0; count < order.times; count += 1) {
        tellAlert();
        // Those who take nothing are to have something waiting all the time.
        if (hub.isWanted('logs')) tellLine();
        await pause(1000);
      }
      return { readers: hub.readers() };
    case 'fill':
      for (let count = 0; count < MOST_LINES; count += 1) {
        if (sockets.holding(hubLimits.outgoing.full) >= order.readers) break;
        tellLine();
        await pause(10);
      }
      return { full: sockets.holding(hubLimits.outgoing.full) };
    case 'spend':
      return { ms: await spend(order.times, order.by) };
  }
}

// Never outlives the bench.
process.once('disconnect', () => process.exit());
process.on('message', (order: LiveOrder) => {
  void obey(order).then((answer) => process.send?.(answer as object));
});
process.send?.({ port: sockets.port, protocols: sockets.protocols });
