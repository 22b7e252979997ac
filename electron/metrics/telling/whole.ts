/** Disks and interfaces taken together, each byte counted once. Pure. */
import { isOwnDisk, isOwnInterface } from '../../../shared/own-parts.ts';
import type { DiskSample, InterfaceSample } from '../sample.ts';
import { because, type Telling } from './telling.ts';

/** The sum of all disks, since the machine started. */
export function wholeDisks(disks: readonly DiskSample[]) {
  const own = disks.filter(({ disk }) => isOwnDisk(disk));
  const sum = (of: (disk: DiskSample) => number): number => own.reduce((total, disk) => total + of(disk), 0);
  return {
    read_count: sum(({ reads }) => reads),
    write_count: sum(({ writes }) => writes),
    read_bytes: sum(({ read_bytes }) => read_bytes),
    write_bytes: sum(({ written_bytes }) => written_bytes),
  };
}

/** The sum of all interfaces that reach beyond this machine by themselves. A sum with an unknown part is unknown. */
export function wholeNetwork(note: Telling, path: string, interfaces: readonly InterfaceSample[]) {
  const own = interfaces.filter((one) => isOwnInterface(one.interface));
  const sum = (of: (one: InterfaceSample) => number): number =>
    own.reduce((total, one) => total + of(one), 0);
  const packets = (field: 'packets_sent' | 'packets_received', as: string): number | null =>
    own.every((one) => one[field] !== null)
      ? sum((one) => one[field] ?? 0)
      : note.lack(`${path}.${as}`, because('METRICS_NOT_TOLD'));
  return {
    bytes_sent: sum(({ bytes_sent }) => bytes_sent),
    bytes_recv: sum(({ bytes_received }) => bytes_received),
    packets_sent: packets('packets_sent', 'packets_sent'),
    packets_recv: packets('packets_received', 'packets_recv'),
  };
}
