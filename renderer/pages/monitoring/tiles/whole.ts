/** Rates of all disks and of all interfaces together, each byte counted once. Pure. */
import type { MonitoringNow } from '../../../../shared/api/monitoring.ts';
import { isOwnDisk, isOwnInterface } from '../../../../shared/own-parts.ts';

type Disks = NonNullable<MonitoringNow['disks']>;
type Interfaces = NonNullable<MonitoringNow['interfaces']>;

/** Bytes a second, two ways; `null` before there are two looks. */
export type Rates = readonly [number, number] | null;

function sum<T>(
  all: readonly T[],
  one: (item: T) => number | null,
  other: (item: T) => number | null,
): Rates {
  const pairs = all.flatMap((item) => {
    const [first, second] = [one(item), other(item)];
    return first === null || second === null ? [] : [[first, second] as const];
  });
  if (pairs.length === 0) return null;
  return pairs.reduce<readonly [number, number]>(
    ([first, second], pair) => [first + pair[0], second + pair[1]],
    [0, 0],
  );
}

/** Read and written. */
export const diskRates = (disks: Disks): Rates =>
  sum(
    disks.filter(({ disk }) => isOwnDisk(disk)),
    ({ read_rate }) => read_rate,
    ({ write_rate }) => write_rate,
  );

/** The interfaces that reach beyond this machine by themselves. */
const ownInterfaces = (interfaces: Interfaces): Interfaces =>
  interfaces.filter((one) => isOwnInterface(one.interface));

/** Received and sent. */
export const networkRates = (interfaces: Interfaces): Rates =>
  sum(
    ownInterfaces(interfaces),
    ({ receive_rate }) => receive_rate,
    ({ send_rate }) => send_rate,
  );

/** Which disk the small picture is of: the one that did most. */
export const busiestDisk = (disks: Disks): string | undefined =>
  disks
    .filter(({ disk }) => isOwnDisk(disk))
    .toSorted((one, other) => other.read_bytes + other.written_bytes - one.read_bytes - one.written_bytes)[0]
    ?.disk;

/** Which interface it is of. */
export const busiestInterface = (interfaces: Interfaces): string | undefined =>
  ownInterfaces(interfaces).toSorted((one, other) => other.bytes_received - one.bytes_received)[0]?.interface;
