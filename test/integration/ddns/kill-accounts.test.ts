/**
 * The real program, killed between any two steps while it writes to a slow provider that goes on without it: one
 * record, its right value, every change told once.
 */
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Host } from '../../../shared/api/ddns-hosts.ts';
import { startFakeCloudflare } from '../../fakes/cloudflare.ts';
import { openSlowWay } from '../../fakes/slow-way.ts';
import { buildKillHost } from '../../soak/build-host.ts';
import { startHost, type KilledHost } from '../../soak/killed-host.ts';
import type { Moment } from '../../soak/moments.ts';
import { createChance } from '../../soak/random.ts';
import { signIn, type Api } from '../../support/api.ts';

const seed = Number(process.env['CLOUDCUBE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const ROUNDS = Number(process.env['CLOUDCUBE_KILLS'] ?? 12);
/** A minute that a lost write may take is a second and a half here. */
const SPEED = 40;
const NAMES = ['nas.example.com', 'box.example.com'] as const;
/** What an update that writes to an account comes through. */
const moments: readonly Moment[] = [
  'plan',
  'apply',
  'intending',
  'intended',
  'verify',
  'record',
  'recording',
  'recorded',
  'announce',
];

const chance = createChance(seed);
const folder = mkdtempSync(join(tmpdir(), 'cloudcube-kill-accounts-'));
const machineFile = join(folder, 'machine.json');
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
let host: KilledHost | null = null;
let current = 0;

afterAll(async () => {
  host?.process.kill('SIGKILL');
  await host?.ended;
  rmSync(folder, { recursive: true });
});

const address = (): string => `8.8.${String(current >> 8)}.${String(current & 255)}`;

/** The machine has another address. */
function move(): void {
  current++;
  const one = { interface: 'wan0', family: 'A', address: address(), prefix_length: 24 };
  const addresses = [{ ...one, temporary: false, deprecated: false, tentative: false }];
  writeFileSync(
    `${machineFile}.new`,
    JSON.stringify({ addresses, default_interface: { A: 'wan0', AAAA: null } }),
  );
  renameSync(`${machineFile}.new`, machineFile);
}

it('leaves one record of each name, and each change told once', async () => {
  console.log(`The same again: CLOUDCUBE_SEED=${String(seed)}`);
  const place = { program: await buildKillHost(), dataDir: join(folder, 'data'), machineFile, speed: SPEED };
  const fake = await startFakeCloudflare({ zone: 'example.com' });
  const way = await openSlowWay(fake, () => [chance.between(20, 75), chance.between(30, 75)]);

  async function start(): Promise<Api> {
    host = await startHost(place, null);
    if (!host) throw new Error('It was killed by nobody');
    return signIn(host.url);
  }
  const running = (): KilledHost => {
    if (!host) throw new Error('Not started');
    return host;
  };
  const snapshot = async () => {
    const { operations, history } = await running().snapshot();
    return { operations, history: history.filter((row) => row.host.endsWith('.example.com')) };
  };

  move();
  let api = await start();
  const { data: account } = await api.call<{ account_id: string }>('POST', '/ddns/accounts', {
    name: 'Slow',
    provider: 'cloudflare',
    credentials: fake.credentials,
    endpoint: way.endpoint,
  });
  const { data: made } = await api.call<Host>('POST', '/ddns/hosts', {
    name: NAMES[0],
    account_id: account.account_id,
    families: ['A'],
    source: { kind: 'interface', interface: null },
  });
  let name = 0;
  let killed = 0;

  for (let round = 0; round < ROUNDS; round++) {
    const atMoment = chance.next() < 0.5;
    if (atMoment) await running().arm({ moment: chance.of(moments), nth: chance.between(1, 2) });
    // What is asked for dies with the process, or is answered too late to matter.
    if (chance.next() < 0.25) {
      name = 1 - name;
      api.call('PUT', `/ddns/hosts/${made.host_id}`, { name: NAMES[name] }).catch(() => undefined);
      await wait(chance.between(0, 60));
    }
    move();
    api.call('POST', '/ddns/update', {}).catch(() => undefined);
    await Promise.race([running().ended, wait(atMoment ? 700 : chance.between(0, 450))]);
    if (running().isAlive()) running().process.kill('SIGKILL');
    else killed++;
    await running().ended;
    api = await start();
    // Sometimes what was left open is settled first, sometimes it meets the next kill.
    if (chance.next() < 0.4) await wait(1600);
  }

  const wanted = (): string[] => [`${NAMES[name] ?? ''} A ${address()}`];
  const standing = (): string[] =>
    fake.records().map((record) => `${record.name} ${record.type} ${record.value}`);
  // An edit that was killed before it was stored was never made.
  await api.call('PUT', `/ddns/hosts/${made.host_id}`, { name: NAMES[name] });
  const deadline = performance.now() + 120_000;
  for (;;) {
    await api.call('POST', '/ddns/update', {});
    const isDone = standing().join() === wanted().join() && (await snapshot()).operations === 0;
    if ((isDone && way.pending() === 0) || performance.now() > deadline) break;
    await wait(200);
  }

  expect(standing()).toEqual(wanted());
  const { operations, history } = await snapshot();
  expect(operations).toBe(0);
  const told = history
    .filter(({ result }) => ['created', 'updated', 'removed'].includes(result))
    .map((row) => `${row.host} ${row.family} ${row.previous_ip ?? '-'} ${row.ip ?? '-'}`);
  const happened = way.changes.map(({ before, after }) => {
    const { name: where = '', type = '' } = after ?? before ?? {};
    return `${where} ${type} ${before?.value ?? '-'} ${after?.value ?? '-'}`;
  });
  expect(told.sort()).toEqual(happened.sort());
  console.log(
    `${String(ROUNDS)} kills, ${String(killed)} of them at a moment of an update; ${String(happened.length)} changes`,
  );
  await way.close();
  await fake.close();
});
