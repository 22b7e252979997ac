/** CloudCube beside ddclient and inadyn at the same dyndns2 server: names that all change, each program as it is used. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFakeDyndns2, type FakeDyndns2 } from '../fakes/dyndns2.ts';
import { findCommand, needs } from '../support/needs.ts';
import { runProgram } from '../support/programs.ts';
import { withAccounts } from './accounts-engine.ts';
import { spread, type Effort, type Row } from './figures.ts';

const NAMES = 20;
/** Before anything is measured; none of the programs sends it. */
const OLD = '192.0.2.1';

/** Tells all names an address that is new each time. @throws where it does not end well */
type Tell = (address: string) => Promise<number>;

/** Rows for information: each program's calls, and ms from its start to its end. */
export async function benchOtherClients({ short }: Effort): Promise<Row[]> {
  const fake = await startFakeDyndns2('dyndns2', { anyClient: true });
  const names = Array.from({ length: NAMES }, (_, index) => `host${String(index)}.${fake.zone}`);
  for (const name of names) fake.stand({ name, type: 'A', value: OLD, ttl: 60, kept: {} });
  const rounds = short ? 2 : 10;
  const title = (program: string): string => `${String(NAMES)} names told to a dyndns2 server: ${program}`;

  async function measure(program: string, tell: Tell): Promise<Row> {
    const times: number[] = [];
    let calls = 0;
    for (let round = 1; round <= rounds; round++) {
      const before = fake.calls().length;
      times.push(await tell(`93.184.216.${String(round)}`));
      calls = fake.calls().length - before;
      expectTold(fake);
    }
    return {
      name: title(program),
      value: `${String(calls)} ${calls === 1 ? 'call' : 'calls'}, ${spread(times, 0)} ms`,
    };
  }

  /** A program that is there, in a folder of its own each time. */
  async function other(program: string, run: (place: Place) => Promise<void>): Promise<Row> {
    const need = needs.command(program);
    if (!need.ok) return { name: title(program), value: `not measured: ${need.reason}` };
    return measure(program, (address) =>
      inFolder((folder) => timed(() => run({ folder, address, names, fake }))),
    );
  }

  try {
    return [await ours(), await other('ddclient', runDdclient), await other('inadyn', runInadyn)];
  } finally {
    await fake.close();
  }

  async function ours(): Promise<Row> {
    return withAccounts(async (engine) => {
      const { endpoint, credentials } = fake;
      await engine.keep(
        {
          name: 'dyndns2',
          provider: 'dyndns2',
          endpoint,
          credentials: credentials as Record<string, string>,
        },
        names,
      );
      // The first one makes the records, and the code is cold. Others do not look for a proof: here there is none.
      const servers = { published: false };
      await engine.updateAll(NAMES, servers);
      return measure('CloudCube', () => engine.updateAll(NAMES, servers));
    });
  }
}

interface Place {
  readonly folder: string;
  readonly address: string;
  readonly names: readonly string[];
  readonly fake: FakeDyndns2;
}

/** What was told is what stands there: one address, under all names, and not the one before. */
function expectTold(fake: FakeDyndns2): void {
  const values = new Set(fake.records().map(({ value }) => value));
  if (values.size !== 1 || values.has(OLD))
    throw new Error(`Not all names were told: ${[...values].join(', ')}`);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcube-bench-client-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function runToEnd(program: string, args: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await runProgram(findCommand(program) ?? program, args, {
    env: { LANG: 'C' },
  });
  if (code !== 0) throw new Error(`${program} ended with ${String(code)}: ${stdout}${stderr}`);
}

async function runDdclient({ folder, address, names, fake }: Place): Promise<void> {
  const { username, password } = fake.credentials;
  const file = join(folder, 'ddclient.conf');
  const lines = [
    'ssl=no',
    'protocol=dyndns2',
    `use=ip, ip=${address}`,
    `server=${new URL(fake.endpoint).host}`,
    `login=${String(username)}`,
    `password='${String(password)}'`,
    names.join(','),
  ];
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  const cache = join(folder, 'ddclient.cache');
  const way = ['-daemon=0', '-foreground', '-noquiet', '-force'];
  await runToEnd('ddclient', [...way, '-file', file, '-cache', cache]);
}

async function runInadyn({ folder, address, names, fake }: Place): Promise<void> {
  const { username, password } = fake.credentials;
  const file = join(folder, 'inadyn.conf');
  const cache = join(folder, 'cache');
  mkdirSync(cache);
  // Without it, inadyn asks the name servers of the network what stands under a name.
  for (const name of names) writeFileSync(join(cache, `${name}.cache`), OLD);
  const config = `custom box@bench {
    ssl = false
    ddns-server = "${new URL(fake.endpoint).host}"
    ddns-path = "/nic/update?hostname=%h&myip=%i"
    checkip-command = "echo ${address}"
    username = "${String(username)}"
    password = "${String(password)}"
    hostname = { ${names.map((name) => `"${name}"`).join(', ')} }
  }\n`;
  writeFileSync(file, config, { mode: 0o600 });
  const way = ['--once', '--force', '--foreground', '--no-pidfile'];
  await runToEnd('inadyn', [...way, '--config', file, '--cache-dir', cache]);
}
