/** The probes: each part is really asked, each answer is what it said. */
import { healthRoutes, type Health } from '../../shared/api/health.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Words } from '../../shared/i18n/index.ts';
import { OperationalError } from '../kernel/errors.ts';
import { implement, type Answer, type BoundRoute } from './route.ts';

/** Asks one part. Resolves to what is wrong, `null` when it works. */
export type HealthCheck = () => Promise<ErrorCode | null>;

/** The parts that the probes ask. */
export interface HealthChecks {
  readonly database: HealthCheck;
  readonly scheduler: HealthCheck;
  readonly dns: HealthCheck;
}

/** Probes over the parts' own checks. */
export function createHealthRoutes(deps: {
  checks: HealthChecks;
  version: string;
  uptimeSeconds: () => number;
}): BoundRoute[] {
  const { checks, version, uptimeSeconds } = deps;

  async function ask(parts: readonly (keyof HealthChecks)[], words: Words): Promise<Answer<Health>> {
    const found = await Promise.all(
      parts.map(async (part) => {
        const code = await checks[part]();
        const message = code && words.explain({ code, params: { parts: words.say(`parts.${part}`) } });
        return [
          part,
          { status: code === null ? ('ok' as const) : ('failed' as const), code, message },
        ] as const;
      }),
    );
    const failed = found
      .filter(([, check]) => check.status === 'failed')
      .map(([part]) => words.say(`parts.${part}`));
    const data: Health = {
      status: failed.length === 0 ? 'healthy' : 'unhealthy',
      version,
      uptime: uptimeSeconds(),
      checks: Object.fromEntries(found),
    };
    if (failed.length === 0) return { data };
    throw new OperationalError('SERVICE_UNAVAILABLE', {
      params: { parts: failed.join(', ') },
      details: data,
    });
  }

  return implement(healthRoutes, {
    health: ({ words }) => ask(['database', 'scheduler', 'dns'], words),
    ready: ({ words }) => ask(['database', 'dns'], words),
    live: ({ words }) => ask(['scheduler'], words),
  });
}
