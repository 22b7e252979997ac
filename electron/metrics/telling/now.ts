/** A sample as `GET /monitoring/system` tells it. */
import type { MonitoringNow, MonitoringPart } from '../../../shared/api/monitoring.ts';
import { toTimestampOrNull } from '../../kernel/clock.ts';
import type { ContainerSample, ProcessSample, Sample } from '../sample.ts';
import { dataDisk } from './data-disk.ts';
import { createTelling, type Telling, type Unknown } from './telling.ts';
import { wholeDisks, wholeNetwork } from './whole.ts';

type Parts = Omit<Sample, 'at'>;

/** Fields of a row that are rates: nothing to compare with yet, where they are `null`. */
const rates: ReadonlySet<string> = new Set([
  'read_rate',
  'write_rate',
  'reads_rate',
  'writes_rate',
  'busy',
  'receive_rate',
  'send_rate',
  'errors_rate',
  'dropped_rate',
  'cpu_percent',
]);
/** Fields whose `null` says something. */
const meaningful: ReadonlySet<string> = new Set(['critical', 'health', 'progress', 'action', 'asleep_since']);

/** Notes what of each row is not known. */
function rows<Row extends object>(note: Telling, path: string, all: readonly Row[]): Row[] {
  for (const [index, row] of all.entries()) {
    for (const [field, value] of Object.entries(row)) {
      if (value !== null || meaningful.has(field)) continue;
      const code = rates.has(field) ? 'METRICS_NEEDS_TWO' : 'METRICS_NOT_TOLD';
      note.value(`${path}[${String(index)}].${field}`, null, code);
    }
  }
  return [...all];
}

const processRow = ({ pid, name, cpu, memory, memory_percent }: ProcessSample) => ({
  pid,
  name,
  cpu_percent: cpu,
  memory_percent,
  memory,
});

function container(note: Telling, path: string, one: ContainerSample): ContainerSample {
  const code = one.state === 'running' ? 'METRICS_NEEDS_TWO' : 'METRICS_NOT_RUNNING';
  note.value(`${path}.cpu`, one.cpu, code);
  note.value(`${path}.memory`, one.memory, code);
  return one;
}

/** How each part is told. */
const views: {
  readonly [P in MonitoringPart]: (note: Telling, parts: Parts, dataDir: string) => Partial<MonitoringNow>;
} = {
  cpu: (note, { cpu }) => ({
    cpu: note.part('cpu', cpu, ({ usage, iowait, steal, cores, load, frequency }) => ({
      percent: note.value('cpu.percent', usage, 'METRICS_NEEDS_TWO'),
      percent_per_core: cores.map((core, index) =>
        note.value(`cpu.percent_per_core[${String(index)}]`, core.usage, 'METRICS_NEEDS_TWO'),
      ),
      cores: cores.length,
      iowait_percent: note.value('cpu.iowait_percent', iowait, 'METRICS_NEEDS_TWO'),
      steal_percent: note.value('cpu.steal_percent', steal, 'METRICS_NEEDS_TWO'),
      load_average: note.part('cpu.load_average', load, (of) => [...of]),
      frequency: note.part('cpu.frequency', frequency, (megahertz) => megahertz),
    })),
  }),
  memory: (note, { memory }) => ({
    memory: note.part('memory', memory, ({ total, available, usage, used, free, buffers, cached, swap }) => ({
      ...{ total, available, percent: usage, used, free },
      buffers: note.value('memory.buffers', buffers, 'METRICS_NOT_TOLD'),
      cached: note.value('memory.cached', cached, 'METRICS_NOT_TOLD'),
      swap: note.part('memory.swap', swap, ({ usage: percent, ...bytes }) => ({ ...bytes, percent })),
    })),
  }),
  disk: (note, parts, dataDir) => ({
    disk: dataDisk(note, 'disk', parts, dataDir),
    disk_io: note.part('disk_io', parts.disks, wholeDisks),
  }),
  network: (note, { interfaces }) => ({
    network: note.part('network', interfaces, (all) => ({
      ...wholeNetwork(note, 'network', all),
      interfaces: rows(note, 'network.interfaces', all),
    })),
  }),
  processes: (note, { processes }) => ({
    processes: note.part('processes', processes, ({ total, top_cpu, top_memory }) => ({
      total,
      top_cpu: rows(note, 'processes.top_cpu', top_cpu.map(processRow)),
      top_memory: rows(note, 'processes.top_memory', top_memory.map(processRow)),
    })),
  }),
  filesystems: (note, { filesystems }) => ({
    filesystems: note.part('filesystems', filesystems, (all) =>
      all.map(({ mount, device, type, read_only, space }, index) => ({
        ...{ mount, device, type },
        read_only: note.value(`filesystems[${String(index)}].read_only`, read_only, 'METRICS_NOT_TOLD'),
        space: note.part(`filesystems[${String(index)}].space`, space, ({ usage: percent, ...counts }) => ({
          ...counts,
          percent,
        })),
      })),
    ),
  }),
  disks: (note, { disks }) => ({ disks: note.part('disks', disks, (all) => rows(note, 'disks', all)) }),
  interfaces: (note, { interfaces }) => ({
    interfaces: note.part('interfaces', interfaces, (all) => rows(note, 'interfaces', all)),
  }),
  temperatures: (note, { temperatures }) => ({
    temperatures: note.part('temperatures', temperatures, (all) => [...all]),
  }),
  fans: (note, { fans }) => ({ fans: note.part('fans', fans, (all) => [...all]) }),
  containers: (note, { containers }) => ({
    containers: note.part('containers', containers, (all) =>
      all.map((one, index) => container(note, `containers[${String(index)}]`, one)),
    ),
  }),
  services: (note, { units }) => ({ services: note.part('services', units, (all) => [...all]) }),
  disk_health: (note, { disk_health: health }) => ({
    disk_health: note.part('disk_health', health, (all) =>
      rows(note, 'disk_health', all).map((one) => ({
        ...one,
        asleep_since: toTimestampOrNull(one.asleep_since),
      })),
    ),
  }),
  arrays: (note, { arrays }) => ({ arrays: note.part('arrays', arrays, (all) => [...all]) }),
};

/** The parts that were asked for; `dataDir` is the folder whose file system is `disk`. */
export function tellNow(
  sample: Parts,
  parts: readonly MonitoringPart[],
  dataDir: string,
): { data: MonitoringNow; unavailable: readonly Unknown[] } {
  const note = createTelling();
  const data = Object.assign({}, ...parts.map((part) => views[part](note, sample, dataDir))) as MonitoringNow;
  return { data, unavailable: note.unknown };
}
