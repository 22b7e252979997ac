/** The unit of systemd, by systemd's own judgement. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usage } from '../../../electron/kernel/boot-settings.ts';
import { needs, titled } from '../../support/needs.ts';

const root = join(import.meta.dirname, '../../..');
const deploy = join(root, 'resources/deploy');
const text = readFileSync(join(deploy, 'cloudcube.service'), 'utf8');
const analyze = needs.command('systemd-analyze');
const sysusers = needs.command('systemd-sysusers');

it('sets only what the program knows', () => {
  const names = [...text.matchAll(/CLOUDCUBE_\w+(?==)/g)].map(([name]) => name);
  expect(names).toContain('CLOUDCUBE_DATA_DIR');
  for (const name of names) expect(usage).toContain(name);
});

describe.skipIf(!analyze.ok)(titled('cloudcube.service', analyze), () => {
  let folder: string;
  let unit: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cloudcube-unit-'));
    unit = join(folder, 'cloudcube.service');
    // What it starts has to be there to be looked at.
    writeFileSync(
      unit,
      text
        .replaceAll('/opt/cloudcube/node_modules/.bin/node', process.execPath)
        .replaceAll('/opt/cloudcube', root),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (...args: string[]) => spawnSync('systemd-analyze', args, { encoding: 'utf8' });
  /** What is said of this unit; a machine's other units may have their own troubles. */
  const complaints = (said: string): string[] =>
    said.split('\n').filter((line) => line.includes('cloudcube.service'));

  it('is understood line by line', () => {
    const { status, stderr } = run('verify', unit);
    expect(complaints(stderr)).toEqual([]);
    expect(status).toBe(0);
  });

  it('would be told of a line that is not understood', () => {
    const other = join(folder, 'other-cloudcube.service');
    writeFileSync(other, text.replace('ProtectClock=', 'ProtectClocks='));
    expect(run('verify', other).stderr).toMatch(/Unknown key .*'ProtectClocks'/);
  });

  it('is exposed by 2.5 of 10 at most, by the security analysis of systemd', () => {
    const { status, stdout } = run('security', '--offline=true', '--threshold=25', '--no-pager', unit);
    expect(status, stdout).toBe(0);
    expect(stdout).toContain('Overall exposure level for cloudcube.service');
  });
});

it.skipIf(!sysusers.ok)(titled('the user of the service can be made', sysusers), () => {
  const file = join(deploy, 'cloudcube.sysusers.conf');
  const { status, stderr } = spawnSync('systemd-sysusers', ['--dry-run', file], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  expect(/^User=(.*)$/m.exec(text)?.[1]).toBe(/^u (\S+) /m.exec(readFileSync(file, 'utf8'))?.[1]);
});
