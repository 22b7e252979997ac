import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../../../electron/kernel/clock.ts';
import { createPrograms } from '../../../../electron/metrics/slow/run-program.ts';
import { createProgramFolder, type ProgramFolder } from '../../../fakes/program-folder.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';

const limits = { deadlineMs: 20_000, maxBytes: 10_000 };
const reason = (code: string) => ({ reason: { code, params: { program: 'tool' } } });

let folder: ProgramFolder;
beforeEach(async () => {
  folder = await createProgramFolder();
});
afterEach(() => folder.remove());

const programs = () => createPrograms({ clock: systemClock, folders: ['/nowhere', folder.path] });

const called = async (times: number): Promise<void> => {
  while ((await folder.calls()).length < times) await new Promise((resolve) => setTimeout(resolve, 10));
};

it('a program gets its arguments as they are, and of the environment nothing but the language', async () => {
  await folder.write('tool', 'env | sort; echo "$LANG"; exit 7');
  process.env['CANARY_SECRET'] = 'x';
  const { status, stdout } = await programs().run('tool', ['a b', '$(id)', ';', "'"], limits);
  delete process.env['CANARY_SECRET'];
  expect(status).toBe(7);
  expect(await folder.calls()).toEqual([['tool', 'a b', '$(id)', ';', "'"]]);
  expect(stdout).toContain('LC_ALL=C\n');
  expect(stdout).not.toContain('CANARY');
});

it('one that is not there, or not to be run, is told apart', async () => {
  await expect(programs().run('tool', [], limits)).rejects.toMatchObject(reason('METRICS_PROGRAM_ABSENT'));
  await writeFile(join(folder.path, 'tool'), 'no program');
  await chmod(join(folder.path, 'tool'), 0o644);
  await expect(programs().run('tool', [], limits)).rejects.toMatchObject(reason('METRICS_PROGRAM_DENIED'));
});

it('one that hangs is given up at its deadline and not started again before it has ended', async () => {
  // Its child keeps the output open, as a grandchild would after the program was killed.
  await folder.write('tool', 'sleep 5 & wait');
  const clock = createVirtualClock();
  const hanging = createPrograms({ clock, folders: [folder.path] });
  const first = hanging.run('tool', ['x'], limits);
  // Asked in the same moment, for a killed one is gone in the next; what waits for a broken disk is not.
  const codes = first.catch(async (error: unknown) => [
    error,
    await hanging.run('tool', ['x'], limits).catch((again: unknown) => again),
  ]);
  await called(1);
  await clock.advance(20_000);
  expect(await codes).toMatchObject([reason('METRICS_PROGRAM_TIMEOUT'), reason('METRICS_PROGRAM_STUCK')]);
  expect((await folder.calls()).length).toBe(1);

  // Killed, it ends; then it may be asked again.
  await folder.write('tool', 'echo fine');
  let again = 'stuck';
  while (again === 'stuck') {
    again = await hanging.run('tool', ['x'], limits).then(
      ({ stdout }) => stdout,
      () => 'stuck',
    );
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(again).toBe('fine\n');
});

it('one that prints without end is cut off', async () => {
  await folder.write('tool', 'yes');
  await expect(programs().run('tool', [], limits)).rejects.toMatchObject(reason('METRICS_PROGRAM_OUTPUT'));
});

it('one is let go of when everything stops', async () => {
  await folder.write('tool', 'exec sleep 30');
  const ending = new AbortController();
  const running = programs().run('tool', [], { ...limits, signal: ending.signal });
  await called(1);
  ending.abort();
  await expect(running).rejects.toThrow();
  await expect(programs().run('tool', [], { ...limits, signal: ending.signal })).rejects.toThrow();
});
