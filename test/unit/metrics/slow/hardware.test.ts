import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBlockDevices } from '../../../../electron/metrics/slow/block-devices.ts';
import { createHardware } from '../../../../electron/metrics/slow/hardware.ts';
import { parseOsRelease, parseSystemVersion } from '../../../../electron/metrics/slow/operating-system.ts';
import type { HardwareInformation } from '../../../../electron/metrics/slow/system-information.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';

type Answers = { [K in keyof HardwareInformation]: Awaited<ReturnType<HardwareInformation[K]>> };

/** A mini PC, as the library answers on it. */
const answers: Answers = {
  cpu: {
    manufacturer: 'Intel',
    brand: 'N100',
    vendor: 'Intel',
    family: '6',
    model: '190',
    stepping: '0',
    revision: '',
    voltage: '',
    speed: 0.8,
    speedMin: 0.7,
    speedMax: 3.4,
    governor: 'powersave',
    cores: 4,
    physicalCores: 4,
    processors: 1,
    socket: '',
    flags: 'fpu vme',
    virtualization: true,
    cache: { l1d: 131_072, l1i: 262_144, l2: 2_097_152, l3: 6_291_456 },
  },
  system: {
    manufacturer: 'Micro Computer Ltd.',
    model: 'UN100',
    version: 'Default string',
    serial: 'SECRET-SERIAL',
    uuid: 'SECRET-UUID',
    sku: '',
    virtual: false,
  },
  baseboard: {
    manufacturer: 'To Be Filled By O.E.M.',
    model: '',
    version: '',
    serial: '',
    assetTag: '',
    memMax: null,
    memSlots: null,
  },
  bios: { vendor: 'AMI', version: '5.27', releaseDate: '2024-03-04', revision: '' },
  memLayout: [
    {
      size: 17_179_869_184,
      bank: 'BANK 0',
      type: 'DDR5',
      clockSpeed: 4800,
      formFactor: 'SODIMM',
      manufacturer: 'Not Specified',
      partNum: 'CT16G48C40S5',
      serialNum: 'SECRET-MODULE',
      voltageConfigured: 1.1,
      voltageMin: null,
      voltageMax: null,
    },
    {
      size: 0,
      bank: 'BANK 1',
      type: 'Empty',
      clockSpeed: 0,
      formFactor: '',
      partNum: '',
      serialNum: '',
      voltageConfigured: null,
      voltageMin: null,
      voltageMax: null,
    },
  ],
};

const fake = (changed: Partial<Answers> = {}): HardwareInformation => {
  const all = { ...answers, ...changed };
  return {
    cpu: () => Promise.resolve(all.cpu),
    system: () => Promise.resolve(all.system),
    baseboard: () => Promise.resolve(all.baseboard),
    bios: () => Promise.resolve(all.bios),
    memLayout: () => Promise.resolve(all.memLayout),
  };
};

