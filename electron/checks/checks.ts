/** The standing checks: made, changed, let go. */
import { v7 as uuid } from 'uuid';
import type { CheckChange, CheckTrial, NewCheck } from '../../shared/api/checks.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import type { Clock } from '../kernel/clock.ts';
import { UserError } from '../kernel/errors.ts';
import type { EventBus } from '../kernel/events.ts';
import { createLock } from '../kernel/lock.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Recorder } from '../kernel/recorder.ts';
import { fresh, statusOf, type Standing } from './decide.ts';
import type { Examine } from './examine.ts';
import { hashOfToken, makeToken, type Heartbeats } from './heartbeats.ts';
import type { Kinds } from './kinds/kind.ts';
import type { KeptFinding, StoredCheck } from './model.ts';
import { createRuns, type Announce, type Entry } from './runs.ts';
import type { CheckStore, Transition } from './store.ts';
import { checkTold, rulesOf } from './told.ts';

/** A check with all that is known of it. Times in ms UTC. */
export interface CheckView {
  readonly check: StoredCheck;
  readonly standing: Standing;
  readonly last: KeptFinding | null;
  readonly next_at: number | null;
  readonly last_heartbeat: number | null;
}

/** What the checks stand on. */
export interface ChecksDeps {
  readonly store: CheckStore;
  readonly kinds: Kinds;
  readonly examine: Examine;
  readonly heartbeats: Heartbeats;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly events: Pick<EventBus, 'emit'>;
  readonly logger: Logger;
  readonly recorder: Recorder;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Cryptographically random bytes. */
  readonly randomBytes: (size: number) => Uint8Array;
}

