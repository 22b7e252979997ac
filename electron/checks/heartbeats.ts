/** The signs of life of others: by what they are recognised, and when they came last. */
import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Cancel, Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Pulse } from './kinds/heartbeat.ts';

const PREFIX = 'cch_';
/** 128 bits. */
const BYTES = 16;
const FLUSH_MS = 60_000;

interface Tables {
  check_heartbeats: { check_id: string; last_seen: number };
}

/** A new token, in letters and digits that every address takes. */
export function makeToken(randomBytes: (size: number) => Uint8Array): string {
  return PREFIX + Buffer.from(randomBytes(BYTES)).toString('hex');
}

/** What is kept of it. A plain hash is enough for 112 random bits and more (OWASP ASVS 5.0, 6.5.2). */
export const hashOfToken = (token: string): string => hash('sha256', token, 'base64url');

/** The heartbeats. */
export interface Heartbeats {
  /** Awaits them from now on. */
  await(checkId: string): void;
  /** One came. It is stored within a minute: a job that comes every few seconds need not wake the disk. */
  beat(checkId: string): void;
  forget(checkId: string): void;
  pulseOf(checkId: string): Pulse | null;
  /** When one came last, ms UTC; `null` for never. */
  lastAt(checkId: string): number | null;
  /** Stores what is not stored yet. */
  stop(): Promise<void>;
}

/** Loads them. `database` is that of measurements: what is lost of the last minute is forgiven by the start's grace. */
export async function createHeartbeats(deps: {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
}): Promise<Heartbeats> {
  const { database, clock, logger } = deps;
  const db = (): Kysely<Tables> => database.query<Tables>();
  const rows = await db().selectFrom('check_heartbeats').selectAll().execute();
  const wall = new Map(rows.map(({ check_id: id, last_seen: at }) => [id, at]));
  // Intervals are counted by the clock that nobody sets; the time that CloudCube was away only the wall clock knows.
  const start = clock.elapsed() - clock.now();
  const last = new Map(
    rows.map(({ check_id: id, last_seen: at }) => [id, Math.min(at + start, clock.elapsed())]),
  );
  const awaited = new Map<string, number>();
  const unsaved = new Set<string>();
  let flushing: Cancel | null = null;

  async function flush(): Promise<void> {
    flushing?.();
    flushing = null;
    const ids = [...unsaved];
    unsaved.clear();
    if (ids.length === 0) return;
    try {
      await database.transact(async () => {
        for (const id of ids) {
          const at = wall.get(id);
          await (at === undefined
            ? db().deleteFrom('check_heartbeats').where('check_id', '=', id).execute()
            : db()
                .insertInto('check_heartbeats')
                .values({ check_id: id, last_seen: at })
                .onConflict((conflict) => conflict.column('check_id').doUpdateSet({ last_seen: at }))
                .execute());
        }
      });
    } catch (error) {
      logger.warn({ error }, 'When heartbeats came could not be stored');
      for (const id of ids) unsaved.add(id);
    }
  }

  function saveSoon(checkId: string): void {
    unsaved.add(checkId);
    flushing ??= clock.after(FLUSH_MS, () => void flush());
  }

  return {
    await(checkId) {
      awaited.set(checkId, clock.elapsed());
    },
    beat(checkId) {
      last.set(checkId, clock.elapsed());
      wall.set(checkId, clock.now());
      saveSoon(checkId);
    },
    forget(checkId) {
      last.delete(checkId);
      awaited.delete(checkId);
      if (wall.delete(checkId)) saveSoon(checkId);
    },
    pulseOf(checkId) {
      const since = awaited.get(checkId);
      return since === undefined ? null : { last: last.get(checkId) ?? null, awaited_since: since };
    },
    lastAt: (checkId) => wall.get(checkId) ?? null,
    stop: flush,
  };
}
