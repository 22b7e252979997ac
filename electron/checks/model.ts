/** What the area speaks of: checks as they are kept, what a run found, and what is asked of the rest of the program. */
import type { CheckConfig, CheckKind } from '../../shared/api/check-kinds.ts';
import type { CheckOutcome } from '../../shared/api/checks.ts';
import type { StoredReason } from '../../shared/api/common.ts';
import type { Known } from '../kernel/known.ts';

/** A kind with what it is told, as one: `kind` says what `config` is. */
export type Told = {
  readonly [K in CheckKind]: { readonly kind: K; readonly config: CheckConfig<K> };
}[CheckKind];

/** When a check runs, and how sure it wants to be. */
export interface CheckRules {
  readonly interval_seconds: number;
  readonly timeout_seconds: number;
  /** Failures in a row that are not yet `down`. */
  readonly retries: number;
  readonly retry_interval_seconds: number;
  /** Successes in a row after which it is up again. */
  readonly recovery_successes: number;
}

/** A check as it is kept. Times in ms UTC. */
export type StoredCheck = Told &
  CheckRules & {
    readonly check_id: string;
    readonly name: string;
    readonly enabled: boolean;
    /** SHA-256 of the token that heartbeats come with; `null` while there is none. */
    readonly token_hash: string | null;
    readonly revision: number;
    readonly created_at: number;
    readonly updated_at: number;
  };

/** What one run found. */
export interface Finding {
  readonly outcome: CheckOutcome;
  /** Why it is not ok; `null` where it is. */
  readonly reason: StoredReason | null;
  readonly warnings: readonly StoredReason[];
  /** Milliseconds. */
  readonly latency_ms: number | null;
  /** Whole days until the first certificate of the chain ends. */
  readonly certificate_days: number | null;
  /** The way led out of this machine's own networks: a failure may be the line's, a success proves it. */
  readonly outside: boolean;
}

/** A finding that was kept for a while. */
export type KeptFinding = Finding & { readonly at: number };

/** All is well. */
export const ok = (more: Partial<Finding> = {}): Finding => ({
  ...{ outcome: 'ok', reason: null, warnings: [], latency_ms: null, certificate_days: null, outside: false },
  ...more,
});

/** It is not as it should be. */
export const failed = (
  code: string,
  params: StoredReason['params'] = {},
  more: Partial<Finding> = {},
): Finding => ({ ...ok(more), outcome: 'failed', reason: { code, params } });

/** It cannot be found out here. */
export const unavailable = (reason: StoredReason): Finding => ({ ...ok(), outcome: 'unavailable', reason });

/** A unit of systemd. */
export interface UnitState {
  /** `ssh.service` */
  readonly unit: string;
  /** ActiveState: `active`, `failed` … */
  readonly active: string;
  /** SubState: `running`, `exited` … */
  readonly sub: string;
}

/** A container of the engine. */
export interface ContainerState {
  readonly name: string;
  /** `running`, `exited` … */
  readonly state: string;
  /** `healthy`, `unhealthy`, `starting`; `null` where it has no check. */
  readonly health: string | null;
}

/** What is known of this machine; the sampler tells it. */
export interface MachineState {
  units(): Known<readonly UnitState[]>;
  containers(): Known<readonly ContainerState[]>;
}

/** One part of CloudCube; `null` where it works. */
export interface PartHealth {
  readonly part: string;
  readonly reason: StoredReason | null;
}

/** What a run may know of its check. */
export interface RunContext {
  /** Ends the run. */
  readonly signal: AbortSignal;
  /** `null` for one that is only tried. */
  readonly check_id: string | null;
  readonly interval_seconds: number;
}
