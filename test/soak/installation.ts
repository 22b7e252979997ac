/**
 * One installation that is killed again and again, with a model of what must stand in it: each change that was asked
 * for, exactly once.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Host } from '../../shared/api/ddns-hosts.ts';
import { request, signIn } from '../support/api.ts';
import { askZone } from '../support/zone.ts';
import { HostGone, startHost, type KilledHost } from './killed-host.ts';
import type { Kill } from './moments.ts';
import type { Chance } from './random.ts';
import type { ChangeRow, Snapshot } from './snapshot.ts';

/** The name of the first start, which stays, and those between which the second host moves. */
const FIXED = 'nas.home.arpa';
const MOVING = ['box.home.arpa', 'crate.home.arpa'] as const;
const families = ['A', 'AAAA'] as const;
type Family = (typeof families)[number];

const SETTLE_PATIENCE_MS = 120_000;
const LOOK_MS = 15;

/** The n-th address of this machine. */
function address(n: number, family: Family): string {
  return family === 'A' ? `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}` : `fd00::${(n + 1).toString(16)}`;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const inOrder = (rows: readonly ChangeRow[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

/** An installation in a folder of its own. */
export type Installation = ReturnType<typeof createInstallation>;

/** Makes the folder; nothing runs yet. `program` is the built kill host. */
export function createInstallation(program: string, chance: Chance) {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcube-kill-'));
  const place = { program, dataDir: join(folder, 'data'), machineFile: join(folder, 'machine.json') };
  let host: KilledHost | null = null;
  let token = '';
  let movingId: string | null = null;
  let moving = 0;
  let current = 1;
  /** What was seen of the history and the serial when all was last found right. */
  let seenRows = 0;
  let seenSerial = 0;
  /** What must have come since then. */
  let owed: ChangeRow[] = [];
  let owedChanges = 0;

  writeAddresses();

  const running = (): KilledHost => {
    if (!host) throw new Error('Not started');
    return host;
  };
  const names = (): string[] => [FIXED, ...(movingId === null ? [] : [MOVING[moving % 2]!])];

  function writeAddresses(): void {
    const one = (family: Family) => ({
      interface: 'lan0',
      family,
      address: address(current, family),
      prefix_length: family === 'A' ? 8 : 64,
      temporary: false,
      deprecated: false,
      tentative: false,
    });
    const reading = { addresses: families.map(one), default_interface: { A: 'lan0', AAAA: 'lan0' } };
    writeFileSync(`${place.machineFile}.new`, JSON.stringify(reading));
    renameSync(`${place.machineFile}.new`, place.machineFile);
  }

  /** Starts it, as often as the given kill, and only that, ends it. */
  async function start(kill: Kill | null = null): Promise<void> {
    host = (await startHost(place, kill)) ?? (await startHost(place, null));
  }

  /** A new address, or a new name for the second host: one update, of which every row is known. */
  async function change(): Promise<void> {
    owedChanges += 1;
    if (movingId !== null && chance.next() < 0.25) await rename(movingId);
    else move();
  }

  function move(): void {
    const before = current;
    current += 1;
    writeAddresses();
    for (const name of names()) {
      for (const family of families) {
        const previous = address(before, family);
        owed.push({
          host: name,
          family,
          previous_ip: previous,
          ip: address(current, family),
          result: 'updated',
        });
      }
    }
  }

  async function rename(id: string): Promise<void> {
    const before = MOVING[moving % 2]!;
    moving += 1;
    const after = MOVING[moving % 2]!;
    for (const family of families) {
      const ip = address(current, family);
      owed.push({ host: before, family, previous_ip: ip, ip: null, result: 'removed' });
      owed.push({ host: after, family, previous_ip: null, ip, result: 'created' });
    }
    // The new name is stored before the update begins; the answer is lost when the update kills the process.
    await request(running().url, 'PUT', `/ddns/hosts/${id}`, { body: { name: after }, token }).catch(
      () => undefined,
    );
  }

  function isSettled({ operations, records, owned }: Snapshot): boolean {
    const standing = new Set(records.map(({ name, type, value }) => `${name} ${type} ${value}`));
    const wanted = names().flatMap((name) =>
      families.map((family) => `${name} ${family} ${address(current, family)}`),
    );
    return (
      operations === 0 &&
      wanted.every((line) => standing.has(line)) &&
      owned.every(({ verification }) => verification === 'verified')
    );
  }

  /** Waits until nothing is left to do. Resolves to `null` when the process ends before. */
  async function settled(): Promise<Snapshot | null> {
    const deadline = performance.now() + SETTLE_PATIENCE_MS;
    try {
      for (;;) {
        const snapshot = await running().snapshot();
        if (isSettled(snapshot)) return snapshot;
        if (performance.now() > deadline)
          throw new Error(
            `It did not settle: ${JSON.stringify({ names: names(), current, snapshot }, null, 1)}`,
          );
        await wait(LOOK_MS);
      }
    } catch (error) {
      if (error instanceof HostGone) return null;
      throw error;
    }
  }

  /** What holds in every installation that has settled. @throws {AssertionError} */
  async function checkState(snapshot: Snapshot): Promise<void> {
    const { url, dns } = running();
    const wanted = names().flatMap((name) =>
      families.map((family) => ({ name, family, value: address(current, family) })),
    );
    assert.deepEqual(
      snapshot.records.map(({ name, type, value }) => `${name} ${type} ${value}`).sort(),
      wanted.map(({ name, family, value }) => `${name} ${family} ${value}`).sort(),
      'the zone holds exactly one record for each name and type',
    );
    assert.deepEqual(
      snapshot.owned.map(({ record_id }) => record_id).sort(),
      snapshot.records.map(({ record_id }) => record_id).sort(),
      'each record is ours, none twice',
    );
    for (const { name, family, value } of wanted) {
      assert.deepEqual(await askZone(dns, name, family), [value], `${name} ${family} is answered`);
    }
    assert.deepEqual(await askZone(dns, MOVING[(moving + 1) % 2]!, 'A'), [], 'the former name is gone');
    const health = await fetch(`${url}/health`);
    assert.equal(health.status, 200, `/health: ${await health.text()}`);
    // The log and its downloads are written in their own time.
    const left = readdirSync(place.dataDir, { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      left.filter((name) => !/^(?:logs|exports)(?:\/|$)/.test(name)).sort(),
      [
        ...[
          'backups',
          'control.sock',
          'master.key',
          'metrics.db',
          'metrics.db-wal',
          'owner.lock',
          'state.db',
        ],
        'state.db-wal',
      ],
      'no file is left over',
    );
  }

  function accept({ history, serial }: Snapshot): void {
    seenRows = history.length;
    seenSerial = serial;
    owed = [];
    owedChanges = 0;
  }

  return {
    place,
    start,
    change,
    settled,
    running,
    /** The first start and a second host. */
    async setUp(): Promise<void> {
      await start();
      await settled();
      token = (await signIn(running().url)).token;
      const made = await request<Host>(running().url, 'POST', '/ddns/hosts', {
        body: { name: MOVING[0] },
        token,
      });
      movingId = made.data.host_id;
      const snapshot = await settled();
      assert.ok(snapshot);
      await checkState(snapshot);
      accept(snapshot);
    },
    /** Every change since the last time has exactly one row for each name and type, and raised the serial by one. */
    async checkOwed(): Promise<void> {
      const snapshot = await settled();
      assert.ok(snapshot, 'it runs');
      await checkState(snapshot);
      assert.deepEqual(
        inOrder(snapshot.history.slice(seenRows)),
        inOrder(owed),
        'history: nothing lost, nothing doubled',
      );
      assert.equal(snapshot.serial - seenSerial, owedChanges, 'the serial rose once for each change');
      accept(snapshot);
    },
    /**
     * Of changes that came faster than they could be followed, each that reached the zone has exactly one row: the
     * rows of a name form a chain from the last known value to the present one.
     */
    async checkChain(): Promise<void> {
      const snapshot = await settled();
      assert.ok(snapshot, 'it runs');
      await checkState(snapshot);
      const rows = snapshot.history.slice(seenRows);
      const first = owed.find(({ host: name }) => name === FIXED)?.previous_ip ?? null;
      const counts = names().flatMap((name) =>
        families.map((family) => {
          const chain = rows.filter((row) => row.host === name && row.family === family);
          const start =
            family === 'A' ? first : (owed.find((row) => row.family === 'AAAA')?.previous_ip ?? null);
          chain.forEach((row, at) => {
            assert.equal(row.result, 'updated');
            assert.equal(row.previous_ip, chain[at - 1]?.ip ?? start, `the rows of ${name} ${family} join`);
            assert.notEqual(row.ip, row.previous_ip);
          });
          if (owed.length > 0) assert.equal(chain.at(-1)?.ip, address(current, family));
          return chain.length;
        }),
      );
      const rises = snapshot.serial - seenSerial;
      assert.deepEqual(
        counts,
        counts.map(() => rises),
        'as many rows of each name as the serial rose',
      );
      accept(snapshot);
    },
    /** A new address, told to nobody: for bursts. */
    move,
    /** After a first start that was killed: one row for each record, and the administrator can sign in. */
    async checkFirstStart(): Promise<void> {
      const snapshot = await settled();
      assert.ok(snapshot, 'it runs');
      await checkState(snapshot);
      assert.deepEqual(
        inOrder(snapshot.history),
        inOrder(
          families.map((family) => ({
            host: FIXED,
            family,
            previous_ip: null,
            ip: address(current, family),
            result: 'created',
          })),
        ),
      );
      await signIn(running().url);
    },
    /** Ends it, without asking. */
    async stop(): Promise<void> {
      host?.process.kill('SIGKILL');
      await host?.ended;
    },
    folder,
  };
}
