/** Addresses on Windows: one PowerShell call tells addresses with their state, and the default routes. */
import { networkInterfaces } from 'node:os';
import { interfaceAddresses } from './interfaces.ts';
import type { Machine, MachineReading } from './machine.ts';
import { run } from './run.ts';

/**
 * Enumerations are printed as numbers by ConvertTo-Json, so each is made a string first.
 * Metrics: a route's own plus its interface's, as Windows compares them. Names of interfaces are in the owner's
 * language, and the console's own code page would garble them.
 */
const SCRIPT = `
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8
$addresses = Get-NetIPAddress | ForEach-Object { @{ name = $_.InterfaceAlias; address = $_.IPAddress;
  length = $_.PrefixLength; origin = "$($_.SuffixOrigin)"; state = "$($_.AddressState)" } }
$routes = Get-NetRoute -DestinationPrefix '0.0.0.0/0','::/0' -ErrorAction SilentlyContinue | ForEach-Object {
  @{ name = $_.InterfaceAlias; prefix = $_.DestinationPrefix; metric = $_.RouteMetric + $_.InterfaceMetric } }
ConvertTo-Json -Compress -Depth 3 @{ addresses = @($addresses); routes = @($routes) }`;

interface PowerShellReading {
  readonly addresses: readonly {
    name: string;
    address: string;
    length: number;
    origin: string;
    state: string;
  }[];
  readonly routes: readonly { name: string; prefix: string; metric: number }[];
}

/** Reads what the script prints. `SuffixOrigin` Random marks a temporary address. */
export function parsePowerShell(text: string): MachineReading {
  const { addresses, routes } = JSON.parse(text) as PowerShellReading;
  const route = (prefix: string): string | null =>
    routes.filter((candidate) => candidate.prefix === prefix).sort((a, b) => a.metric - b.metric)[0]?.name ??
    null;
  return {
    addresses: addresses.map(({ name, address, length, origin, state }) => ({
      interface: name,
      family: address.includes(':') ? ('AAAA' as const) : ('A' as const),
      address: address.replace(/%.*$/, ''),
      prefix_length: length,
      temporary: address.includes(':') && origin === 'Random',
      deprecated: state === 'Deprecated',
      tentative: state === 'Tentative' || state === 'Duplicate' || state === 'Invalid',
    })),
    default_interface: { A: route('0.0.0.0/0'), AAAA: route('::/0') },
  };
}

/** The reader for Windows. */
export function createWindowsMachine(): Machine {
  return {
    read: async () =>
      parsePowerShell(await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', SCRIPT])),
    signature: () => JSON.stringify(interfaceAddresses(networkInterfaces())),
  };
}
