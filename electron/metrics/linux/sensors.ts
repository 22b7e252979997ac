/**
 * Temperatures and fans: chips of `/sys/class/hwmon` (the kernel's Documentation/hwmon/sysfs-interface.rst), and thermal
 * zones of `/sys/class/thermal` that no chip stands for.
 */
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { visible } from '../../kernel/visible.ts';
import type { SensorSample } from '../sample.ts';

/**
 * Asks the disk itself, and keeps some from falling asleep (the kernel's Documentation/hwmon/drivetemp.rst). Disks tell
 * their temperature with their health, where they are awake.
 */
const ASKS_DISKS = 'drivetemp';

/** A chip tells of pins, too, to which no probe is wired: -128, 127.5, 255. °C */
const isPossible = (celsius: number): boolean => celsius > -60 && celsius < 127;

/** What one look found. */
export interface Sensors {
  readonly temperatures: readonly SensorSample[];
  readonly fans: readonly SensorSample[];
}

interface Found {
  readonly kind: 'temperatures' | 'fans';
  readonly chip: string;
  readonly label: string;
  /** Of which device it is, where that is told: tells two equal chips apart. */
  readonly device: string | null;
  readonly file: string;
  readonly critical: number | null;
}

const names = (folder: string): Promise<string[]> => readdir(folder).catch(() => []); // None is an answer.

/** A chip may refuse one of its files. */
async function read(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : visible(text.trim());
}

async function readNumber(file: string): Promise<number | null> {
  const text = await read(file);
  const value = text === null || text === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

async function chipSensors(folder: string): Promise<Found[]> {
  // A kernel before 3.15 puts them one folder deeper.
  const own = (await read(join(folder, 'name'))) === null ? join(folder, 'device') : folder;
  const name = await read(join(own, 'name'));
  if (name === null || name === ASKS_DISKS) return [];
  const link = await readlink(join(folder, 'device')).catch(() => null);
  const device = link === null ? null : visible(basename(link));
  const found: Found[] = [];
  for (const file of (await names(own)).sort(inOrder)) {
    const [, input, kind] = /^((temp|fan)\d+)_input$/.exec(file) ?? [];
    if (input === undefined || (await readNumber(join(own, `${input}_fault`))) === 1) continue;
    const critical = await readNumber(join(own, `${input}_crit`));
    found.push({
      kind: kind === 'fan' ? 'fans' : 'temperatures',
      // All chips of this kind have one name, and each is one disk.
      chip: name === 'nvme' && device !== null ? device : name,
      label: (await read(join(own, `${input}_label`))) ?? input,
      device,
      file: join(own, file),
      critical: critical === null || critical <= 0 ? null : critical / 1000,
    });
  }
  return found;
}

async function zoneSensor(folder: string): Promise<Found[]> {
  const type = await read(join(folder, 'type'));
  if (type === null) return [];
  const found = { kind: 'temperatures', chip: type, device: basename(folder) } as const;
  let critical: number | null = null;
  for (const file of await names(folder)) {
    const trip = /^(trip_point_\d+)_type$/.exec(file)?.[1];
    if (trip === undefined || (await read(join(folder, file))) !== 'critical') continue;
    critical = await readNumber(join(folder, `${trip}_temp`));
  }
  return [
    {
      ...found,
      label: '',
      file: join(folder, 'temp'),
      critical: critical === null || critical <= 0 ? null : critical / 1000,
    },
  ];
}

const inOrder = (one: string, other: string): number => one.localeCompare(other, 'en', { numeric: true });

/** The kernel makes a chip of most zones, with its name. */
const chipName = (zone: string): string => zone.replaceAll('-', '_');

/** All that there are. */
async function scan(root: string): Promise<Found[]> {
  const [chips, thermal] = [join(root, 'sys/class/hwmon'), join(root, 'sys/class/thermal')];
  const found: Found[] = [];
  for (const name of (await names(chips)).sort(inOrder))
    found.push(...(await chipSensors(join(chips, name))));
  const known = new Set(found.map(({ chip }) => chipName(chip)));
  for (const name of (await names(thermal)).sort(inOrder)) {
    if (!name.startsWith('thermal_zone')) continue;
    const zone = await zoneSensor(join(thermal, name));
    found.push(...zone.filter(({ chip }) => !known.has(chipName(chip))));
  }
  return found;
}

/** A name for each, by its device where two would have the same; the rest is counted. */
function named(found: readonly Found[]): (Found & { readonly sensor: string })[] {
  const plain = ({ chip, label }: Found): string => (label === '' ? chip : `${chip} ${label}`);
  const taken = new Set<string>();
  return found.map((one) => {
    const twins = found.filter((other) => other.kind === one.kind && plain(other) === plain(one));
    const base = twins.length > 1 && one.device !== null ? `${plain(one)} (${one.device})` : plain(one);
    let sensor = base;
    for (let count = 2; taken.has(`${one.kind} ${sensor}`); count += 1) sensor = `${base} #${String(count)}`;
    taken.add(`${one.kind} ${sensor}`);
    return { ...one, sensor };
  });
}

/** Looks for new chips again after so many looks. */
const SCAN_EVERY = 30;

/** Reads them below `root`; `null` where there is none. */
export function createSensorLook(root: string): () => Promise<Sensors | null> {
  let sensors: readonly (Found & { readonly sensor: string })[] = [];
  let looks = 0;
  return async () => {
    if (looks % SCAN_EVERY === 0) sensors = named(await scan(root));
    looks += 1;
    const samples: Record<Found['kind'], SensorSample[]> = { temperatures: [], fans: [] };
    for (const { kind, sensor, file, critical } of sensors) {
      const told = await readNumber(file);
      if (told === null) continue;
      const value = kind === 'fans' ? told : told / 1000;
      if (kind === 'fans' || isPossible(value)) {
        samples[kind].push({ sensor, value, critical: kind === 'fans' ? null : critical });
      }
    }
    return sensors.length === 0 ? null : samples;
  };
}