/** The checks. Each change is stored before it is answered. */
export interface Checks {
  list(): readonly CheckView[];
  /** @throws {UserError} `RESOURCE_NOT_FOUND` */
  get(checkId: string): CheckView;
  /** @throws {UserError} `VALIDATION_ERROR`, `CHECK_NAME_TAKEN`, `CHECK_TOO_MANY` */
  create(input: NewCheck): Promise<CheckView>;
  update(checkId: string, change: CheckChange): Promise<CheckView>;
  remove(checkId: string): Promise<void>;
  /** Runs it now, as any other run. `finding` is of a paused one, too, which it changes nothing of. */
  run(checkId: string): Promise<{ readonly view: CheckView; readonly finding: KeptFinding }>;
  /** Runs what is not kept. @throws {UserError} `VALIDATION_ERROR` */
  try(trial: CheckTrial): Promise<KeptFinding>;
  /** The newest first. */
  history(
    checkId: string,
    position: { readonly limit: number; readonly offset: number },
  ): Promise<{
    readonly transitions: readonly Transition[];
    readonly total: number;
    readonly results: readonly KeptFinding[];
  }>;
  /** A new token for heartbeats, told this once. @throws {UserError} `CHECK_NO_HEARTBEAT` */
  renewToken(checkId: string): Promise<string>;
  /** A sign of life; `false` for a token of nobody. */
  beat(token: string): boolean;
  /** Runs soon what could not be told while the line was dead. */
  lookAgain(): void;
  /** Does other work within the bound of what runs at once. */
  within<T>(work: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** As many as one machine can look after; each has series of its own. */
export const MOST_CHECKS = 500;
/** Over how long (ms) the first runs after a start are spread. */
const FIRST_MS = 30_000;

/** Loads the checks and begins to run them. */
export async function createChecks(deps: ChecksDeps): Promise<Checks> {
  const { store, kinds, heartbeats, audit, clock, events } = deps;
  const entries = new Map<string, Entry>();
  const idsByHash = new Map<string, string>();
  const inTurn = createLock();

  for (const { check, standing } of await store.all()) {
    entries.set(check.check_id, { check, standing, results: [] });
    if (check.token_hash !== null) idsByHash.set(check.token_hash, check.check_id);
  }

  const announce: Announce = (checkId, { from, to, reason }) => {
    events.emit('checks.changed', { at: clock.now(), check_id: checkId, from, to, reason });
  };
  const runs = createRuns({
    ...{ ...deps, entries, announce },
    looked: (checkId) => {
      events.emit('checks.looked', { check_id: checkId });
    },
  });

  function find(checkId: string): Entry {
    const entry = entries.get(checkId);
    if (!entry) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'check' } });
    return entry;
  }

  function view({ check, standing, results }: Entry): CheckView {
    const { check_id: id } = check;
    const [last, next] = [results.at(-1) ?? null, runs.nextAt(id)];
    return { check, standing, last, next_at: next, last_heartbeat: heartbeats.lastAt(id) };
  }

  function checkName(given: string, ownId: string | null): string {
    const name = given.trim();
    const taken = [...entries.values()].some(({ check }) => check.name === name && check.check_id !== ownId);
    if (taken) throw new UserError('CHECK_NAME_TAKEN', { params: { name } });
    return name;
  }

  async function create(input: NewCheck): Promise<CheckView> {
    if (entries.size >= MOST_CHECKS)
      throw new UserError('CHECK_TOO_MANY', { params: { maximum: MOST_CHECKS } });
    const now = clock.now();
    const check: StoredCheck = {
      check_id: uuid(),
      name: checkName(input.name, null),
      ...checkTold(kinds, input.kind, input.config),
      enabled: input.enabled ?? true,
      ...rulesOf(input, input.kind),
      token_hash: null,
      revision: 1,
      created_at: now,
      updated_at: now,
    };
    const event = { action: 'check.create', target_id: check.check_id, payload: input };
    await audit.with(event, () => store.insert(check));
    const entry: Entry = { check, standing: fresh, results: [] };
    entries.set(check.check_id, entry);
    runs.begin(entry, 0);
    announce(check.check_id, { from: null, to: statusOf(fresh, check.enabled), reason: null });
    return view(entry);
  }

  async function update(checkId: string, change: CheckChange): Promise<CheckView> {
    const { check: before, standing, results } = find(checkId);
    const told = change.config ? checkTold(kinds, before.kind, change.config) : null;
    const check = {
      ...before,
      ...(told ?? {}),
      ...rulesOf(change, before.kind, before),
      name: change.name === undefined ? before.name : checkName(change.name, checkId),
      enabled: change.enabled ?? before.enabled,
      revision: before.revision + 1,
      updated_at: clock.now(),
    } as StoredCheck;
    const isOther = told !== null && JSON.stringify(told.config) !== JSON.stringify(before.config);
    // What was found out of another target, or before a pause, says nothing of now.
    const restarts = isOther || check.enabled !== before.enabled;
    const after = restarts ? fresh : standing;
    const [from, to] = [statusOf(standing, before.enabled), statusOf(after, check.enabled)];
    const event = { action: 'check.update', target_id: checkId, payload: change };
    await audit.with(event, async () => {
      await store.update(check);
      if (restarts) await store.settle(checkId, after, { at: clock.now(), from, to, reason: null });
    });
    const entry: Entry = { check, standing: after, results: isOther ? [] : results };
    entries.set(checkId, entry);
    runs.begin(entry, 0);
    announce(checkId, { from, to, reason: null });
    return view(entry);
  }

  async function remove(checkId: string): Promise<void> {
    const { check, standing } = find(checkId);
    const event = { action: 'check.delete', target_id: checkId, payload: { name: check.name } };
    await audit.with(event, () => store.remove(checkId));
    entries.delete(checkId);
    if (check.token_hash !== null) idsByHash.delete(check.token_hash);
    runs.end(checkId);
    heartbeats.forget(checkId);
    announce(checkId, { from: statusOf(standing, check.enabled), to: null, reason: null });
  }

  async function renewToken(checkId: string): Promise<string> {
    const entry = find(checkId);
    if (entry.check.kind !== 'heartbeat') throw new UserError('CHECK_NO_HEARTBEAT');
    const token = makeToken(deps.randomBytes);
    const check = { ...entry.check, token_hash: hashOfToken(token), updated_at: clock.now() };
    await audit.with({ action: 'check.rotate', target_id: checkId }, () => store.update(check));
    if (entry.check.token_hash !== null) idsByHash.delete(entry.check.token_hash);
    idsByHash.set(check.token_hash, checkId);
    entries.set(checkId, { ...entry, check });
    // Somebody has to put it to use first.
    runs.begin({ ...entry, check }, 0);
    return token;
  }

  for (const entry of entries.values()) runs.begin(entry, FIRST_MS);

  return {
    list: () => [...entries.values()].map(view),
    get: (checkId) => view(find(checkId)),
    create: (input) => inTurn(() => create(input)),
    update: (checkId, change) => inTurn(() => update(checkId, change)),
    remove: (checkId) => inTurn(() => remove(checkId)),
    async run(checkId) {
      const finding = await runs.now(find(checkId));
      return { view: view(find(checkId)), finding };
    },
    try: (trial) => runs.try(trial),
    async history(checkId, position) {
      const { results } = find(checkId);
      const { rows, total } = await store.transitions(checkId, position);
      return { transitions: rows, total, results: results.toReversed() };
    },
    renewToken: (checkId) => inTurn(() => renewToken(checkId)),
    beat(token) {
      const id = idsByHash.get(hashOfToken(token));
      const entry = id === undefined ? undefined : entries.get(id);
      if (id === undefined || !entry) return false;
      heartbeats.beat(id);
      if (entry.check.enabled) runs.soon(id);
      return true;
    },
    lookAgain: runs.lookAgain,
    within: runs.within,
    stop: runs.stop,
  };
}
