/**
 * The ping outwards (healthchecks.io and its like): sent again and again while CloudCube is well, so that somebody else
 * notices when it is not. Its address holds a token, so it is a secret.
 */
import type { Kysely } from 'kysely';
import type { DeadManChange } from '../../shared/api/checks.ts';
import type { StoredReason } from '../../shared/api/common.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import type { Cancel, Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import { OperationalError, UserError } from '../kernel/errors.ts';
import { createHttpClient, originOf, type HttpClient } from '../kernel/http-client.ts';
import { HttpFailure, type Http } from '../kernel/http.ts';
import { createLock } from '../kernel/lock.ts';
import type { EventBus } from '../kernel/events.ts';
import type { Logger } from '../kernel/logger.ts';
import type { SecretBox } from '../kernel/secret-box.ts';
import { version } from '../kernel/version.ts';
import type { PartHealth } from './model.ts';

/** How it stands. Times in ms UTC, of the time since the start. */
export interface DeadManState {
  /** Of its address; `null` while it is off. */
  readonly host: string | null;
  readonly method: 'GET' | 'POST';
  readonly interval_minutes: number;
  readonly last_success: number | null;
  readonly last_failure: number | null;
  /** Of the last failure, until a ping succeeds. */
  readonly reason: StoredReason | null;
  readonly next_at: number | null;
}

/** What it stands on. */
export interface DeadManDeps {
  readonly database: Database;
  readonly secretBox: Pick<SecretBox, 'seal' | 'open'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly audit: AuditTrail;
  readonly events: Pick<EventBus, 'emit'>;
  readonly random: () => number;
  /** How CloudCube's own parts are. */
  readonly parts: () => Promise<readonly PartHealth[]>;
  /** Certificates to believe instead of those that Node brings, PEM. */
  readonly ca?: string | undefined;
}

/** The ping. */
export interface DeadManPing {
  state(): DeadManState;
  /** Changes it; a changed address is pinged at once. @throws {OperationalError} while secrets cannot be sealed */
  change(change: DeadManChange): Promise<DeadManState>;
  stop(): Promise<void>;
}

interface Row {
  id: number;
  url: Uint8Array | null;
  host: string | null;
  method: 'GET' | 'POST';
  interval_minutes: number;
}

const place = { table: 'dead_man', column: 'url', row: '1' } as const;
const standard: Row = { id: 1, url: null, host: null, method: 'GET', interval_minutes: 5 };
const MINUTE_MS = 60_000;
const TIMEOUT_MS = 15_000;
/** A ping that failed is sent again after so long, ms, where that is sooner. */
const RETRY_MS = 60_000;
const FIRST_MS = 10_000;
const JITTER = 0.05;

function isPlainAddress(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed?.username === '' && parsed.password === '';
}

/** Loads it, and begins where it is on. */
export async function createDeadMan(deps: DeadManDeps): Promise<DeadManPing> {
  const { database, secretBox, clock, logger, audit, events, random } = deps;
  const db = (): Kysely<{ dead_man: Row }> => database.query<{ dead_man: Row }>();
  const inTurn = createLock();
  let row: Row = (await db().selectFrom('dead_man').selectAll().executeTakeFirst()) ?? standard;
  let lastSuccess: number | null = null;
  let lastFailure: number | null = null;
  let reason: StoredReason | null = null;
  let nextAt: number | null = null;
  let cancel: Cancel = () => undefined;
  let pinging: Promise<void> = Promise.resolve();
  let client: HttpClient | null = null;
  let isStopped = false;

  async function send(http: Http, url: string): Promise<StoredReason | null> {
    const headers = { 'user-agent': `CloudCube/${version}` };
    try {
      const { status } = await http({ method: row.method, url, headers });
      return status >= 200 && status < 300 ? null : { code: 'DEAD_MAN_STATUS', params: { status } };
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      return { code: 'DEAD_MAN_UNREACHABLE', params: { problem: error.problem } };
    }
  }

  async function attempt(): Promise<StoredReason | null> {
    const { url: sealed } = row;
    if (sealed === null) return null;
    const unwell = (await deps.parts()).filter((one) => one.reason !== null).map(({ part }) => part);
    if (unwell.length > 0) return { code: 'DEAD_MAN_UNWELL', params: { parts: unwell.join(', ') } };
    let url: string;
    try {
      url = Buffer.from(secretBox.open(place, sealed)).toString();
    } catch (error) {
      if (error instanceof OperationalError) return error.reason;
      throw error;
    }
    // An own service in the local network may be named as well as one outside.
    const { ca } = deps;
    const own = createHttpClient({
      ...{ named: [originOf(url)], timeoutMs: TIMEOUT_MS },
      ...(ca === undefined ? {} : { ca }),
    });
    client = own;
    try {
      return await send(own.http, url);
    } finally {
      client = null;
      await own.close();
    }
  }

  async function ping(): Promise<void> {
    nextAt = null;
    const pinged = row;
    const failure = await attempt().catch((error: unknown): StoredReason => {
      logger.error({ error }, 'The ping outwards could not be sent');
      return { code: 'INTERNAL_ERROR', params: {} };
    });
    if (isStopped || row !== pinged) return;
    reason = failure;
    if (failure === null) lastSuccess = clock.now();
    else lastFailure = clock.now();
    events.emit('checks.pinged', {});
    const interval = row.interval_minutes * MINUTE_MS;
    plan((failure === null ? interval : Math.min(interval, RETRY_MS)) * (1 - JITTER * random()));
  }

  /** Early rather than late: who awaits it counts from the last one. */
  function plan(delayMs: number): void {
    cancel();
    nextAt = null;
    if (isStopped || row.url === null) return;
    nextAt = clock.now() + delayMs;
    cancel = clock.after(delayMs, () => {
      pinging = ping();
    });
  }

  const state = (): DeadManState => ({
    ...{ host: row.host, method: row.method, interval_minutes: row.interval_minutes },
    ...{ last_success: lastSuccess, last_failure: lastFailure, reason, next_at: nextAt },
  });

  async function change({ url, method, interval_minutes: minutes }: DeadManChange): Promise<DeadManState> {
    if (url !== undefined && url !== '' && !isPlainAddress(url)) {
      throw new UserError('VALIDATION_ERROR', { params: { path: 'url', keyword: 'invalid', limit: '' } });
    }
    const address =
      url === undefined
        ? { url: row.url, host: row.host }
        : url === ''
          ? { url: null, host: null }
          : { url: secretBox.seal(place, Buffer.from(url)), host: new URL(url).host };
    const next: Row = {
      ...{ id: 1, ...address },
      ...{ method: method ?? row.method, interval_minutes: minutes ?? row.interval_minutes },
    };
    // The address stays out of the log: what is left of it is its host.
    const payload = { host: next.host, method: next.method, interval_minutes: next.interval_minutes };
    await audit.with({ action: 'dead_man.update', payload }, async () => {
      const { id: _, ...values } = next;
      await db()
        .insertInto('dead_man')
        .values(next)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute();
    });
    row = next;
    if (url !== undefined) [lastSuccess, lastFailure, reason] = [null, null, null];
    plan(0);
    return state();
  }

  plan(FIRST_MS);
  return {
    state,
    change: (wanted) => inTurn(() => change(wanted)),
    async stop() {
      isStopped = true;
      cancel();
      await client?.close();
      await pinging;
    },
  };
}
