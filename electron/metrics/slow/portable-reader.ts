/**
 * The reader for macOS and Windows. Processor, load and uptime come from Node at every look; for the rest
 * systeminformation starts programs (PowerShell on Windows), so each has a pace of its own and its last words stand in
 * between. It works on Linux too, where the one that reads /proc costs a fortieth of it.
 */
import * as system from 'node:os';
import type { Clock } from '../../kernel/clock.ts';
import type { Reader } from '../reader.ts';
import type { Known } from '../../kernel/known.ts';
import { createLastWords } from './last-words.ts';
import { createPortableCpu, type ProcessorSource } from './portable-cpu.ts';
import {
  filesystemsOf,
  interfacesOf,
  memoryOf,
  processesOf,
  temperaturesOf,
  type InterfaceBefore,
} from './portable-parts.ts';
import { loadSystemInformation, type LiveInformation } from './system-information.ts';

/** What the reader stands on. */
export interface PortableReaderDeps {
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  /** Gives systeminformation; asked once, at the first look. */
  readonly load?: () => Promise<LiveInformation>;
  readonly os?: ProcessorSource & { uptime(): number; totalmem(): number };
}

/** Between two questions to each, ms. Temperatures and processes are the dearest. */
const EVERY_MS = { memory: 10_000, interfaces: 10_000, filesystems: 60_000, slow: 30_000 } as const;
/** So long does a look wait, ms: the first ones for the programs to start, and none so long that the next is late. */
const PATIENCE_MS = 3_000;

const notTold: Known<never> = { unavailable: { code: 'METRICS_NOT_TOLD', params: {} } };

/** A reader on systeminformation. */
export function createPortableReader({
  clock,
  platform,
  load = loadSystemInformation,
  os = system,
}: PortableReaderDeps): Reader {
  const cpu = createPortableCpu(os, platform);
  let loaded: Promise<LiveInformation> | undefined;
  const ask = <T>(everyMs: number, read: (si: LiveInformation) => Promise<Known<T>>) =>
    createLastWords(clock, {
      everyMs,
      patienceMs: PATIENCE_MS,
      read: async () => read(await (loaded ??= load())),
    });

  const memory = ask(EVERY_MS.memory, async (si) => memoryOf(await si.mem()));
  const filesystems = ask(EVERY_MS.filesystems, async (si) => filesystemsOf(await si.fsSize()));
  const temperatures = ask(EVERY_MS.slow, async (si) => temperaturesOf(await si.cpuTemperature()));

  let before: { readonly at: number; readonly bytes: InterfaceBefore } | undefined;
  const interfaces = ask(EVERY_MS.interfaces, async (si) => {
    const told = await si.networkStats('*');
    const at = clock.elapsed();
    const seconds = before === undefined ? 0 : (at - before.at) / 1000;
    const known = interfacesOf(told, before?.bytes ?? new Map(), seconds);
    if ('value' in known) {
      const bytes = known.value.map(
        (one) => [one.interface, { received: one.bytes_received, sent: one.bytes_sent }] as const,
      );
      before = { at, bytes: new Map(bytes) };
    }
    return known;
  });

  let isFirst = true;
  const processes = ask(EVERY_MS.slow, async (si) => {
    const context = { platform, cores: os.cpus().length || 1, memoryTotal: os.totalmem(), isFirst };
    const known = processesOf(await si.processes(), context);
    isFirst = false;
    return known;
  });

  return {
    async read() {
      const at = clock.now();
      const now = { cpu: cpu(), uptime: os.uptime() };
      const [memoryNow, filesystemsNow, interfacesNow, temperaturesNow, processesNow] = await Promise.all([
        memory(),
        filesystems(),
        interfaces(),
        temperatures(),
        processes(),
      ]);
      return {
        at,
        uptime: now.uptime > 0 ? { value: now.uptime } : notTold,
        cpu: now.cpu,
        memory: memoryNow,
        filesystems: filesystemsNow,
        // macOS counts all disks in one, in operations and not in time; of Windows it knows none.
        disks: notTold,
        interfaces: interfacesNow,
        temperatures: temperaturesNow,
        fans: notTold,
        processes: processesNow,
        arrays: notTold,
      };
    },
    // What is under way ends by itself; nothing is held.
    stop: () => undefined,
  };
}
