import { expect, it } from 'vitest';
import { admin, adminEnv, request } from '../support/api.ts';
import { startDaemon } from '../support/daemon.ts';

it('answers /health while 60 sign-ins are under way', async () => {
  const daemon = await startDaemon({ env: { ...adminEnv, CLOUDCUBE_LOG_LEVEL: 'error' } });
  let open = 60;
  const signIns = Array.from({ length: open }, async () => {
    const { status } = await request(daemon.url, 'POST', '/auth/login', { body: admin });
    open -= 1;
    return status;
  });
  let answered = 0;
  while (open > 0) {
    expect((await fetch(`${daemon.url}/health`)).status).toBe(200);
    if (open > 0) answered += 1;
  }
  // Not only once they were all through.
  expect(answered).toBeGreaterThan(0);
  const statuses = new Set(await Promise.all(signIns));
  expect([...statuses].sort()).toEqual(statuses.has(429) ? [200, 429] : [200]);
  expect(await daemon.stop()).toBe(0);
});
