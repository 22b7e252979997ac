/** Looking for newer versions, over sockets: what is asked, what is made of each answer, when nobody is asked. */
import { expect, it, vi } from 'vitest';
import type { GitHubMood } from '../../fakes/github.ts';
import { createWorld, DAY, HOUR, openHome, type World } from './home.ts';

/** Lets time pass until a question has been answered. */
async function letLook(world: World, home: Awaited<ReturnType<typeof openHome>>, ms: number): Promise<void> {
  const before = home.changes();
  await world.clock.advance(ms);
  await vi.waitFor(() => expect(home.changes()).toBeGreaterThan(before), { timeout: 30_000, interval: 20 });
}

it('asks once a day, and an unchanged answer leaves all as it is', async () => {
  const world = await createWorld();
  const home = await openHome(world);
  expect(await home.told()).toMatchObject({
    ...{ version: '0.1.0', newer: null, checked_at: null, checking: true },
    reason: { code: 'UPDATES_NOT_YET' },
  });
  await letLook(world, home, HOUR);
  const found = await home.told();
  expect(found).toMatchObject({
    newer: {
      version: '0.2.0',
      url: 'https://github.com/example/cloudcube/releases/tag/v0.2.0',
      published_at: '2026-11-19T12:00:00.000Z',
    },
    releases_url: 'https://github.com/example/cloudcube/releases',
    reason: null,
  });
  const next = Date.parse(found.next_check_at ?? '') - Date.parse(found.checked_at ?? '');
  expect(next).toBeGreaterThanOrEqual(DAY);
  expect(next).toBeLessThan(1.1 * DAY + HOUR);

  await world.clock.advance(DAY - HOUR);
  expect(world.github.asked).toEqual([{ etag: null }]);
  await letLook(world, home, 4 * HOUR);
  expect(world.github.asked).toEqual([{ etag: null }, { etag: expect.stringMatching(/^W\/"/) }]);
  const again = await home.told();
  expect(again).toMatchObject({ newer: found.newer, reason: null });
  expect(again.checked_at).not.toBe(found.checked_at);

  world.github.release = { ...world.github.release, tag_name: 'v0.3.0' };
  await letLook(world, home, 1.2 * DAY);
  expect((await home.told()).newer?.version).toBe('0.3.0');
  expect(world.github.wrong).toEqual([]);
});

const useless: [string, GitHubMood, string, number][] = [
  ['knows no release', 'nothing', 'UPDATES_NONE', DAY],
  ['has had too many questions', { limited: 0 }, 'UPDATES_LIMITED', HOUR],
  ['forbids', { status: 403 }, 'UPDATES_REFUSED', DAY],
  ['has moved', { status: 301, headers: { location: '/elsewhere' } }, 'UPDATES_REFUSED', DAY],
  ['is broken', { status: 500 }, 'UPDATES_REFUSED', HOUR],
  ['is a portal', 'portal', 'UPDATES_STRANGE', DAY],
  ['says something else', { status: 200, body: '{"tag_name":7}' }, 'UPDATES_STRANGE', DAY],
  ['goes on without end', 'endless', 'UPDATES_UNREACHABLE', HOUR],
];
it.each(useless)('tells why nothing is known where the other side %s', async (_, mood, code, wait) => {
  const world = await createWorld();
  const home = await openHome(world);
  world.github.mood = mood;
  await letLook(world, home, HOUR);
  const told = await home.told();
  expect(told).toMatchObject({ newer: null, reason: { code, message: expect.stringMatching(/^[^{}]+\.$/) } });
  const next = Date.parse(told.next_check_at ?? '') - Date.parse(told.checked_at ?? '');
  expect(next).toBeGreaterThanOrEqual(wait);
  expect(next).toBeLessThan(1.1 * wait + HOUR);
  // It is told once in the log, however often it is met.
  await letLook(world, home, 1.3 * wait + HOUR);
  expect(home.lines.filter((line) => line.startsWith('warn'))).toHaveLength(1);
});

it('gives up on who says nothing', async () => {
  const world = await createWorld();
  const home = await openHome(world, { timeoutMs: 100 });
  world.github.mood = 'silent';
  expect(await home.check()).toMatchObject({
    reason: { code: 'UPDATES_UNREACHABLE', params: { problem: 'timeout' } },
  });
});

it('keeps what it knew where it learns nothing new', async () => {
  const world = await createWorld();
  const home = await openHome(world);
  await home.check();
  world.github.mood = { status: 502 };
  await letLook(world, home, 1.2 * DAY);
  expect(await home.told()).toMatchObject({
    newer: { version: '0.2.0' },
    reason: { code: 'UPDATES_REFUSED', params: { status: 502 } },
  });
});

it('leaves who asked for it alone, whoever wants to know', async () => {
  const world = await createWorld();
  const home = await openHome(world);
  world.github.mood = { limited: Math.floor(world.clock.now() / 1000) + 7200 };
  await home.check();
  world.github.mood = 'well';
  await world.clock.advance(1.9 * HOUR);
  expect(await home.check()).toMatchObject({ newer: null, reason: { code: 'UPDATES_LIMITED' } });
  expect(world.github.asked).toHaveLength(1);
  await world.clock.advance(0.2 * HOUR);
  expect((await home.check()).newer?.version).toBe('0.2.0');
});

it('asks for somebody who wants to know, once a minute and once for all at a time', async () => {
  const world = await createWorld();
  const home = await openHome(world);
  const both = await Promise.all([home.check(), home.check()]);
  expect(both.map(({ newer }) => newer?.version)).toEqual(['0.2.0', '0.2.0']);
  await world.clock.advance(59_000);
  await home.check();
  expect(world.github.asked).toHaveLength(1);
  await world.clock.advance(2000);
  await home.check();
  expect(world.github.asked).toHaveLength(2);
});

it('asks nobody by itself while it is switched off', async () => {
  const world = await createWorld();
  const home = await openHome(world);
  expect(await home.turn(false)).toMatchObject({
    ...{ checking: false, next_check_at: null },
    reason: { code: 'UPDATES_OFF' },
  });
  await world.clock.advance(5 * DAY);
  expect(world.github.asked).toEqual([]);
  expect((await home.check()).newer?.version).toBe('0.2.0');
  await world.clock.advance(5 * DAY);
  expect(world.github.asked).toHaveLength(1);
  await home.turn(true);
  await letLook(world, home, HOUR);
  expect(world.github.asked).toHaveLength(2);
});

it('asks nobody where the build knows no place of releases', async () => {
  const world = await createWorld();
  const home = await openHome(world, { repository: null });
  await world.clock.advance(3 * DAY);
  expect(await home.check()).toMatchObject({
    ...{ newer: null, releases_url: null, checked_at: null, next_check_at: null },
    reason: { code: 'UPDATES_NO_PLACE' },
  });
  expect([...world.github.asked, ...world.github.wrong]).toEqual([]);
});

it('knows after a start anew what was found before, and is told of what it has become itself', async () => {
  const world = await createWorld();
  const first = await openHome(world);
  const before = await first.check();
  await first.close();

  const second = await openHome(world);
  expect(await second.told()).toMatchObject({ newer: before.newer, checked_at: before.checked_at });
  await world.clock.advance(20 * HOUR);
  expect(world.github.asked).toHaveLength(1);
  await second.close();

  const renewed = await openHome(world, { version: '0.2.0' });
  expect(await renewed.told()).toMatchObject({ newer: null, reason: null });
  await letLook(world, renewed, 8 * HOUR);
  expect(world.github.asked[1]?.etag).not.toBeNull();
  await renewed.close();

  // Releases of another repository are none of ours, and its answers have other marks.
  const moved = await openHome(world, { repository: 'elsewhere/cloudcube' });
  expect(await moved.told()).toMatchObject({ newer: null, reason: { code: 'UPDATES_NOT_YET' } });
});

it('stops while a question is open, and keeps nothing of it', async () => {
  const world = await createWorld();
  const home = await openHome(world);
  world.github.mood = 'silent';
  const asking = home.check();
  await vi.waitFor(() => expect(world.github.asked).toHaveLength(1), { timeout: 30_000, interval: 20 });
  await home.close();
  expect(await asking).toMatchObject({ checked_at: null });
  world.github.mood = 'well';
  const again = await openHome(world);
  expect(await again.told()).toMatchObject({ checked_at: null });
});
