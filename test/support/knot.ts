/** A real name server that takes signed updates: Knot on a loopback port, in a folder of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, isTaken } from './free-port.ts';
import { findCommand } from './needs.ts';

const START_PATIENCE_MS = 120_000;

/** A key that the server knows. */
export interface KnotKey {
  readonly name: string;
  readonly algorithm: string;
  readonly secret: string;
}

/** A running server. */
export interface Knot {
  readonly port: number;
  close(): Promise<void>;
}

function configuration(folder: string, port: number, zone: string, keys: readonly KnotKey[]): string {
  const keyRows = keys.map(
    ({ name, algorithm, secret }) =>
      `  - id: ${name}.\n    algorithm: ${algorithm}\n    secret: "${secret}"\n`,
  );
  return `server:
    rundir: "${folder}"
    listen: 127.0.0.1@${port}
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
database:
    storage: "${folder}"
    journal-db-max-size: 16M
    kasp-db-max-size: 16M
    timer-db-max-size: 16M
    catalog-db-max-size: 16M
log:
  - target: stderr
    any: error
key:
${keyRows.join('')}acl:
  - id: updates
    key: [${keys.map(({ name }) => `${name}.`).join(', ')}]
    action: update
zone:
  - domain: ${zone}
    storage: "${folder}"
    file: zone
    acl: updates
`;
}

/** Starts the server with one zone, whose lines are added to its SOA and NS. Ends it itself when it does not come up. */
export async function startKnot(
  zone: string,
  lines: readonly string[],
  keys: readonly KnotKey[],
): Promise<Knot> {
  const program = findCommand('knotd');
  if (program === undefined) throw new Error('knotd is not there');
  const folder = mkdtempSync(join(tmpdir(), 'cloudcube-knot-'));
  const port = await freePort();
  const soa = `${zone}. 300 SOA ns.${zone}. admin.${zone}. 1 3600 600 86400 300`;
  const own = [soa, `${zone}. 300 NS ns.${zone}.`, `ns.${zone}. 300 A 192.0.2.53`];
  writeFileSync(join(folder, 'zone'), [...own, ...lines, ''].join('\n'));
  writeFileSync(join(folder, 'knot.conf'), configuration(folder, port, zone, keys));
  const child = spawn(program, ['-c', join(folder, 'knot.conf')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const close = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  for (const giveUp = Date.now() + START_PATIENCE_MS; !(await isTaken(port));) {
    if (Date.now() < giveUp && child.exitCode === null) {
      await pause(20);
      continue;
    }
    await close();
    throw new Error(`Knot does not come up: ${said}`);
  }
  return { port, close };
}
