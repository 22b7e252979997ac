/** A real process with a real receiver, killed at any moment: what was stored arrives, and is not doubled. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { inRoot } from '../../../scripts/support/paths.ts';
import { createChance } from '../../soak/random.ts';
import type { OutboxTells } from './outbox-process.ts';

const seed = Number(process.env['CLOUDCUBE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const ROUNDS = Number(process.env['CLOUDCUBE_KILLS'] ?? 6);
const NOTICES = 25;

interface Arrived {
  readonly key: string;
  readonly title: string;
}

const chance = createChance(seed);
const folder = mkdtempSync(join(tmpdir(), 'cloudcube-outbox-'));
let child: ChildProcess | null = null;

afterAll(async () => {
  if (child?.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'close');
  }
  rmSync(folder, { recursive: true });
});

it('loses nothing, and doubles nothing that its receiver can tell apart', async () => {
  console.log(`The same again: CLOUDCUBE_SEED=${String(seed)}`);
  const arrived: (Arrived & { path: string })[] = [];
  const server = createServer((request, answer) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      arrived.push({ path: request.url ?? '', ...(JSON.parse(Buffer.concat(parts).toString()) as Arrived) });
      // Time for the sender to be killed between what arrived and its answer.
      setTimeout(() => answer.end(), chance.between(0, 8));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;

  const stored: string[] = [];
  let pending = Infinity;
  let failed = 0;
  async function run(notices: number, lives: () => Promise<unknown>): Promise<void> {
    const program = inRoot('test/integration/notify/outbox-process.ts');
    pending = Infinity;
    const own = fork(program, [folder, receiver, String(notices)]);
    child = own;
    own.on('message', (told: OutboxTells) => {
      if ('stored' in told) stored.push(told.stored);
      else ({ pending, failed } = told);
    });
    const closed = once(own, 'close');
    await Promise.race([lives(), closed]);
    expect(own.exitCode).toBe(null);
    own.kill('SIGKILL');
    await closed;
  }
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2));
  };

  for (let round = 0; round < ROUNDS; round++) {
    const [stops, before] = [chance.between(1, NOTICES * 2), arrived.length];
    await run(NOTICES, () => until(() => arrived.length - before >= stops || pending === 0));
  }
  await run(0, () => until(() => pending === 0));
  server.close();

  const counts = (path: string, by: 'key' | 'title'): Map<string, number> => {
    const found = new Map<string, number>();
    for (const one of arrived.filter((other) => other.path === path)) {
      found.set(one[by], (found.get(one[by]) ?? 0) + 1);
    }
    return found;
  };
  const keys = counts('/keyed', 'key');
  const titles = new Set(
    arrived.filter(({ path }) => path === '/keyed').map(({ key, title }) => `${key} ${title}`),
  );
  // Of one message there is one key, and behind it always the same words.
  expect(titles.size).toBe(keys.size);
  expect(keys.size).toBe(counts('/keyed', 'title').size);
  const plain = counts('/plain', 'title');
  for (const key of stored) {
    expect(counts('/keyed', 'title').has(key)).toBe(true);
  }
  // One that was being sent at two kills is not sent a third time, and said to have failed.
  expect(stored.filter((key) => !plain.has(key)).length).toBeLessThanOrEqual(failed);
  expect(Math.max(...plain.values())).toBeLessThanOrEqual(2);
  const doubled = [...plain.values()].filter((count) => count > 1).length;
  console.log(
    `${String(ROUNDS)} kills, ${String(stored.length)} notices; ${String(doubled)} doubled where no keys are known, ` +
      `${String([...keys.values()].filter((count) => count > 1).length)} sent twice under the same key`,
  );
});
