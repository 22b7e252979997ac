import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLogger } from '../../../../electron/kernel/logger.ts';
import { createScheduler } from '../../../../electron/kernel/scheduler.ts';
import { createSlowParts } from '../../../../electron/metrics/slow/index.ts';
import { createFakeEngine, type FakeEngine } from '../../../fakes/engine.ts';
import { createProgramFolder, type ProgramFolder } from '../../../fakes/program-folder.ts';
import { createVirtualClock, type VirtualClock } from '../../../fakes/virtual-clock.ts';

let folder: ProgramFolder;
let engine: FakeEngine;
let clock: VirtualClock;
beforeEach(async () => {
  folder = await createProgramFolder();
  engine = await createFakeEngine();
  clock = createVirtualClock();
});
afterEach(async () => {
  await engine.stop();
  await folder.remove();
});

const start = (containerSocket: () => string) => {
  const logged: string[] = [];
  const logger = createLogger('info', { write: (line) => logged.push(line) });
  const scheduler = createScheduler({ clock, logger, random: () => 0 });
  const parts = createSlowParts({
    clock,
    scheduler,
    containerSocket,
    platform: 'linux',
    env: {},
    programFolders: [folder.path],
    systemdFolder: folder.path,
    blockFolder: folder.path,
  });
  return { parts, logged };
};

/** Real sockets and programs take real time, while the clock stands. */
const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
};

it('each part is read by itself, soon after the start and then at its own pace', async () => {
  await folder.write('systemctl', 'echo "[]"');
  await folder.write('smartctl', `echo '{"devices":[]}'`);
  const { parts, logged } = start(() => engine.socket);
  const notYet = { unavailable: { code: 'METRICS_NOT_READ_YET', params: {} } };
  expect(parts.latest()).toEqual({ containers: notYet, units: notYet, disk_health: notYet });

  await clock.advance(10_000);
  await until(() => Object.values(parts.latest()).every((part) => part !== notYet && !isNotYet(part)));
  expect(parts.latest()).toEqual({
    containers: { value: [] },
    units: { value: [] },
    disk_health: { unavailable: { code: 'METRICS_NO_SMART_DISKS', params: {} } },
  });

  for (let round = 2; round <= 5; round += 1) {
    await clock.advance(30_000);
    await until(() => engine.requests.length === round);
  }
  await until(async () => (await folder.calls()).filter(([name]) => name === 'systemctl').length >= 2);
  expect((await folder.calls()).filter(([name]) => name === 'smartctl').length).toBe(1);
  expect(logged).toEqual([]);
  await parts.stop();
});

it('a changed socket is used at the next look', async () => {
  let socket = '/nowhere/docker.sock';
  const { parts } = start(() => socket);
  await clock.advance(1_000);
  await until(() => !isNotYet(parts.latest().containers));
  expect(parts.latest().containers).toMatchObject({ unavailable: { code: 'METRICS_NO_ENGINE' } });
  socket = engine.socket;
  await clock.advance(30_000);
  await until(() => 'value' in parts.latest().containers);
  await parts.stop();
});

it('stopping lets go of an engine and a program that hang, and nothing runs after', async () => {
  await folder.write('systemctl', 'exec sleep 30');
  engine.reply = () => 'nothing';
  const { parts, logged } = start(() => engine.socket);
  await clock.advance(2_000);
  await until(async () => engine.requests.length === 1 && (await folder.calls()).length === 1);
  await parts.stop();
  await clock.advance(3_600_000);
  expect(engine.requests.length).toBe(1);
  expect((await folder.calls()).length).toBe(1);
  expect(logged).toEqual([]);
});

function isNotYet(part: object): boolean {
  return 'unavailable' in part && (part.unavailable as { code: string }).code === 'METRICS_NOT_READ_YET';
}
