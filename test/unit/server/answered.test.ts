import { describe, expect, it } from 'vitest';
import type { Answered } from '../../../electron/server/answered.ts';
import { serve } from './http.ts';

async function listening() {
  const told: Answered[] = [];
  const server = await serve({ onAnswered: (answered) => void told.push({ ...answered }) });
  return { ...server, told };
}

describe('whoever wants to know of answered requests', () => {
  it('is told of each once, by its documented address and with its caller', async () => {
    const { ask, told } = await listening();
    const answer = await ask({ url: '/api/v2/things/t1' });
    await ask({ url: '/api/v2/me', headers: { authorization: 'Bearer admin' } });
    expect(told).toMatchObject([
      {
        method: 'GET',
        route: '/api/v2/things/{thing_id}',
        status: 200,
        caller: null,
        request_id: answer.headers['x-request-id'],
        bytes: answer.rawPayload.length,
      },
      { route: '/api/v2/me', caller: { user_id: 'u1' } },
    ]);
    expect(told[0]!.duration).toBeGreaterThan(0);
  });

  it('is told of refusals and failures', async () => {
    const { ask, told } = await listening();
    await ask('/api/v2/nothing/here');
    await ask('/api/v2/me');
    await ask('/api/v2/fail/bug');
    await ask({ url: '/api/v2/things', headers: { host: 'evil.example' } });
    expect(told.map(({ route, status }) => [route, status])).toEqual([
      [null, 404],
      ['/api/v2/me', 401],
      ['/api/v2/fail/{how}', 500],
      ['/api/v2/things', 403],
    ]);
  });
});
