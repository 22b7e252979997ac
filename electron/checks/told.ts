/** What a caller gives of a check, made whole and checked by its kind. */
import { Value } from 'typebox/value';
import { checkConfigs, type CheckKind } from '../../shared/api/check-kinds.ts';
import type { NewCheck } from '../../shared/api/checks.ts';
import { UserError } from '../kernel/errors.ts';
import type { Kind, Kinds } from './kinds/kind.ts';
import type { CheckRules, RunContext, Told } from './model.ts';

const invalid = (path: string, keyword = 'invalid', limit: string | number = ''): UserError =>
  new UserError('VALIDATION_ERROR', {
    params: { path: `config.${path}`.replace(/\.$/, ''), keyword, limit },
  });

/** The verbs of a kind, for a config that is known to be its own. */
export function kindOf(kinds: Kinds, kind: CheckKind): Kind<CheckKind> {
  return kinds[kind];
}

/** The config with its standards filled in. @throws {UserError} `VALIDATION_ERROR` */
export function checkTold(kinds: Kinds, kind: CheckKind, given: Readonly<Record<string, unknown>>): Told {
  const schema = checkConfigs[kind];
  const config: unknown = Value.Default(schema, structuredClone(given));
  const [problem] = Value.Errors(schema, config);
  if (problem) {
    const { keyword, instancePath, params } = problem;
    const [inner] = ['requiredProperties', 'additionalProperties'].flatMap(
      (name) => (params as Readonly<Record<string, readonly string[] | undefined>>)[name] ?? [],
    );
    const limit = (params as { limit?: unknown }).limit;
    const path = [...instancePath.split('/').slice(1), ...(inner === undefined ? [] : [inner])].join('.');
    const isShown = typeof limit === 'number' || typeof limit === 'string';
    throw invalid(path, keyword, isShown ? limit : '');
  }
  const field = kindOf(kinds, kind).problem?.(config as Told['config']) ?? null;
  if (field !== null) throw invalid(field);
  return { kind, config } as Told;
}

/** What is looked at, in short. */
export const targetOf = (kinds: Kinds, { kind, config }: Told): string => kindOf(kinds, kind).target(config);

/** Runs one. */
export const runTold = (
  kinds: Kinds,
  { kind, config }: Told,
  context: RunContext,
): ReturnType<Kind<CheckKind>['run']> => kindOf(kinds, kind).run(config, context);

const heartbeatRules = { interval_seconds: 3600, retries: 0 };

/** Rules with what was left out: as they are kept already, or else the standard of the kind. */
export function rulesOf(
  given: Partial<Pick<NewCheck, keyof CheckRules>>,
  kind: CheckKind,
  before?: CheckRules,
): CheckRules {
  const standard: CheckRules = before ?? {
    ...{
      interval_seconds: 60,
      timeout_seconds: 10,
      retries: 2,
      retry_interval_seconds: 20,
      recovery_successes: 1,
    },
    ...(kind === 'heartbeat' ? heartbeatRules : {}),
  };
  return {
    interval_seconds: given.interval_seconds ?? standard.interval_seconds,
    timeout_seconds: given.timeout_seconds ?? standard.timeout_seconds,
    retries: given.retries ?? standard.retries,
    retry_interval_seconds: given.retry_interval_seconds ?? standard.retry_interval_seconds,
    recovery_successes: given.recovery_successes ?? standard.recovery_successes,
  };
}
