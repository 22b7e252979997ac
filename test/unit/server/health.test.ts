import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../shared/errors.ts';
import { createHealthRoutes, type HealthChecks } from '../../../electron/server/health.ts';
import { serve } from './http.ts';

/** A server whose parts say what they are told to. */
const probe = (said: Partial<Record<keyof HealthChecks, ErrorCode>> = {}) => {
  const of = (part: keyof HealthChecks) => () => Promise.resolve(said[part] ?? null);
  const checks = { database: of('database'), scheduler: of('scheduler'), dns: of('dns') };
  return serve({ routes: createHealthRoutes({ checks, version: '1.2.3', uptimeSeconds: () => 77 }) });
};
const ok = { status: 'ok', code: null, message: null };

describe('a probe', () => {
  it.each([
    ['/health', ['database', 'scheduler', 'dns']],
    ['/ready', ['database', 'dns']],
    ['/live', ['scheduler']],
  ])('%s asks its parts, at the root and below /api/v2, without signing in', async (path, parts) => {
    const { ask } = await probe();
    for (const url of [path, `/api/v2${path}`]) {
      const answer = await ask(url);
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toMatchObject({
        success: true,
        status: 'healthy',
        data: {
          status: 'healthy',
          version: '1.2.3',
          uptime: 77,
          checks: Object.fromEntries(parts.map((part) => [part, ok])),
        },
      });
    }
  });

  it('is 503 when a part fails: status at the top, what failed in words and by part', async () => {
    const { ask, log } = await probe({ database: 'STORAGE_FULL', dns: 'SERVICE_UNAVAILABLE' });
    const answer = await ask('/health');
    expect(answer.statusCode).toBe(503);
    const body = answer.json();
    expect(body).toMatchObject({
      success: false,
      status: 'unhealthy',
      error: {
        code: 'SERVICE_UNAVAILABLE',
        message: 'A part of CloudCube does not work: database, DNS socket.',
        details: {
          status: 'unhealthy',
          version: '1.2.3',
          uptime: 77,
          checks: {
            database: { status: 'failed', code: 'STORAGE_FULL' },
            scheduler: ok,
            dns: { status: 'failed' },
          },
        },
      },
    });
    expect(body.error.details.checks.database.message).toMatch(/disk .* is full/);
    expect(log).toHaveLength(1);
  });

  it('fails only for the parts that it names', async () => {
    const { ask } = await probe({ scheduler: 'SERVICE_UNAVAILABLE' });
    const status = async (url: string) => (await ask(url)).statusCode;
    expect([await status('/health'), await status('/ready'), await status('/live')]).toEqual([503, 200, 503]);
  });

  it('speaks the reader’s language', async () => {
    const { ask } = await probe({ dns: 'SERVICE_UNAVAILABLE' });
    const answer = await ask({ url: '/ready', headers: { 'accept-language': 'zh' } });
    expect(answer.json().error.message).toMatch(/\p{Script=Han}.*DNS/u);
  });

  it('that may not be asked from there says nothing of health', async () => {
    const { ask } = await probe();
    const answer = await ask({ url: '/health', headers: { host: 'evil.example' } });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).not.toHaveProperty('status');
  });
});
