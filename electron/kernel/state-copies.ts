/**
 * Copies of the state database: before each migration and nightly, by hand and before going back to one; and going back.
 * A damaged file is never deleted: it is set aside under a name that says so.
 */
import {
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  closeSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { toTimestamp, type Clock } from './clock.ts';
import type { DataFolder } from './data-folder.ts';
import type { Database } from './database.ts';
import { setAside, stamp } from './set-aside.ts';

/** Kept of each kind; what somebody does by hand takes no place of the nightly ones. */
export const KEPT_COPIES = 7;
const NAME = /^(state-\d{8}T\d{9}Z-(nightly|migration|manual|restore))\.db$/;

/** What a copy was made for: `restore` before going back to an earlier one. */
export type CopyReason = 'nightly' | 'migration' | 'manual' | 'restore';

const isByHand = (why: string | undefined): boolean => why === 'manual' || why === 'restore';

/** A copy that can be gone back to. */
export interface StateCopy {
  readonly file: string;
  /** When it was made, ms UTC. */
  readonly made_at: number;
  readonly bytes: number;
}

/** The same with what its name says. */
export interface NamedCopy extends StateCopy {
  /** The name of its file without its ending. */
  readonly copy_id: string;
  readonly why: CopyReason;
}

/** The newest first. */
function listNames(folder: DataFolder): string[] {
  return readdirSync(folder.copiesDir)
    .filter((name) => NAME.test(name))
    .sort()
    .reverse();
}

/** Every copy, the newest first. One that goes meanwhile is not among them. */
export function listCopies(folder: DataFolder): NamedCopy[] {
  return listNames(folder).flatMap((name) => {
    const [, copyId, why] = NAME.exec(name) ?? [];
    const file = join(folder.copiesDir, name);
    const stats = statSync(file, { throwIfNoEntry: false });
    if (copyId === undefined || !stats) return [];
    return [
      {
        ...{ file, copy_id: copyId, why: why as CopyReason },
        ...{ made_at: Math.round(stats.mtimeMs), bytes: stats.size },
      },
    ];
  });
}

/** Removes the eldest of each kind. `spared` is a file that is still wanted. */
function letGo(folder: DataFolder, spared: string | null): void {
  const names = listNames(folder);
  for (const byHand of [true, false]) {
    const kind = names.filter((name) => isByHand(NAME.exec(name)?.[2]) === byHand);
    for (const name of kind.slice(KEPT_COPIES)) {
      const file = join(folder.copiesDir, name);
      if (file !== spared) rmSync(file);
    }
  }
}

/** Copies the open database and lets the eldest copies go, but not `spared`. Resolves to the new file. */
export async function copyState(
  deps: { database: Database; folder: DataFolder; clock: Clock },
  why: CopyReason,
  spared: string | null = null,
): Promise<string> {
  const { database, folder, clock } = deps;
  const target = join(folder.copiesDir, `state-${stamp(clock.now())}-${why}.db`);
  const draft = `${target}.draft`;
  rmSync(draft, { force: true });
  try {
    await database.copyTo(draft);
    syncFile(draft);
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
  letGo(folder, spared);
  removeDrafts(folder);
  return target;
}

/** Drafts whose writer was killed. There is one writer, so none of them is being written. */
function removeDrafts(folder: DataFolder): void {
  for (const name of readdirSync(folder.copiesDir)) {
    if (/\.draft(-journal|-wal|-shm)?$/.test(name)) rmSync(join(folder.copiesDir, name));
  }
}

/** When the newest copy was made, ms since it; `null` when there is none. Read from the file system, so it may be old. */
export function newestCopyAt(folder: DataFolder): number | null {
  const [name] = listNames(folder);
  return name === undefined ? null : statSync(join(folder.copiesDir, name)).mtimeMs;
}

/** What is told before a sound database is left for a copy of it, or (`null`) for an empty one. */
export function askForYes(copy: StateCopy | null): string {
  const target = copy ? `go back to the copy of ${toTimestamp(copy.made_at)}` : 'begin anew';
  return `The database is in order. To ${target} all the same, add --yes`;
}

/** The newest copy that is a sound database, if there is one. */
export function newestGoodCopy(folder: DataFolder): StateCopy | null {
  for (const name of listNames(folder)) {
    const file = join(folder.copiesDir, name);
    if (isSound(file)) {
      const { mtimeMs, size } = statSync(file);
      return { file, made_at: Math.round(mtimeMs), bytes: size };
    }
  }
  return null;
}

/**
 * Puts a copy in the place of the state file, which is set aside together with its log; without a copy the place stays
 * empty. The database must be closed.
 * @returns where the old file is now, `null` if there was none.
 */
export function restoreState(folder: DataFolder, copy: StateCopy | null, now: number): string | null {
  const fresh = freshFile(folder);
  rmSync(fresh, { force: true });
  if (copy) {
    copyFileSync(copy.file, fresh);
    syncFile(fresh);
  }
  const aside = setAside(folder.stateFile, now);
  if (copy) renameSync(fresh, folder.stateFile);
  return aside;
}

function freshFile(folder: DataFolder): string {
  return `${folder.stateFile}.fresh`;
}

/**
 * Ends a {@link restoreState} that was killed between its two renames: the copy was whole by then, and without it the
 * next start would begin anew. The database must be closed.
 */
export function finishRestore(folder: DataFolder): void {
  if (existsSync(folder.stateFile)) rmSync(freshFile(folder), { force: true });
  else if (existsSync(freshFile(folder))) renameSync(freshFile(folder), folder.stateFile);
}

function isSound(file: string): boolean {
  try {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      const [row] = database.prepare('pragma integrity_check(1)').all();
      return row?.['integrity_check'] === 'ok';
    } finally {
      database.close();
    }
  } catch {
    // Not a database at all: the next older copy is looked at.
    return false;
  }
}

function syncFile(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
