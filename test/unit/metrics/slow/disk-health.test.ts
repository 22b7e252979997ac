import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDiskHealth } from '../../../../electron/metrics/slow/disk-health.ts';
import { createPrograms, programFolders } from '../../../../electron/metrics/slow/run-program.ts';
import { parseSmart, scannedDisks, smartProblem } from '../../../../electron/metrics/slow/smart.ts';
import { createProgramFolder, type ProgramFolder } from '../../../fakes/program-folder.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';
import { needs, titled } from '../../../support/needs.ts';
import { asleep, ata, notOpened, nvme, sas, scan } from './smart-answers.ts';

const question = ['-n', 'standby,3', '-H', '-A', '-i', '-j'];
const health = {
  sda: {
    disk: 'sda',
    model: 'WDC WD40EFRX-68N32N0',
    serial: 'WD-WCC7K0000001',
    passed: true,
    temperature: 34,
    power_on_hours: 30_211,
    reallocated_sectors: 8,
    pending_sectors: 0,
    used_percent: null,
    asleep_since: null,
  },
  nvme0: {
    disk: 'nvme0',
    model: 'Samsung SSD 980 PRO 1TB',
    serial: 'S5P2NG0R000001',
    passed: false,
    temperature: 41,
    power_on_hours: 8_760,
    reallocated_sectors: null,
    pending_sectors: null,
    used_percent: 112,
    asleep_since: null,
  },
  sas: {
    disk: 'bus/0 megaraid,3',
    model: 'SEAGATE ST4000NM0023',
    serial: 'Z1Z000010000',
    passed: true,
    temperature: null,
    power_on_hours: 41_000,
    reallocated_sectors: 17,
    pending_sectors: null,
    used_percent: null,
    asleep_since: null,
  },
};

