/** Lines of the log as the page shows them. */
import type { LogSeverity } from '../../../../shared/api/logs.ts';
import type { Mark } from '../../../components/mark.ts';

/** What stands out; the rest is calm. */
export const markOfLevel: Readonly<Record<LogSeverity, Mark | null>> = {
  ERROR: 'error',
  WARNING: 'warning',
  INFO: null,
  DEBUG: null,
};

/** Parts of the program that speak, in the order of how often somebody looks for them. */
const knownModules = ['ddns', 'server', 'auth', 'dns', 'checks', 'metrics', 'audit', 'logs', 'core'] as const;

/** What can be chosen: the known parts, and those that the lines or the choice itself name besides. */
export function modulesOf(lines: readonly { readonly module: string }[], chosen: string): readonly string[] {
  const seen = [...lines.map(({ module }) => module), chosen].filter((one) => one !== '');
  return [...new Set([...knownModules, ...seen])];
}

/** One thing of the details: a value, or more things. */
export type Branch =
  | { readonly kind: 'leaf'; readonly text: string }
  | {
      readonly kind: 'twig';
      readonly isList: boolean;
      readonly parts: readonly (readonly [string, Branch])[];
    };

/** The details as a tree. */
export function branchOf(value: unknown): Branch {
  if (typeof value !== 'object' || value === null) {
    return { kind: 'leaf', text: typeof value === 'string' ? value : JSON.stringify(value) };
  }
  const parts = Object.entries(value).map(([name, one]) => [name, branchOf(one)] as const);
  return { kind: 'twig', isList: Array.isArray(value), parts };
}

/** A line holds more than this only where something went wrong; what is longer is folded. */
const shortList = 12;

/** Whether a twig begins open. */
export const isOpen = (branch: Branch & { kind: 'twig' }, depth: number): boolean =>
  depth < 2 && branch.parts.length <= shortList;

const units = ['B', 'kB', 'MB', 'GB'] as const;

/** Bytes in the unit people read: "1.2 MB". */
export function sizeOf(bytes: number, language: string): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const figure = new Intl.NumberFormat(language, { maximumFractionDigits: power === 0 ? 0 : 1 });
  return `${figure.format(bytes / 1000 ** power)} ${units[power] ?? 'B'}`;
}
