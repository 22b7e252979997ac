import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
const door = join(root, 'scripts', 'run.mjs');

/** Runs the door as if Node were another version. */
function runAs(version: string): { status: number | null; stderr: string } {
  const pretend = `Object.defineProperty(process, 'versions', { value: { node: '${version}' } })`;
  const hook = `data:text/javascript,${encodeURIComponent(pretend)}`;
  const { status, stderr } = spawnSync(process.execPath, ['--import', hook, door, 'scripts/licences.ts'], {
    encoding: 'utf8',
  });
  return { status, stderr };
}

it('says in one line which Node is needed, and ends with 2', () => {
  const { status, stderr } = runAs('20.20.2');
  expect(status).toBe(2);
  expect(stderr.trimEnd().split('\n')).toEqual([
    expect.stringContaining('CloudCube needs Node 24 or newer; this is v20.20.2.'),
  ]);
});

it('runs the named script on Node 24 and later', () => {
  expect(runAs('24.0.0').status).toBe(0);
  expect(runAs('26.1.0').status).toBe(0);
});

it('is written in syntax that an old Node can read', () => {
  expect(readFileSync(door, 'utf8')).not.toMatch(/\?\.|\?\?|^import |\bawait\b|=>/m);
});

it('is how every script of package.json starts', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  for (const script of Object.values(scripts)) expect(script).toMatch(/^node scripts\/run\.mjs \S+\.ts/);
});
