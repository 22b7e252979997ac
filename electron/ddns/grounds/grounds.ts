/** All grounds: our own zones, and one for each account, made when it is first needed. */
import { sleep, type Clock } from '../../kernel/clock.ts';
import { UserError } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { CycleDeps, CycleOutcome } from '../cycle.ts';
import { hostsOf } from '../state.ts';
import type { Provider } from '../providers/provider.ts';
import type { AskAuthorities } from '../verify.ts';
import { createAccountGate, type AccountGate, type AccountStanding } from './account-gate.ts';
import { createAccountGround, type AccountGround } from './account-ground.ts';
import { rebased, type GateState } from './gate.ts';
import type { Ground } from './ground.ts';
import { createLostGround } from './lost-ground.ts';
import type { Meter } from './meter.ts';
import { createRunner, type Runner } from './runner.ts';

/** What all grounds take. */
export interface GroundsDeps extends CycleDeps {
  readonly embedded: Ground;
  readonly accounts: () => Accounts;
  readonly providerOf: (id: string) => Provider | undefined;
  readonly askAuthorities: (accountId: string) => AskAuthorities;
  /** Of the last run, by account. */
  readonly gates: ReadonlyMap<string, GateState>;
  readonly meter: Pick<Meter, 'run'>;
  readonly random: () => number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly mayRetry: () => boolean;
  /** Accounts where the last run left writes whose outcome is not known. */
  readonly unsettled: readonly string[];
  readonly onEnd: (ground: Ground) => void;
}

/** The grounds. */
export interface Grounds {
  readonly embedded: Runner;
  /** Of an account that a name is in. */
  of(accountId: string | null): Runner;
  /** @throws {UserError} `RESOURCE_NOT_FOUND` */
  ofAccount(accountId: string): { readonly runner: Runner<AccountGround>; readonly gate: AccountGate };
  /** Our own zones, and every account with a name in it, or with a write whose outcome is not known. */
  active(): readonly Runner[];
  /** Every ground that was ever needed. */
  all(): readonly Runner[];
  standing(accountId: string): AccountStanding;
  /** An account was edited: what stopped it is over. */
  edited(accountId: string): Promise<void>;
  removed(accountId: string): Promise<void>;
  /** Nothing more is sent; what is under way is waited for a moment. */
  stop(): Promise<void>;
}

/** A provider that does not answer is not waited for at the end, ms: what was sent is looked for at the next start. */
const STOP_PATIENCE_MS = 1_000;

/** Makes them. */
export function createGrounds(deps: GroundsDeps): Grounds {
  const { store, state, clock, logger, random } = deps;
  // A name may have been let go since it was written: what became of that write belongs into the history all the same.
  const unsettled = new Set(deps.unsettled);
  const runnerDeps = {
    ...deps,
    onEnd(ground: Ground, outcome: CycleOutcome | null): void {
      if (ground.account_id !== null && outcome !== null) {
        if (outcome.open > 0) unsettled.add(ground.account_id);
        else unsettled.delete(ground.account_id);
      }
      deps.onEnd(ground);
    },
  };
  const embedded = createRunner(runnerDeps, deps.embedded);
  const startedAt = clock.now();
  const saved = new Map([...deps.gates].map(([id, gate]) => [id, rebased(gate, startedAt)]));
  const made = new Map<string, { runner: Runner<AccountGround>; gate: AccountGate }>();

  /** One account that cannot be used must not keep all others from it. */
  function lost(accountId: string, why: UserError): { runner: Runner<AccountGround>; gate: AccountGate } {
    const revision = (): number =>
      deps
        .accounts()
        .list()
        .find(({ account_id: id }) => id === accountId)?.revision ?? 0;
    const { ground, gate } = createLostGround(accountId, revision, why);
    return { runner: createRunner(runnerDeps, ground), gate };
  }

  function make(accountId: string): { runner: Runner<AccountGround>; gate: AccountGate } {
    const account = deps.accounts().get(accountId);
    const provider = deps.providerOf(account.provider);
    if (!provider) {
      return lost(
        accountId,
        new UserError('DDNS_PROVIDER_UNKNOWN', { params: { provider: account.provider } }),
      );
    }
    const gate = createAccountGate({
      title: provider.title,
      quota: provider.capabilities.quota,
      saved: saved.get(accountId) ?? null,
      save: (next) => store.putGate(accountId, next),
      meter: deps.meter,
      clock,
      random,
    });
    const ground = createAccountGround({
      account_id: accountId,
      provider,
      revision: () => deps.accounts().get(accountId).revision,
      open: () => deps.accounts().open(accountId),
      gate,
      askAuthorities: deps.askAuthorities(accountId),
      clock,
      logger,
    });
    return { runner: createRunner(runnerDeps, ground), gate };
  }

  function ofAccount(accountId: string): { runner: Runner<AccountGround>; gate: AccountGate } {
    const known = made.get(accountId) ?? make(accountId);
    made.set(accountId, known);
    return known;
  }

  /** The account of a name, which may have been let go in the moment in which the name was made. */
  function ofName(accountId: string): Runner<AccountGround> {
    const isThere = deps
      .accounts()
      .list()
      .some(({ account_id: id }) => id === accountId);
    if (!isThere && !made.has(accountId)) {
      made.set(
        accountId,
        lost(accountId, new UserError('DDNS_ACCOUNT_UNKNOWN', { params: { account: accountId } })),
      );
    }
    return ofAccount(accountId).runner;
  }

  const all = (): Runner[] => [embedded, ...[...made.values()].map(({ runner }) => runner)];

  return {
    embedded,
    of: (accountId) => (accountId === null ? embedded : ofName(accountId)),
    ofAccount,
    active() {
      const ids = new Set([...[...state.hosts.values()].map((host) => host.account_id), ...unsettled]);
      const accounts = [...ids].flatMap((id) => (id === null ? [] : [ofName(id)]));
      return [embedded, ...accounts];
    },
    all,
    standing: (accountId) => ofAccount(accountId).gate.standing(),
    async edited(accountId) {
      await ofAccount(accountId).gate.reset();
      state.touch();
      if (hostsOf(state, accountId).length === 0) return;
      ofAccount(accountId)
        .runner.queue.ask({ trigger: 'host_change', force: false }, false)
        .outcome.catch((error: unknown) => {
          logger.error({ error }, 'An update failed');
        });
    },
    async removed(accountId) {
      const known = made.get(accountId);
      made.delete(accountId);
      await known?.runner.stop();
      unsettled.delete(accountId);
      await store.dropOperations(accountId);
      await store.dropGate(accountId);
    },
    async stop() {
      for (const { gate } of made.values()) gate.stop();
      const ended = new AbortController();
      await Promise.race([
        Promise.all(all().map((runner) => runner.stop())),
        sleep(clock, STOP_PATIENCE_MS, ended.signal),
      ]);
      ended.abort();
    },
  };
}
