/** Addresses on Linux: `/proc/net` tells IPv6 flags and routes, which Node does not. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';
import { interfaceAddresses } from './interfaces.ts';
import type { Machine, MachineAddress } from './machine.ts';

/** Address flags (linux/if_addr.h). */
const FLAG_TEMPORARY = 0x01;
const FLAG_DAD_FAILED = 0x08;
const FLAG_DEPRECATED = 0x20;
const FLAG_TENTATIVE = 0x40;
/** Route flags (linux/route.h, linux/ipv6_route.h). */
const ROUTE_UP = 0x0001;
const ROUTE_REJECT = 0x0200;

const files = {
  addresses: '/proc/net/if_inet6',
  routes4: '/proc/net/route',
  routes6: '/proc/net/ipv6_route',
} as const;

function linesOf(text: string): string[][] {
  return text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.length > 1);
}

/** Reads `/proc/net/if_inet6`: address, index, prefix length, scope, flags (all hexadecimal), interface. */
export function parseInet6(text: string): MachineAddress[] {
  return linesOf(text).flatMap(([hex = '', , prefix = '', , flagsHex = '', name]) => {
    if (name === undefined || hex.length !== 32) return [];
    const flags = parseInt(flagsHex, 16);
    const bytes = hex.match(/../g)?.map((pair) => parseInt(pair, 16)) ?? [];
    return [
      {
        interface: name,
        family: 'AAAA' as const,
        address: ipaddr.fromByteArray(bytes).toString(),
        prefix_length: parseInt(prefix, 16),
        temporary: (flags & FLAG_TEMPORARY) !== 0,
        deprecated: (flags & FLAG_DEPRECATED) !== 0,
        tentative: (flags & (FLAG_TENTATIVE | FLAG_DAD_FAILED)) !== 0,
      },
    ];
  });
}

interface Route {
  readonly name: string;
  readonly metric: number;
}

function best(routes: readonly Route[]): string | null {
  const [first] = [...routes].sort((a, b) => a.metric - b.metric);
  return first?.name ?? null;
}

/** Interface of the IPv4 default route with the lowest metric, from `/proc/net/route`. */
export function parseDefaultRoute4(text: string): string | null {
  return best(
    linesOf(text).flatMap(([name = '', destination, , flags = '', , , metric, mask]) => {
      const isDefault = destination === '00000000' && mask === '00000000';
      const isUp = (parseInt(flags, 16) & (ROUTE_UP | ROUTE_REJECT)) === ROUTE_UP;
      return isDefault && isUp ? [{ name, metric: Number(metric) }] : [];
    }),
  );
}

/** Interface of the IPv6 default route with the lowest metric, from `/proc/net/ipv6_route`. */
export function parseDefaultRoute6(text: string): string | null {
  return best(
    linesOf(text).flatMap(([destination = '', length, , , , metric = '', , , flags = '', name = '']) => {
      const isDefault = /^0{32}$/.test(destination) && length === '00' && name !== 'lo';
      const isUp = (parseInt(flags, 16) & (ROUTE_UP | ROUTE_REJECT)) === ROUTE_UP;
      return isDefault && isUp ? [{ name, metric: parseInt(metric, 16) }] : [];
    }),
  );
}

/** A kernel without IPv6 has no such file, and that is an answer: there is nothing. */
function textOrNothing(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
  throw error;
}

const read = (file: string): Promise<string> => readFile(file, 'utf8').catch(textOrNothing);

function readNow(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return textOrNothing(error);
  }
}

/** Columns of `/proc/net/route` that count packets or users change all the time; the route itself is what counts. */
function routesOnly(text: string, columns: readonly number[]): string {
  return linesOf(text)
    .map((fields) => columns.map((column) => fields[column]).join(' '))
    .join('\n');
}

/** The reader for Linux. */
export function createLinuxMachine(): Machine {
  return {
    async read() {
      const [addresses, routes4, routes6] = await Promise.all([
        read(files.addresses),
        read(files.routes4),
        read(files.routes6),
      ]);
      const ipv4 = interfaceAddresses(networkInterfaces()).filter(({ family }) => family === 'A');
      return {
        addresses: [...ipv4, ...parseInet6(addresses)],
        default_interface: { A: parseDefaultRoute4(routes4), AAAA: parseDefaultRoute6(routes6) },
      };
    },
    signature: () =>
      [
        JSON.stringify(interfaceAddresses(networkInterfaces())),
        readNow(files.addresses),
        routesOnly(readNow(files.routes4), [0, 1, 2, 3, 6, 7]),
        routesOnly(readNow(files.routes6), [0, 1, 4, 5, 9]),
      ].join('\n'),
  };
}
