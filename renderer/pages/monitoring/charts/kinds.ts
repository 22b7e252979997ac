/** The charts that there are, and what each draws. Pure. */
import { metrics, type MetricName, type MetricUnit } from '../../../../shared/metric-names.ts';
import { isOwnDisk, isOwnInterface } from '../../../../shared/own-parts.ts';

/** One chart. All its series have one unit. */
export interface ChartKind {
  readonly id: string;
  readonly metrics: readonly [MetricName, ...MetricName[]];
  /** Where the axis ends at least, so that an idle machine does not look busy; `null`: it begins and ends with the data. */
  readonly least: number | null;
  /** The part of `GET /monitoring/system` that knows why there is nothing to draw. */
  readonly part: string | null;
}

/** In the order of the page. */
export const chartKinds = [
  {
    id: 'cpu',
    metrics: ['system.cpu.usage', 'system.cpu.iowait', 'system.cpu.steal'],
    least: 10,
    part: 'cpu',
  },
  {
    id: 'memory',
    metrics: ['system.memory.used', 'system.memory.cached', 'system.memory.available', 'system.swap.used'],
    least: 2 ** 20,
    part: 'memory',
  },
  {
    id: 'load',
    metrics: ['system.load.1', 'system.load.5', 'system.load.15'],
    least: 1,
    part: 'cpu.load_average',
  },
  { id: 'disk_use', metrics: ['system.disk.usage'], least: 100, part: 'filesystems' },
  { id: 'disk_io', metrics: ['system.disk_io.read', 'system.disk_io.write'], least: 1000, part: 'disks' },
  {
    id: 'network',
    metrics: ['system.network.received', 'system.network.sent'],
    least: 1000,
    part: 'interfaces',
  },
  {
    id: 'temperatures',
    metrics: ['system.temperature', 'system.disk.temperature'],
    least: null,
    part: 'temperatures',
  },
  { id: 'latency', metrics: ['api.latency'], least: 1, part: null },
] as const satisfies readonly ChartKind[];

/** The unit of a chart. */
export const unitOf = ({ metrics: [first] }: ChartKind): MetricUnit => metrics[first].unit;

/** Lines that can be told apart by their colours. */
export const MOST_LINES = 6;
/** Lines that are drawn before anybody chooses. */
const FIRST_LINES = 4;

/** What is kept: a name, and what it is measured on. */
export interface KeptSeries {
  readonly metric: string;
  readonly object: string;
}

/** Names of what a chart's series are measured on, in their order; empty where there is one of each only. */
export function objectsOf(kind: ChartKind, kept: readonly KeptSeries[]): string[] {
  const names: readonly string[] = kind.metrics;
  const objects = kept.flatMap(({ metric, object }) =>
    names.includes(metric) && object !== '' ? [object] : [],
  );
  return [...new Set(objects)];
}

/** Whether anything of a chart was ever measured. */
export function isKept(kind: ChartKind, kept: readonly KeptSeries[]): boolean {
  const names: readonly string[] = kind.metrics;
  return kept.some(({ metric }) => names.includes(metric));
}

/** What carries what others carry says nothing new. */
const ownBy: Readonly<Record<string, ((name: string) => boolean) | undefined>> = {
  disk: isOwnDisk,
  interface: isOwnInterface,
};

/** What is chosen of them at first: what is there now and stands for itself, as far as it can be told apart. */
export function firstObjects(
  kind: ChartKind,
  objects: readonly string[],
  present: readonly string[],
): string[] {
  const here = objects.filter((object) => present.includes(object));
  const standsAlone = ownBy[metrics[kind.metrics[0]].of ?? ''];
  const own = standsAlone === undefined ? here : here.filter(standsAlone);
  const [best = []] = [own, here, objects].filter(({ length }) => length > 0);
  return best.slice(0, Math.max(1, Math.floor(FIRST_LINES / linesOfEach(kind))));
}

/** How many lines an object adds; temperatures of sensors and of disks have different objects. */
const linesOfEach = ({ metrics: names }: ChartKind): number =>
  new Set(names.map((name) => metrics[name].of)).size > 1 ? 1 : names.length;

/** How many objects can be drawn at once. */
export const mostObjects = (kind: ChartKind): number => Math.floor(MOST_LINES / linesOfEach(kind));
