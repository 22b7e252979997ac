/** Folders, databases and loggers for the kernel's tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openDatabase, type Database, type Migrations } from '../../../electron/kernel/database.ts';
import type { Logger } from '../../../electron/kernel/logger.ts';

/** A folder that is removed when the test has ended. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcube-kernel-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A migrated database in a folder, a new one unless told; closed when the test has ended. */
export async function newDatabase(migrations: Migrations = {}, folder = newFolder()): Promise<Database> {
  const database = openDatabase(join(folder, 'state.db'));
  let open = true;
  const close = (): void => {
    if (open) database.close();
    open = false;
  };
  onTestFinished(close);
  await database.migrate(migrations);
  return { ...database, close };
}

/** A logger that keeps `level: text`. */
export function listen(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  const at =
    (level: string) =>
    (_fields: unknown, text: string): void => {
      lines.push(`${level}: ${text}`);
    };
  return { lines, error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

/** Lets everything run that waits for nothing but its turn. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
