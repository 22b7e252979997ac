/** Every operation of what keeps watch that changes something: told of itself, or not done. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, endWorld } from '../../unit/checks/home.ts';
import { answered } from '../../unit/performance/installation.ts';
import { changing, isNotDoneUntold, stepFor, tellsOfItself, type Step } from './stage.ts';
import { openWatchingStage, type WatchingStage } from './watching-stage.ts';

const world = createWorld();
let stage: WatchingStage;
let count = 0;

beforeAll(async () => {
  stage = await openWatchingStage(world);
});
afterAll(async () => {
  await stage.end();
  endWorld(world);
});

const newCheck = () => ({
  ...{ name: `walk${String(++count)}`, kind: 'heartbeat' as const },
  config: { grace_seconds: 60 },
});

/** A check that has had a sign of life. */
async function check(): Promise<string> {
  const { checks } = stage.home.area;
  const { check_id: id } = (await checks.create(newCheck())).check;
  expect(checks.beat(await checks.renewToken(id))).toBe(true);
  return id;
}

/** Requests that were answered: some are written already, others are not. */
async function measure(): Promise<void> {
  stage.performance.onAnswered(answered());
  await stage.performance.flush();
  await stage.clock.advance(1000);
  stage.performance.onAnswered(answered());
  stage.remembered.set('one', 1);
}

const steps: Readonly<Record<string, Step>> = {
  'checks.createCheck': () => ({ body: newCheck() }),
  'checks.updateCheck': async () => ({ params: { check_id: await check() }, body: { enabled: false } }),
  'checks.deleteCheck': async () => ({ params: { check_id: await check() } }),
  'checks.renewHeartbeatToken': async () => ({ params: { check_id: await check() } }),
  'checks.setDeadMan': () => ({ body: { url: 'https://hc.example.net/canary', interval_minutes: 7 } }),
  'performance.optimizePerformance': async () => {
    await measure();
    return {};
  },
  'performance.togglePerformance': () => ({ body: { enabled: false } }),
  'performance.resetPerformance': async () => {
    await measure();
    return {};
  },
  'caches.clearCache': async () => {
    await measure();
    return {};
  },
  'telemetry.setTelemetry': () => ({
    body: { endpoint: 'http://127.0.0.1:9', headers: { authorization: 'Bearer canary' } },
  }),
};

describe('while the log cannot be written', () => {
  it.each(changing('watching'))('%s is not done', (id, route) =>
    isNotDoneUntold(stage, route, stepFor(steps, id)),
  );
});

describe('what was done', () => {
  it.each(changing('watching'))('%s is told', (id, route) => tellsOfItself(stage, route, stepFor(steps, id)));

  it('holds no secret of an address or a header', async () => {
    const { rows } = await stage.audit.list({}, { limit: 1000, offset: 0 });
    expect(rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['dead_man.update', 'telemetry.change']),
    );
    expect(JSON.stringify(rows)).not.toContain('canary');
  });
});
