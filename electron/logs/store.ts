/**
 * Lines that can be searched. New ones are kept in memory and written once a flush, so that disks may sleep; a kill
 * loses one flush at most. What is in memory is found as well.
 */
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import { createLock } from '../kernel/lock.ts';
import { matches, type LogFilter } from './filter.ts';
import { readLine, type KeptLine } from './line.ts';
import { createLogRows } from './rows.ts';
import { indexOfLine } from './tables.ts';

/** The store. */
export interface LogStore {
  /** Takes a line as the logger wrote it. Answers it as it is found from now on, by the same id. */
  add(line: string): KeptLine;
  /** Writes what is in memory and removes what is old. */
  flush(): Promise<void>;
  /** The newest first. */
  list(
    filter: LogFilter,
    position: { readonly limit: number; readonly offset: number },
  ): Promise<{ lines: readonly KeptLine[]; total: number }>;
  /** The oldest first, a few hundred at a time; the loop is free in between. */
  all(filter: LogFilter): AsyncGenerator<readonly KeptLine[]>;
  get(id: number): Promise<KeptLine | null>;
}

/** What it stands on. */
export interface LogStoreDeps {
  /** A migrated `metrics.db`. */
  readonly database: Database;
  readonly clock: Clock;
  readonly keepDays: () => number;
  /** Lines that are kept at most, unless told. */
  readonly most?: number;
  /** Called when so much waits that a flush should not. */
  readonly onMany: () => void;
  /** Told how many lines were lost because they could not be written, once it works again. */
  readonly onLoss: (lost: number) => void;
}

const MOST_LINES = 100_000;
/** A flush is asked for, and beyond that lines are lost rather than memory. */
const MANY = 1_000;
const MOST_WAITING = 5_000;
/** Rows of one transaction: some milliseconds. */
const BATCH = 200;
/** Batches of old lines that one flush removes at most; the next go on. */
const BATCHES_REMOVED = 50;
const DAY_MS = 24 * 3600 * 1000;

/** Lets others have a turn. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Over a migrated `metrics.db`. */
export async function createLogStore(deps: LogStoreDeps): Promise<LogStore> {
  const { database, clock, keepDays, most = MOST_LINES, onMany, onLoss } = deps;
  const rows = createLogRows(database);
  const inTurn = createLock();
  const indexes = new Set(await rows.indexes());
  const found = await rows.bounds();
  let first = found?.first ?? 1;
  let nextId = (found?.last ?? 0) + 1;
  let waiting: KeptLine[] = [];
  let lost = 0;

  /** What waits now, and the id from which on nothing of the database is looked at: a flush may come in between. */
  const now = (filter: LogFilter): { fresh: KeptLine[]; upTo: number } => ({
    fresh: waiting.filter((line) => matches(filter, line)),
    upTo: waiting[0]?.id ?? nextId,
  });

  async function write(batch: readonly KeptLine[]): Promise<void> {
    const needed = [...new Set(batch.map(({ id }) => indexOfLine(id)))].filter(
      (index) => !indexes.has(index),
    );
    await database.transact(async () => {
      for (const index of needed) await rows.makeIndex(index);
      await rows.put(batch);
    });
    for (const index of needed) indexes.add(index);
  }

  async function prune(): Promise<void> {
    const before = { time: clock.now() - keepDays() * DAY_MS, id: nextId - 1 - most };
    for (let batch = 0; batch < BATCHES_REMOVED; batch++) {
      const removed = await database.transact(() => rows.remove(before, BATCH));
      await breathe();
      if (removed === 0) break;
    }
    const bounds = await rows.bounds();
    first = bounds?.first ?? nextId;
    for (const index of [...indexes].filter((one) => one < indexOfLine(first))) {
      await database.transact(() => rows.dropIndex(index));
      indexes.delete(index);
      await breathe();
    }
  }

  return {
    add(line) {
      const kept = readLine(line, nextId++);
      waiting.push(kept);
      if (waiting.length === MANY) onMany();
      if (waiting.length > MOST_WAITING) {
        waiting.shift();
        lost += 1;
      }
      return kept;
    },
    flush: () =>
      inTurn(async () => {
        while (waiting.length > 0) {
          const batch = waiting.slice(0, BATCH);
          await write(batch);
          const last = batch.at(-1)?.id ?? 0;
          // Some may have been given up meanwhile; whoever reads finds each line once.
          waiting = waiting.filter(({ id }) => id > last);
          await breathe();
        }
        await prune();
        if (lost === 0) return;
        onLoss(lost);
        lost = 0;
      }),
    async list(filter, { limit, offset }) {
      const { fresh, upTo } = now(filter);
      const lines = fresh.reverse().slice(offset, offset + limit);
      let total = fresh.length;
      for (let index = indexOfLine(upTo - 1); index >= indexOfLine(first); index--) {
        if (!indexes.has(index)) continue;
        const count = await rows.count(index, upTo, filter);
        const missing = limit - lines.length;
        const skip = Math.max(0, offset - total);
        if (missing > 0 && skip < count) lines.push(...(await rows.page(index, upTo, filter, missing, skip)));
        total += count;
        await breathe();
      }
      return { lines, total };
    },
    async *all(filter) {
      const { fresh, upTo } = now(filter);
      for (let index = indexOfLine(first); index <= indexOfLine(upTo - 1); index++) {
        let after = 0;
        while (indexes.has(index)) {
          const some = await rows.following(index, after, upTo, filter, BATCH);
          if (some.length === 0) break;
          yield some;
          after = some.at(-1)?.id ?? after;
          await breathe();
        }
      }
      if (fresh.length > 0) yield fresh;
    },
    async get(id) {
      return waiting.find((line) => line.id === id) ?? (await rows.get(id)) ?? null;
    },
  };
}
