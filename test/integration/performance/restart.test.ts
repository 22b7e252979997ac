import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { adminEnv, signIn } from '../../support/api.ts';
import { startDaemon } from '../../support/daemon.ts';

interface Calls {
  readonly totals: { readonly count: number; readonly p95_ms: number | null };
  readonly measured_since: string;
}
const PATH = '/debug/api-calls?period=24h&endpoint=/api/v2/ddns/plan';

it('requests are remembered over a restart, each once', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-performance-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const first = await startDaemon({ env: adminEnv, dataDir });
  const before = await signIn(first.url);
  for (let i = 0; i < 7; i++) await before.call('GET', '/ddns/plan');
  const told = (await before.call<Calls>('GET', PATH)).data;
  expect(told.totals.count).toBe(7);
  await first.stop();

  const second = await startDaemon({ dataDir });
  onTestFinished(() => void second.stop());
  const after = await signIn(second.url);
  expect((await after.call<Calls>('GET', PATH)).data).toMatchObject({
    totals: told.totals,
    measured_since: told.measured_since,
  });
  await after.call('GET', '/ddns/plan');
  expect((await after.call<Calls>('GET', PATH)).data.totals.count).toBe(8);
});
