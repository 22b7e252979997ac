/** What this machine is made of. Read when somebody asks, and kept for a day: it takes programs and some tenths of a second. */
import { cpus, totalmem } from 'node:os';
import type { Clock } from '../../kernel/clock.ts';
import type { Known } from '../../kernel/known.ts';
import { readBlockDevices, type BlockDevice } from './block-devices.ts';
import { readOperatingSystem, type OperatingSystem } from './operating-system.ts';
import {
  loadSystemInformation,
  toldAmount,
  toldText,
  type HardwareInformation,
} from './system-information.ts';

/** The processor; of several they are alike. */
export interface ProcessorFacts {
  readonly manufacturer: string | null;
  readonly model: string | null;
  /** As the system counts them, with hyper-threads. */
  readonly cores: number;
  readonly physical_cores: number | null;
  /** GHz, nominal and most. */
  readonly speed: number | null;
  readonly speed_max: number | null;
}

/** One module of memory. */
export interface MemoryModule {
  /** Bytes. */
  readonly size: number;
  readonly bank: string | null;
  /** `DDR4` … */
  readonly type: string | null;
  /** MHz. */
  readonly speed: number | null;
  readonly manufacturer: string | null;
  readonly part: string | null;
}

/** A maker and what it calls the thing. */
export interface MadeBy {
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly version: string | null;
}

/** All that is known of the hardware. No serial numbers: they tell the owner nothing and others too much. */
export interface Hardware {
  /** ms UTC */
  readonly read_at: number;
  readonly os: OperatingSystem;
  readonly cpu: Known<ProcessorFacts>;
  readonly system: Known<MadeBy>;
  readonly board: Known<MadeBy>;
  readonly bios: Known<{
    readonly vendor: string | null;
    readonly version: string | null;
    readonly release_date: string | null;
  }>;
  /** Whether it is a virtual machine or a container, and on what. */
  readonly virtual: Known<{ readonly virtual: boolean; readonly host: string | null }>;
  /** Bytes that the system can use. */
  readonly memory_total: number;
  readonly memory_modules: Known<readonly MemoryModule[]>;
  readonly disks: Known<readonly BlockDevice[]>;
}

/** The hardware, as it was within the last day. */
export interface HardwareFacts {
  /** Never rejects: what could not be read says why. */
  facts(): Promise<Hardware>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const DEADLINE_MS = 20_000;

const notTold: Known<never> = { unavailable: { code: 'METRICS_NOT_TOLD', params: {} } };
const failed = (problem: string): Known<never> => ({
  unavailable: { code: 'METRICS_HARDWARE_FAILED', params: { problem } },
});

/** A part with at least one field that says something. */
function anyOf<T extends object>(part: T): Known<T> {
  return Object.values(part).some((value) => value !== null) ? { value: part } : notTold;
}

/** What is kept of the library's answers; each stands alone. */
function readParts(si: HardwareInformation) {
  return {
    cpu: async (): Promise<Known<ProcessorFacts>> => {
      const told = await si.cpu();
      const cores = cpus().length || toldAmount(told.cores);
      if (cores === null) return notTold;
      return {
        value: {
          manufacturer: toldText(told.manufacturer),
          model: toldText(told.brand) ?? toldText(cpus()[0]?.model),
          cores,
          physical_cores: toldAmount(told.physicalCores),
          speed: toldAmount(told.speed),
          speed_max: toldAmount(told.speedMax),
        },
      };
    },
    /** Two parts of one answer: it runs a dozen programs. */
    system: async (): Promise<Known<Pick<Hardware, 'system' | 'virtual'>>> => {
      const { manufacturer, model, version, virtual, virtualHost } = await si.system();
      return {
        value: {
          // The library's own word where it finds nothing.
          system: anyOf({
            manufacturer: toldText(manufacturer),
            model: model === 'Computer' ? null : toldText(model),
            version: toldText(version),
          }),
          virtual: { value: { virtual, host: toldText(virtualHost) } },
        },
      };
    },
    board: async (): Promise<Known<MadeBy>> => {
      const { manufacturer, model, version } = await si.baseboard();
      return anyOf({
        manufacturer: toldText(manufacturer),
        model: toldText(model),
        version: toldText(version),
      });
    },
    bios: async (): Promise<Hardware['bios']> => {
      const { vendor, version, releaseDate } = await si.bios();
      return anyOf({
        vendor: toldText(vendor),
        version: toldText(version),
        release_date: toldText(releaseDate),
      });
    },
    modules: async (): Promise<Known<readonly MemoryModule[]>> => {
      const modules = (await si.memLayout()).flatMap((module): MemoryModule[] => {
        const size = toldAmount(module.size);
        const type = toldText(module.type);
        const bank = toldText(module.bank);
        // An empty slot has no size. Where it may not ask, the library makes up one module of all the memory.
        if (size === null || (type === null && bank === null)) return [];
        return [
          {
            size,
            bank,
            type,
            speed: toldAmount(module.clockSpeed),
            manufacturer: toldText(module.manufacturer),
            part: toldText(module.partNum),
          },
        ];
      });
      return modules.length === 0 ? notTold : { value: modules };
    },
  };
}

async function readDisks(platform: NodeJS.Platform, folder: string): Promise<Hardware['disks']> {
  if (platform !== 'linux') return { unavailable: { code: 'METRICS_DISKS_WOULD_WAKE', params: {} } };
  try {
    return { value: await readBlockDevices(folder) };
  } catch (error) {
    return failed((error as NodeJS.ErrnoException).code ?? 'sysfs');
  }
}

/** The hardware of this machine. `load` gives the library, which stays out of memory until the first question. */
export function createHardware({
  clock,
  platform,
  blockFolder,
  load = loadSystemInformation,
}: {
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  /** `/sys/block` */
  readonly blockFolder: string;
  readonly load?: () => Promise<HardwareInformation>;
}): HardwareFacts {
  let kept: { readonly facts: Promise<Hardware>; readonly until: number } | undefined;

  /** One part; the library has no deadlines of its own. */
  function within<T>(read: () => Promise<Known<T>>): Promise<Known<T>> {
    return new Promise((resolve) => {
      const cancel = clock.after(DEADLINE_MS, () => resolve(failed('timeout')));
      read().then(
        (part) => {
          cancel();
          resolve(part);
        },
        (error: unknown) => {
          cancel();
          resolve(failed(error instanceof Error ? error.message : String(error)));
        },
      );
    });
  }

  async function read(): Promise<Hardware> {
    const loading = load();
    const from = <T>(part: (parts: ReturnType<typeof readParts>) => Promise<Known<T>>): Promise<Known<T>> =>
      within(async () => part(readParts(await loading)));
    // One after the other: each runs programs, and nobody is in a hurry.
    const cpu = await from((parts) => parts.cpu());
    const system = await from((parts) => parts.system());
    const board = await from((parts) => parts.board());
    const bios = await from((parts) => parts.bios());
    const modules = await from((parts) => parts.modules());
    return {
      read_at: clock.now(),
      os: await readOperatingSystem(platform),
      cpu,
      system: 'value' in system ? system.value.system : system,
      board,
      bios,
      virtual: 'value' in system ? system.value.virtual : system,
      memory_total: totalmem(),
      memory_modules: modules,
      disks: await readDisks(platform, blockFolder),
    };
  }

  return {
    facts() {
      if (kept === undefined || clock.elapsed() >= kept.until) {
        kept = { facts: read(), until: clock.elapsed() + DAY_MS };
      }
      return kept.facts;
    },
  };
}
