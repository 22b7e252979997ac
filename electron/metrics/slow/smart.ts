/** What smartctl prints with `-j` (smartmontools 7.0 and later), as a disk's health. Pure. */
import type { DiskHealthSample } from '../sample.ts';
import { countIn, listIn, numberIn, objectIn, textIn } from './json.ts';

/** A disk as `smartctl --scan -j` lists it. */
export interface ScannedDisk {
  /** `/dev/sda`, `/dev/nvme0`, `/dev/bus/0` */
  readonly device: string;
  /** `scsi`, `nvme`, `megaraid,3` … */
  readonly type: string;
}

const DEVICE = /^\/dev\/[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/;
const TYPE = /^[a-z0-9_]+([,+/][A-Za-z0-9_]+)*$/;

/** Disks in an answer of `--scan -j`. A name that could be an option or lead elsewhere is passed over. */
export function scannedDisks(answer: unknown): ScannedDisk[] {
  return listIn(objectIn(answer)['devices']).flatMap((entry) => {
    const { name, type } = objectIn(entry);
    if (typeof name !== 'string' || typeof type !== 'string') return [];
    return DEVICE.test(name) && TYPE.test(type) ? [{ device: name, type }] : [];
  });
}

/** How a disk is called here: as in `/dev`, and behind a controller with its place there. */
export function diskName({ device, type }: ScannedDisk): string {
  const name = device.slice('/dev/'.length);
  return type.includes(',') ? `${name} ${type}` : name;
}

/** The errors that smartctl tells of, in its words; `null` for none. */
export function smartProblem(answer: unknown): string | null {
  const messages = listIn(objectIn(objectIn(answer)['smartctl'])['messages']).map(objectIn);
  return textIn(messages.find(({ severity }) => severity === 'error')?.['string']);
}

/**
 * The raw value of an ATA attribute: the first number of its text, for the upper bytes of the number often hold
 * something else, which smartctl prints in brackets behind it.
 */
function attribute(answer: Readonly<Record<string, unknown>>, id: number): number | null {
  const table = listIn(objectIn(answer['ata_smart_attributes'])['table']).map(objectIn);
  const raw = objectIn(table.find((entry) => entry['id'] === id)?.['raw']);
  const digits = /^\d+/.exec(textIn(raw['string']) ?? '')?.[0];
  return digits === undefined ? countIn(raw['value']) : Number(digits);
}

/** Health out of an answer of `-H -A -i -j`, of an ATA, NVMe or SAS disk. What it does not tell is `null`. */
export function parseSmart(disk: string, answer: unknown): DiskHealthSample {
  const told = objectIn(answer);
  const nvme = objectIn(told['nvme_smart_health_information_log']);
  const passed = objectIn(told['smart_status'])['passed'];
  const temperature = numberIn(objectIn(told['temperature'])['current']);
  const isScsi = objectIn(told['device'])['protocol'] === 'SCSI';
  return {
    disk,
    // smartctl 7.3 and 7.4 name a SAS disk's model differently from the versions before and after.
    model: textIn(told['model_name']) ?? textIn(told['scsi_model_name']),
    serial: textIn(told['serial_number']),
    passed: typeof passed === 'boolean' ? passed : null,
    // A SAS controller that knows none says 0.
    temperature: isScsi && temperature === 0 ? null : temperature,
    power_on_hours: countIn(objectIn(told['power_on_time'])['hours']) ?? countIn(nvme['power_on_hours']),
    // The SCSI word for sectors that were put aside is "grown defect".
    reallocated_sectors: isScsi ? countIn(told['scsi_grown_defect_list']) : attribute(told, 5),
    pending_sectors: attribute(told, 197),
    used_percent:
      countIn(nvme['percentage_used']) ?? countIn(told['scsi_percentage_used_endurance_indicator']),
    asleep_since: null,
  };
}
