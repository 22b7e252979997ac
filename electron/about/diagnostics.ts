/**
 * What helps whoever looks for a fault, as text. Nothing of it names anybody: no names, addresses, paths of people; of
 * what an owner typed only that it is there. Pure.
 */
import type { About } from '../../shared/api/about.ts';
import type { BootName, BootOrigin } from '../kernel/boot-settings.ts';
import { toTimestamp } from '../kernel/clock.ts';
import type { Redact } from '../kernel/redact.ts';
import type { SettingValue } from '../kernel/settings.ts';

/** A line of the log that is worth a look. */
export interface Trouble {
  /** ms UTC */
  readonly time: number;
  readonly level: string;
  readonly module: string;
  readonly message: string;
  /** Type and code of the error, where it has one. */
  readonly error: string | null;
}

/** What is told. */
export interface DiagnosticFacts {
  readonly at: number;
  readonly about: About;
  readonly platform: { readonly release: string; readonly cores: number; readonly memory: number };
  /** Bytes. */
  readonly process: { readonly rss: number; readonly heap: number };
  readonly sizes: Readonly<Record<string, number>>;
  readonly boot: Readonly<Partial<Record<BootName, BootOrigin>>>;
  /** Code of what is wrong with each part; `null` where it works. */
  readonly parts: Readonly<Record<string, string | null>>;
  readonly counts: Readonly<Record<string, number>>;
  /** Those that differ from their default. */
  readonly settings: readonly SettingValue[];
  /** The newest first. */
  readonly troubles: readonly Trouble[];
}

const MEGABYTE = 1024 * 1024;
const megabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(1)} MB`;

/** Numbers and switches as they are; of words only that there are some, unless the schema has named them. */
function valueOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `${String(value.length)} entries`;
  if (typeof value === 'string') return value === '' ? 'empty' : 'given';
  return 'given';
}

const pairs = (of: Readonly<Record<string, string | number>>): string =>
  Object.entries(of)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');

const or = (lines: readonly string[], none: string): readonly string[] =>
  lines.length === 0 ? [`  ${none}`] : lines.map((line) => `  ${line}`);

/** The text. `redact` takes out what this machine and its owner are called. */
export function diagnosticsText(facts: DiagnosticFacts, redact: Redact): string {
  const { at, about, platform, process, sizes, boot, parts, counts, settings, troubles } = facts;
  const { versions } = about;
  const electron = versions.electron === null ? '' : `, Electron ${versions.electron}`;
  const lines = [
    `CloudCube ${versions.cloudcube}, ${about.host} (${about.install}), ${about.system} ${about.architecture}`,
    `Made ${toTimestamp(at)}, up ${String(about.uptime)} s`,
    '',
    'Versions',
    `  Node ${versions.node}${electron}, V8 ${versions.v8}, SQLite ${versions.sqlite}, OpenSSL ${versions.openssl}, page ${versions.page ?? 'none'}`,
    'Machine',
    `  kernel ${platform.release}, ${String(platform.cores)} cores, ${megabytes(platform.memory)} memory`,
    `  CloudCube has ${megabytes(process.rss)} resident, ${megabytes(process.heap)} heap`,
    'Files',
    ...or(
      Object.entries(sizes).map(([name, bytes]) => `${name} ${megabytes(bytes)}`),
      'none',
    ),
    'Given at the start',
    ...or(
      Object.entries(boot).map(([name, origin]) => `${name} by ${origin}`),
      'nothing: all is as it comes',
    ),
    'Local network',
    `  ${about.addresses.lan === null ? 'shut' : 'open'}`,
    'Parts',
    ...or(
      Object.entries(parts).map(([name, code]) => `${name}: ${code ?? 'works'}`),
      'none',
    ),
    'How many',
    `  ${pairs(counts)}`,
    'Settings that differ from their defaults',
    ...or(
      settings.map(({ key, value }) => `${key} = ${valueOf(value)}`),
      'none',
    ),
    'Last warnings and errors',
    ...or(
      troubles.map(({ time, level, module, message, error }) =>
        [toTimestamp(time), level, `${module}:`, message, ...(error === null ? [] : [`(${error})`])].join(
          ' ',
        ),
      ),
      'none',
    ),
  ];
  return `${lines.map(redact).join('\n')}\n`;
}
