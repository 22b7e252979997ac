/** A day's traffic in ten minutes: when it is over, the program holds no more than when it had seen everything once. */
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { signIn } from '../support/api.ts';
import { askZone } from '../support/zone.ts';
import { someRequest } from './loads.ts';
import { inWords, startProbed, type Held } from './probed-daemon.ts';
import type { Chance } from './random.ts';

/**
 * Requests of one day: three dashboards that ask every five seconds, a page that lies open for eight hours and asks every
 * ten, a phone's widget every minute, a resolver.
 */
const REQUESTS = 3 * 17_280 + 2_880 + 1_440 + 4_000;
const MINUTES = 10;
const A_SECOND = REQUESTS / (MINUTES * 60);
/** The first minutes fill caches and make the names that the mix asks for. */
const SETTLED_AFTER_MINUTES = 3;
const MOST_HEAP_GROWTH_MB = 3;

/** Of a hundred requests, those that are not a dashboard's reading. */
const OTHERS = 0.05;

/** Answers the figures in words. */
export async function checkDay(chance: Chance): Promise<string> {
  const daemon = await startProbed();
  try {
    const api = await signIn(daemon.url);
    const reads = [
      () => api.call('GET', '/ddns/status'),
      () => api.call('GET', '/ddns/status'),
      () => api.call('GET', '/ddns/hosts'),
      () => api.call('GET', '/ddns/history?limit=20'),
      () => fetch(`${daemon.url}/health`).then((answer) => answer.arrayBuffer()),
      () => askZone(daemon.dns, 'nas.home.arpa', 'A'),
    ];
    const one = (): Promise<unknown> =>
      chance.next() < OTHERS ? someRequest(daemon.url, daemon.dns, api, chance) : chance.of(reads)();
    const seen: Held[] = [];
    for (let minute = 0; minute < MINUTES; minute += 1) {
      for (let second = 0; second < 60; second += 1) {
        const next = wait(1000);
        await Promise.all([next, ...Array.from({ length: Math.round(A_SECOND) }, one)]);
      }
      seen.push(await daemon.held());
    }
    const settled = seen[SETTLED_AFTER_MINUTES - 1];
    const last = seen.at(-1);
    assert.ok(settled && last);
    const line = `A day's traffic (${REQUESTS.toLocaleString('en')} mixed requests) in ${MINUTES} minutes: after ${SETTLED_AFTER_MINUTES} minutes ${inWords(settled)}; at the end ${inWords(last)}`;
    assert.ok(last.heap - settled.heap < MOST_HEAP_GROWTH_MB, line);
    assert.equal((await fetch(`${daemon.url}/health`)).status, 200);
    return line;
  } finally {
    await daemon.stop();
  }
}