let folder: string;
const write = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'block-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('hardware', () => {
  const notTold = { unavailable: { code: 'METRICS_NOT_TOLD', params: {} } };
  const made = (load: () => Promise<HardwareInformation>, platform: NodeJS.Platform = 'linux') => {
    const clock = createVirtualClock();
    return { clock, hardware: createHardware({ clock, platform, blockFolder: folder, load }) };
  };

  it('is told without serial numbers, and without what makers write who know nothing', async () => {
    const { clock, hardware } = made(() => Promise.resolve(fake()));
    const facts = await hardware.facts();
    expect(facts).toMatchObject({
      read_at: clock.now(),
      cpu: {
        value: {
          manufacturer: 'Intel',
          model: 'N100',
          cores: cpus().length,
          physical_cores: 4,
          speed: 0.8,
          speed_max: 3.4,
        },
      },
      system: { value: { manufacturer: 'Micro Computer Ltd.', model: 'UN100', version: null } },
      board: notTold,
      bios: { value: { vendor: 'AMI', version: '5.27', release_date: '2024-03-04' } },
      virtual: { value: { virtual: false, host: null } },
      memory_modules: {
        value: [
          {
            size: 17_179_869_184,
            bank: 'BANK 0',
            type: 'DDR5',
            speed: 4800,
            manufacturer: null,
            part: 'CT16G48C40S5',
          },
        ],
      },
      disks: { value: [] },
    });
    expect(JSON.stringify(facts)).not.toContain('SECRET');
  });

  it('is loaded on the first question and read once a day, also for many who ask at once', async () => {
    let loads = 0;
    const { clock, hardware } = made(() => {
      loads += 1;
      return Promise.resolve(fake());
    });
    expect(loads).toBe(0);
    await Promise.all([hardware.facts(), hardware.facts()]);
    await clock.advance(86_399_000);
    await hardware.facts();
    expect(loads).toBe(1);
    await clock.advance(1_000);
    await hardware.facts();
    expect(loads).toBe(2);
  });

  it('is not made up where the library may not ask: one module of all the memory, a speed of 0', async () => {
    const [module] = answers.memLayout;
    const guessed = { ...module!, bank: '', type: '', clockSpeed: 0 };
    const { hardware } = made(() =>
      Promise.resolve(
        fake({
          memLayout: [guessed],
          cpu: { ...answers.cpu, speed: 0, speedMax: Number.NaN, physicalCores: 0 },
          system: { ...answers.system, manufacturer: '', model: 'Computer', version: '-' },
        }),
      ),
    );
    expect(await hardware.facts()).toMatchObject({
      memory_modules: notTold,
      system: notTold,
      cpu: { value: { speed: null, speed_max: null, physical_cores: null } },
    });
  });

  it('is told as far as it came where a part hangs or fails', async () => {
    const { clock, hardware } = made(() =>
      Promise.resolve({
        ...fake(),
        cpu: () => Promise.reject(new Error('no lscpu')),
        system: () => new Promise<never>(() => undefined),
      }),
    );
    const reading = hardware.facts();
    await clock.advance(20_000);
    const failed = (problem: string) => ({
      unavailable: { code: 'METRICS_HARDWARE_FAILED', params: { problem } },
    });
    expect(await reading).toMatchObject({
      cpu: failed('no lscpu'),
      system: failed('timeout'),
      virtual: failed('timeout'),
      bios: { value: { vendor: 'AMI' } },
    });
  });

  it('without the library still tells what the system itself says', async () => {
    const { hardware } = made(() => Promise.reject(new Error('gone')), 'darwin');
    expect(await hardware.facts()).toMatchObject({
      cpu: { unavailable: { code: 'METRICS_HARDWARE_FAILED' } },
      disks: { unavailable: { code: 'METRICS_DISKS_WOULD_WAKE' } },
      os: { platform: 'darwin', architecture: process.arch },
    });
  });
});

it('disks are what sysfs says; what is made of others, and a reader without a card, is none', async () => {
  await write('sda/size', '7814037168\n');
  await write('sda/queue/rotational', '1\n');
  await write('sda/removable', '0\n');
  await write('sda/device/model', 'WDC WD40EFRX-68N\n');
  await write('sda/device/vendor', 'ATA     \n');
  await write('nvme0n1/size', '1953525168\n');
  await write('nvme0n1/queue/rotational', '0\n');
  await write('nvme0n1/device/model', 'Samsung SSD 980 PRO 1TB                 \n');
  await write('nvme0n1/device/vendor', '0x1af4\n');
  await write('sdb/size', '0\n');
  for (const other of ['loop0', 'dm-0', 'md127', 'zram0', 'sr0']) await write(`${other}/size`, '100\n');
  expect(await readBlockDevices(folder)).toEqual([
    {
      disk: 'nvme0n1',
      model: 'Samsung SSD 980 PRO 1TB',
      vendor: null,
      size: 1_000_204_886_016,
      rotational: false,
      removable: false,
    },
    {
      disk: 'sda',
      model: 'WDC WD40EFRX-68N',
      vendor: 'ATA',
      size: 4_000_787_030_016,
      rotational: true,
      removable: false,
    },
  ]);
});

it('a system’s name is read with and without quotes', () => {
  expect(parseOsRelease('PRETTY_NAME="x"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\n')).toEqual({
    name: 'Debian GNU/Linux',
    version: '12',
  });
  expect(parseOsRelease('NAME=Alpine\nVERSION=\'3.20 "x"\'')).toEqual({
    name: 'Alpine',
    version: '3.20 "x"',
  });
  expect(parseOsRelease('')).toEqual({ name: null, version: null });
  const plist =
    '<dict><key>ProductName</key>\n<string>macOS</string><key>ProductVersion</key><string>15.1</string>';
  expect(parseSystemVersion(plist)).toEqual({ name: 'macOS', version: '15.1' });
});
