/** What this program itself takes of the machine. */
import type { MetricName } from '../../shared/metric-names.ts';
import type { Values } from './series.ts';

/** One look at it. */
export interface OwnSample {
  /** Percent of one core since the look before; `null` in the first one. */
  readonly cpu: number | null;
  /** Resident, bytes. */
  readonly memory: number;
  /** JavaScript's part that is in use, bytes. */
  readonly heap: number;
  /** ms by which a timer fired late: what was waited for while other work ran. */
  readonly event_loop_delay: number;
}

/** What the system tells of a process. */
export type ProcessFacts = Pick<NodeJS.Process, 'cpuUsage' | 'memoryUsage'>;

/** Looks at a process, this one unless told. */
export function createOwnProcess({ cpuUsage, memoryUsage }: ProcessFacts = process) {
  let before: number | null = null;
  return {
    /** `seconds` since the look before, where it can be compared with; `delay` of the timer that woke it, ms. */
    read(seconds: number | null, delay: number): OwnSample {
      const { user, system } = cpuUsage();
      const spent = (user + system) / 1e6;
      const cpu = before === null || seconds === null ? null : (100 * (spent - before)) / seconds;
      before = spent;
      const { rss, heapUsed } = memoryUsage();
      return { cpu, memory: rss, heap: heapUsed, event_loop_delay: delay };
    },
  };
}

/** As numbers of named series. */
export function ownValues({ cpu, memory, heap, event_loop_delay: delay }: OwnSample): Values {
  const values: [MetricName, number][] = [
    ['process.memory', memory],
    ['process.heap', heap],
    ['process.event_loop.delay', delay],
  ];
  if (cpu !== null) values.push(['process.cpu', cpu]);
  return new Map(values);
}
