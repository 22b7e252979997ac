/** What the shell remembers on this machine: one small file of `electron-store`, whose writes are whole or not at all. */
import { keptOf, type Kept } from '../../shared/shell/kept.ts';
import type { Bounds } from '../../shared/shell/placement.ts';
import { preferencesOf } from '../../shared/shell/preferences.ts';
import type { ShellPreferences } from '../../shared/shell/view.ts';
import type { Logger } from '../kernel/logger.ts';
import { setAside } from '../kernel/set-aside.ts';

/** What the store stands on. */
export interface ShellStorePorts {
  /** Of the file. */
  readonly path: string;
  /** Opens it by `electron-store`, which reads it at once. What `deserialize` throws comes out of that. */
  readonly open: (deserialize: (text: string) => Kept) => { store: Partial<Kept> };
  readonly logger: Logger;
  /** ms UTC. */
  readonly now: () => number;
}

/** The store. */
export interface ShellStore {
  preferences(): ShellPreferences;
  setPreferences(next: ShellPreferences): void;
  /** Of the window, where it was last. */
  bounds(): Bounds | null;
  setBounds(next: Bounds): void;
}

/** Opens the store. A file that cannot be read is kept under another name, and the shell begins anew. */
export function openShellStore({ path, open, logger, now }: ShellStorePorts): ShellStore {
  function openFile(): ReturnType<typeof open> {
    try {
      return open(keptOf);
    } catch (error) {
      const aside = setAside(path, now());
      logger.warn({ error, aside }, 'The preferences of the shell cannot be read; it begins anew');
      return open(keptOf);
    }
  }
  let file: ReturnType<typeof open> = { store: {} };
  try {
    file = openFile();
  } catch (error) {
    logger.warn({ error }, 'The preferences of the shell cannot be kept here');
  }
  const found = file.store;
  let preferences = preferencesOf(found.preferences);
  let bounds: Bounds | null = found.bounds ?? null;

  function write(): void {
    try {
      file.store = { preferences, bounds };
    } catch (error) {
      logger.warn({ error }, 'The preferences of the shell could not be kept');
    }
  }
  return {
    preferences: () => preferences,
    setPreferences(next) {
      preferences = next;
      write();
    },
    bounds: () => bounds,
    setBounds(next) {
      bounds = next;
      write();
    },
  };
}
