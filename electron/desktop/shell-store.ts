/** What the shell remembers on this machine: one small file that is there whole or not at all. */
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { Bounds } from '../../shared/shell/placement.ts';
import { preferencesOf } from '../../shared/shell/preferences.ts';
import type { ShellPreferences } from '../../shared/shell/view.ts';
import type { Logger } from '../kernel/logger.ts';
import { writeOnce } from '../kernel/write-once.ts';

const Pixels = Type.Integer({ minimum: -100_000, maximum: 100_000 });
const SavedBounds = Type.Object({ x: Pixels, y: Pixels, width: Pixels, height: Pixels });
const File = Type.Object({
  preferences: Type.Unknown(),
  bounds: Type.Union([SavedBounds, Type.Null()]),
});

/** The store. */
export interface ShellStore {
  preferences(): ShellPreferences;
  setPreferences(next: ShellPreferences): void;
  /** Of the window, where it was last. */
  bounds(): Bounds | null;
  setBounds(next: Bounds): void;
  /** When all that was set is on the disk, or could not be written. */
  settled(): Promise<void>;
}

function read(file: string, logger: Logger): Static<typeof File> {
  const nothing = { preferences: null, bounds: null };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    // The first start, mostly.
    logger.debug({ error }, 'The shell has no preferences yet');
    return nothing;
  }
  try {
    const found: unknown = JSON.parse(text);
    if (Value.Check(File, found)) return found;
  } catch {
    // Said below, as for any other text that it is not.
  }
  logger.warn({ file }, 'The preferences of the shell cannot be read; it begins anew');
  return nothing;
}

/** Opens the store in a file. */
export function openShellStore(file: string, logger: Logger): ShellStore {
  const found = read(file, logger);
  let preferences = preferencesOf(found.preferences);
  let { bounds }: { bounds: Bounds | null } = found;
  let writing: Promise<void> | null = null;
  let isStale = false;

  async function write(): Promise<void> {
    try {
      await mkdir(dirname(file), { recursive: true });
      while (isStale) {
        isStale = false;
        await writeOnce(file, `${JSON.stringify({ preferences, bounds }, null, 2)}\n`);
      }
    } catch (error) {
      logger.warn({ error }, 'The preferences of the shell could not be kept');
    }
    writing = null;
  }
  function changed(): void {
    isStale = true;
    writing ??= write();
  }
  return {
    preferences: () => preferences,
    setPreferences(next) {
      preferences = next;
      changed();
    },
    bounds: () => bounds,
    setBounds(next) {
      bounds = next;
      changed();
    },
    settled: async () => {
      await writing;
    },
  };
}
