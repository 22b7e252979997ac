/** How large a database is, and what of it is free. */
import { statSync } from 'node:fs';
import { sql } from 'kysely';
import type { Database } from '../kernel/database.ts';

/** Bytes and pages. */
export interface FileState {
  readonly file_bytes: number;
  readonly wal_bytes: number;
  readonly page_bytes: number;
  readonly free_pages: number;
  /** 0: none, 1: full, 2: incremental (https://www.sqlite.org/pragma.html#pragma_auto_vacuum). */
  readonly auto_vacuum: number;
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** The one number that a pragma answers. */
export async function pragma(database: Database, name: string): Promise<number> {
  const { rows } = await sql<Record<string, number>>`${sql.raw(`pragma ${name}`)}`.execute(database.query());
  return Object.values(rows[0] ?? {})[0] ?? 0;
}

/** Of one database, now. */
export async function fileStateOf(database: Database): Promise<FileState> {
  return {
    file_bytes: sizeOf(database.file),
    wal_bytes: sizeOf(`${database.file}-wal`),
    page_bytes: await pragma(database, 'page_size'),
    free_pages: await pragma(database, 'freelist_count'),
    auto_vacuum: await pragma(database, 'auto_vacuum'),
  };
}
