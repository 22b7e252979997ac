import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../electron/kernel/clock.ts';
import { createPrograms } from '../../../../electron/metrics/slow/run-program.ts';
import { isServiceName, parseUnits, readUnits } from '../../../../electron/metrics/slow/units.ts';
import { createProgramFolder, type ProgramFolder } from '../../../fakes/program-folder.ts';

/** As systemd 252 prints it. */
const printed = [
  {
    unit: 'auditd.service',
    load: 'not-found',
    active: 'inactive',
    sub: 'dead',
    description: 'auditd.service',
  },
  {
    unit: 'getty@tty1.service',
    load: 'loaded',
    active: 'active',
    sub: 'running',
    description: 'Getty on tty1',
  },
  { unit: 'smbd.service', load: 'loaded', active: 'failed', sub: 'failed', description: 'Samba SMB Daemon' },
  {
    unit: 'systemd-fsck@dev-disk-by\\x2duuid-ABCD.service',
    load: 'loaded',
    active: 'active',
    sub: 'exited',
    description: '',
  },
];

const services = [
  { unit: 'getty@tty1.service', description: 'Getty on tty1', active: 'active', sub: 'running' },
  { unit: 'smbd.service', description: 'Samba SMB Daemon', active: 'failed', sub: 'failed' },
  {
    unit: 'systemd-fsck@dev-disk-by\\x2duuid-ABCD.service',
    description: 'systemd-fsck@dev-disk-by\\x2duuid-ABCD.service',
    active: 'active',
    sub: 'exited',
  },
];

describe('services of systemd', () => {
  let folder: ProgramFolder;
  const { signal } = new AbortController();
  beforeEach(async () => {
    folder = await createProgramFolder();
  });
  afterEach(() => folder.remove());
  const read = (systemdFolder = folder.path) =>
    readUnits(
      { programs: createPrograms({ clock: systemClock, folders: [folder.path] }), systemdFolder },
      signal,
    );

  it('are listed with one fixed question; what is only mentioned is none of them', async () => {
    await folder.write('systemctl', `cat <<'END'\n${JSON.stringify(printed)}\nEND`);
    expect(await read()).toEqual({ value: services });
    expect(await folder.calls()).toEqual([
      ['systemctl', 'list-units', '--type=service', '--all', '--output=json', '--no-pager'],
    ]);
  });

  it('are not asked for where systemd does not run the machine', async () => {
    await folder.write('systemctl', 'echo "[]"');
    expect(await read('/nowhere/systemd')).toEqual({
      unavailable: { code: 'METRICS_NO_SYSTEMD', params: {} },
    });
    expect(await folder.calls()).toEqual([]);
  });

  it.each([
    ['absent', null, { code: 'METRICS_PROGRAM_ABSENT', params: { program: 'systemctl' } }],
    ['failing', 'exit 1', { code: 'METRICS_PROGRAM_FAILED', params: { program: 'systemctl', status: 1 } }],
    [
      'too old for JSON',
      'echo "UNIT LOAD ACTIVE SUB DESCRIPTION"',
      { code: 'METRICS_PROGRAM_OUTPUT', params: { program: 'systemctl' } },
    ],
    ['endless', 'yes', { code: 'METRICS_PROGRAM_OUTPUT', params: { program: 'systemctl' } }],
    ['killed', 'kill -9 $$', { code: 'METRICS_PROGRAM_OUTPUT', params: { program: 'systemctl' } }],
  ])('with a systemctl that is %s are unavailable', async (_, body, reason) => {
    if (body !== null) await folder.write('systemctl', body);
    expect(await read()).toEqual({ unavailable: reason });
  });
});

it('entries that are no services are passed over', () => {
  const odd = [null, 5, {}, { unit: '--help.service', load: 'loaded', active: 'active', sub: 'x' }];
  expect(parseUnits(JSON.stringify(odd))).toEqual([]);
  expect(parseUnits('{"units":[]}')).toBeNull();
});

it.each([
  ['ssh.service', true],
  ['user@1000.service', true],
  ['a\\x2db.service', true],
  ['ssh', false],
  ['--now.service', false],
  ['a b.service', false],
  ['../x.service', false],
  ['a;b.service', false],
  [`${'a'.repeat(250)}.service`, false],
])('whether %s can be a service: %s', (name, is) => {
  expect(isServiceName(name)).toBe(is);
});