describe('disk health', () => {
  let folder: ProgramFolder;
  const { signal } = new AbortController();
  beforeEach(async () => {
    folder = await createProgramFolder();
  });
  afterEach(() => folder.remove());

  /** A smartctl that answers by the last argument: the device, or `-j` of the scan. */
  async function smartctl(answers: Readonly<Record<string, [answer: unknown, status: number] | 'hangs'>>) {
    const cases = await Promise.all(
      Object.entries(answers).map(async ([last, answer], index) => {
        if (answer === 'hangs') return `${last}) exec sleep 30;;`;
        const file = join(folder.path, `${index}.json`);
        const [value, status] = answer;
        await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
        return `${last}) cat '${file}'; exit ${status};;`;
      }),
    );
    await folder.write(
      'smartctl',
      `for last; do :; done\ncase "$last" in\n${cases.join('\n')}\nesac\nexit 1`,
    );
  }

  const clock = createVirtualClock();
  const disks = () => {
    const programs = createPrograms({ clock, folders: [folder.path] });
    return createDiskHealth({ programs, clock, blockFolder: join(folder.path, 'block') });
  };

  it('is asked of one disk after the other, with the type that keeps smartctl from trying', async () => {
    for (const [disk, vendor] of [
      ['sda', 'ATA     \n'],
      ['sdb', 'USB Disk\n'],
    ] as const) {
      await mkdir(join(folder.path, 'block', disk, 'device'), { recursive: true });
      await writeFile(join(folder.path, 'block', disk, 'device', 'vendor'), vendor);
    }
    await smartctl({
      '-j': [scan, 0],
      '/dev/sda': [ata, 0],
      '/dev/sdb': [notOpened('/dev/sdb', 'No such device'), 2],
      '/dev/nvme0': [nvme, 8],
      '/dev/bus/0': [sas, 0],
    });
    expect(await disks().read(signal)).toEqual({
      value: [health.sda, { ...parseSmart('sdb', {}) }, health.nvme0, health.sas],
    });
    expect(await folder.calls()).toEqual([
      ['smartctl', '--scan', '-j'],
      ['smartctl', ...question, '-d', 'sat', '/dev/sda'],
      ['smartctl', ...question, '/dev/sdb'],
      ['smartctl', ...question, '-d', 'nvme', '/dev/nvme0'],
      ['smartctl', ...question, '-d', 'megaraid,3', '/dev/bus/0'],
    ]);
  });

  it('of a disk that sleeps is what was known, with since when; one never met awake has nothing', async () => {
    const only = { ...scan, devices: scan.devices.slice(0, 1) };
    const both = { ...scan, devices: scan.devices.slice(0, 2) };
    const health1 = disks();
    await smartctl({ '-j': [only, 0], '/dev/sda': [ata, 0] });
    await health1.read(signal);

    await smartctl({ '-j': [both, 0], '/dev/sda': [asleep, 3], '/dev/sdb': [asleep, 3] });
    const since = clock.now();
    const sleeping = {
      value: [
        { ...health.sda, asleep_since: since },
        { ...parseSmart('sdb', {}), asleep_since: since },
      ],
    };
    expect(await health1.read(signal)).toEqual(sleeping);
    await clock.advance(1_800_000);
    expect(await health1.read(signal)).toEqual(sleeping);

    await smartctl({ '-j': [only, 0], '/dev/sda': [ata, 0] });
    expect(await health1.read(signal)).toEqual({ value: [health.sda] });
  });

  it('goes on to the next disk where one hangs', async () => {
    const two = { ...scan, devices: [scan.devices[0], scan.devices[2]] };
    await smartctl({ '-j': [two, 0], '/dev/sda': 'hangs', '/dev/nvme0': [nvme, 8] });
    const reading = disks().read(signal);
    while ((await folder.calls()).length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    await clock.advance(30_000);
    expect(await reading).toEqual({ value: [parseSmart('sda', {}), health.nvme0] });
  });

  it.each([
    ['rubbish', { '-j': ['{"devices":', 0] }, 'METRICS_PROGRAM_OUTPUT'],
    ['no disk', { '-j': [{ ...scan, devices: undefined }, 0] }, 'METRICS_NO_SMART_DISKS'],
  ] as const)('with a scan that tells %s is unavailable', async (_, answers, code) => {
    await smartctl(answers as never);
    expect(await disks().read(signal)).toMatchObject({ unavailable: { code } });
  });

  it.each([
    ['Permission denied', 'METRICS_SMARTCTL_DENIED'],
    ['Operation not permitted', 'METRICS_SMARTCTL_DENIED'],
    ['Input/output error', 'METRICS_DISKS_SILENT'],
  ])('is unavailable where every disk says: %s', async (why, code) => {
    const only = { ...scan, devices: scan.devices.slice(0, 1) };
    await smartctl({ '-j': [only, 0], '/dev/sda': [notOpened('/dev/sda', why), 2] });
    expect(await disks().read(signal)).toMatchObject({ unavailable: { code } });
  });

  it('is unavailable without smartctl', async () => {
    expect(await disks().read(signal)).toEqual({
      unavailable: { code: 'METRICS_PROGRAM_ABSENT', params: { program: 'smartctl' } },
    });
  });

  const real = needs.command('smartctl');
  it.skipIf(!real.ok)(titled('the real smartctl understands the questions', real), async () => {
    const programs = createPrograms({ clock, folders: programFolders(process.platform, process.env) });
    const limits = { deadlineMs: 30_000, maxBytes: 1_000_000 };
    const scanned = await programs.run('smartctl', ['--scan', '-j'], limits);
    expect(scanned.status).toBe(0);
    expect(Array.isArray(scannedDisks(JSON.parse(scanned.stdout)))).toBe(true);
    const asked = await programs.run('smartctl', [...question, '-d', 'sat', '/dev/nonesuch'], limits);
    // Bit 0 would mean that an argument was not understood.
    expect(asked.status).toBe(2);
    expect(smartProblem(JSON.parse(asked.stdout))).toMatch(/No such device/);
  });
});

it('a scan is not believed: names that are options, lead elsewhere or are no text', () => {
  const devices = [
    { name: '--set=x', type: 'scsi' },
    { name: '/dev/../etc/passwd', type: 'scsi' },
    { name: '/dev/sda; reboot', type: 'scsi' },
    { name: '/dev/sda', type: '-s' },
    { name: '/dev/sda', type: 'scsi -s off' },
    { name: 7, type: 'scsi' },
    null,
  ];
  expect(scannedDisks({ devices })).toEqual([]);
  expect(scannedDisks([])).toEqual([]);
});

it('what a disk does not tell is null, and nothing of a wrong kind is taken', () => {
  const nothing = {
    ...health.sda,
    model: null,
    serial: null,
    passed: null,
    temperature: null,
    power_on_hours: null,
    reallocated_sectors: null,
    pending_sectors: null,
  };
  expect(parseSmart('sda', { device: { protocol: 'ATA' } })).toEqual(nothing);
  expect(
    parseSmart('sda', {
      smart_status: { passed: 'yes' },
      temperature: { current: '34' },
      power_on_time: { hours: -1 },
      ata_smart_attributes: { table: [{ id: 5, raw: 'x' }, null] },
    }),
  ).toEqual(nothing);
});
