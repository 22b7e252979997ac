import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { createLogFile, LOG_FILE, type LogFile } from '../../../electron/logs/file.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';
import { newFolder } from '../kernel/folder.ts';

let folder: string;
let clock: VirtualClock;
let file: LogFile;
let troubles: unknown[];
let lost: number[];

function open(): void {
  file = createLogFile({
    ...{ folder, clock },
    maxBytes: () => 1000,
    keepDays: () => 3,
    onTrouble: (error) => troubles.push(error),
    onLoss: (count) => lost.push(count),
  });
}
beforeEach(() => {
  folder = join(newFolder(), 'logs');
  clock = createVirtualClock();
  [troubles, lost] = [[], []];
  open();
});

const line = (msg: string): string =>
  JSON.stringify({ level: 'info', time: new Date(clock.now()).toISOString(), msg });
const say = (msg: string): void => {
  file.write(line(msg), 'info');
};
const now = (): string => readFileSync(join(folder, LOG_FILE), 'utf8');
const closed = (): string[] => readdirSync(folder).filter((name) => name !== LOG_FILE);

it('writes nothing before a flush, an error at once with all before it, for its owner alone', () => {
  say('one');
  expect(() => now()).toThrow('ENOENT');
  file.write(line('two'), 'error');
  expect(now()).toBe(`${line('one')}\n${line('two')}\n`);
  expect(statSync(join(folder, LOG_FILE)).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

it('writes by itself once 64 kB wait', () => {
  for (let nth = 0; nth < 700; nth++) say('x'.repeat(100));
  expect(statSync(join(folder, LOG_FILE)).size).toBeGreaterThan(64_000);
});

it('begins a new file by size, and after a day also where it was begun before a restart', async () => {
  say('x'.repeat(900));
  file.flush();
  say('second file');
  file.flush();
  expect(closed()).toEqual(['cloudcube-20261120T080000000Z.log']);
  expect(now()).toContain('second file');
  await clock.advance(23 * 3600 * 1000);
  open();
  say('same day');
  file.flush();
  expect(closed()).toHaveLength(1);
  await clock.advance(3600 * 1000);
  say('next day');
  file.flush();
  expect(closed()).toHaveLength(2);
  expect(now()).toBe(`${line('next day')}\n`);
});

it('keeps ten closed files, and none beyond its days; files of others stay', async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'notes.txt'), '');
  for (let nth = 0; nth < 15; nth++) {
    say('x'.repeat(950));
    file.flush();
    await clock.advance(1000);
  }
  expect(closed()).toHaveLength(11);
  await clock.advance(4 * 24 * 3600 * 1000);
  say('later');
  file.flush();
  expect(closed()).toEqual(['cloudcube-20261124T080015000Z.log', 'notes.txt']);
});

it('goes on where somebody moved the file away', () => {
  say('one');
  file.flush();
  writeFileSync(join(folder, 'moved'), now());
  say('two');
  file.flush();
  expect(now().split('\n')).toHaveLength(3);
});

it('says once that it cannot write, keeps what there is room for, and tells what was lost', () => {
  writeFileSync(folder, 'a file in the place of the folder');
  for (let nth = 0; nth < 3000; nth++) say('x'.repeat(100));
  file.write(line('error'), 'error');
  file.flush();
  expect(troubles).toHaveLength(1);
  expect(lost).toEqual([]);
  rmSync(folder);
  file.flush();
  const kept = now().trimEnd().split('\n');
  expect(kept.at(-1)).toBe(line('error'));
  expect(lost).toEqual([3001 - kept.length]);
  expect(now().length).toBeLessThanOrEqual(256 * 1024);
});
