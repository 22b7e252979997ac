/** The area over a real database and real sockets, with a clock whose hands the test turns. */
import { onTestFinished } from 'vitest';
import type { Updates } from '../../../shared/api/updates.ts';
import { createWords } from '../../../shared/i18n/index.ts';
import { createHttpClient, originOf } from '../../../electron/kernel/http-client.ts';
import { createEventBus } from '../../../electron/kernel/events.ts';
import { createScheduler } from '../../../electron/kernel/scheduler.ts';
import type { Call } from '../../../electron/server/route.ts';
import { startUpdates, updateMigrations } from '../../../electron/updates/index.ts';
import { startGitHub, type FakeGitHub } from '../../fakes/github.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';
import { listen, newDatabase, newFolder } from '../../unit/kernel/folder.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** What lasts over starts. */
export interface World {
  readonly github: FakeGitHub;
  readonly clock: VirtualClock;
  readonly folder: string;
  on: boolean;
}

/** A world in which nobody has asked yet. */
export async function createWorld(): Promise<World> {
  const github = await startGitHub();
  onTestFinished(() => github.close());
  return { github, clock: createVirtualClock(), folder: newFolder(), on: true };
}

/** How a start differs. */
export interface HomeOptions {
  readonly version?: string;
  readonly repository?: string | null;
  /** Of a whole question, ms. */
  readonly timeoutMs?: number;
}

/** Starts the area. */
export async function openHome(world: World, options: HomeOptions = {}) {
  const { github, clock, folder } = world;
  const { version = '0.1.0', repository = github.repository, timeoutMs = 10_000 } = options;
  const logger = listen();
  const database = await newDatabase(updateMigrations, folder);
  const events = createEventBus({ database, logger });
  let changes = 0;
  events.on('updates.changed', () => void (changes += 1));
  const client = createHttpClient({ named: [originOf(github.api)], timeoutMs });
  const scheduler = createScheduler({ clock, logger, random: () => 0.5 });
  const area = await startUpdates({
    ...{ database, clock, scheduler, events, logger, version },
    place: repository === null ? null : { repository, api: github.api },
    http: client.http,
    random: () => 0.5,
    isOn: () => world.on,
    setOn: (on) => Promise.resolve(void (world.on = on)),
  });
  const words = createWords('en');
  async function ask(path: string, method: string, body?: object): Promise<Updates> {
    const route = area.routes.find(({ contract }) => contract.path === path && contract.method === method);
    const call = { words, body, caller: { username: 'admin' } } as unknown as Call;
    return (await route?.handler(call))?.data as Updates;
  }
  let isOpen = true;
  async function close(): Promise<void> {
    if (!isOpen) return;
    isOpen = false;
    await area.stop();
    await scheduler.stop();
    await client.close();
    database.close();
  }
  onTestFinished(close);
  return {
    told: () => ask('/updates', 'GET'),
    check: () => ask('/updates/check', 'POST'),
    turn: (checking: boolean) => ask('/updates', 'PUT', { checking }),
    changes: () => changes,
    lines: logger.lines,
    close,
  };
}
