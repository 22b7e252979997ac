import { describe, expect, it } from 'vitest';
import { createFreshness } from '../../../../renderer/live/freshness.ts';
import { allKeys, keysOf } from '../../../../renderer/live/parts.ts';
import { changingParts } from '../../../../shared/live/topics.ts';
import { createHome, settled } from './home.ts';

const { clock, queries, show } = createHome();

describe('the table of parts', () => {
  it('names every part, and nothing that goes out to other servers or fills a form', () => {
    expect(Object.keys(keysOf)).toEqual(Object.keys(changingParts));
    const first = new Set(allKeys.map(([name]) => name));
    for (const once of ['asked', 'zones', 'rule-preview', 'muting-preview', 'audit-verification']) {
      expect(first).not.toContain(once);
    }
  });
});

describe('what keeps the page fresh', () => {
  it('reads what is shown of a part once for a burst, and nothing else', async () => {
    const fresh = createFreshness(queries(), clock());
    const status = show(['ddns', 'status']);
    const history = show(['ddns', 'history']);
    const checks = show(['checks', 'list']);
    const gone = show(['ddns', 'hosts']);
    await settled();
    gone.hide();
    await clock().advance(1_000);
    for (let times = 0; times < 5; times += 1) fresh.changed(keysOf.ddns);
    await clock().advance(1_000);
    expect([status, history, checks, gone].map(({ asked }) => asked())).toEqual([2, 2, 1, 1]);
    expect(queries().getQueryState(['ddns', 'hosts'])?.isInvalidated).toBe(true);
  });

  it('lets a slow answer arrive before it asks again', async () => {
    const answers: (() => void)[] = [];
    let isSlow = false;
    const fresh = createFreshness(queries(), clock());
    const { asked } = show(['logs', 'list'], {
      answer: () =>
        isSlow
          ? new Promise<unknown>((resolve) => answers.push(() => resolve('told')))
          : Promise.resolve('old'),
    });
    await settled();
    isSlow = true;
    for (let times = 0; times < 5; times += 1) {
      fresh.changed(keysOf.logs);
      await clock().advance(1_000);
    }
    expect(asked()).toBe(2);
    answers.shift()?.();
    await clock().advance(1_000);
    expect(queries().getQueryData(['logs', 'list'])).toBe('told');
    // What was told meanwhile is one reading more.
    expect(asked()).toBe(3);
    answers.shift()?.();
    await clock().advance(60_000);
    expect(asked()).toBe(3);
  });

  it('reads again after a first answer that was on its way when the change was told', async () => {
    const answers: (() => void)[] = [];
    const fresh = createFreshness(queries(), clock());
    const { asked } = show(['alerts', 'active'], {
      answer: () => new Promise<unknown>((resolve) => answers.push(() => resolve('told'))),
    });
    fresh.changed(keysOf.alerts);
    await clock().advance(1_000);
    expect(asked()).toBe(1);
    answers.shift()?.();
    await clock().advance(1_000);
    expect(asked()).toBe(2);
    answers.shift()?.();
    await clock().advance(60_000);
    expect(asked()).toBe(2);
  });

  it('reads a chart no more often than it has points, but does not forget the last change', async () => {
    const fresh = createFreshness(queries(), clock());
    const chart = show(['monitoring', 'last-hour'], { atMost: 60_000 });
    const past = show(['monitoring', 'series'], { atMost: Infinity });
    await settled();
    for (let times = 0; times < 4; times += 1) {
      await clock().advance(5_000);
      fresh.changed(keysOf.monitoring);
    }
    await clock().advance(39_000);
    expect(chart.asked()).toBe(1);
    await clock().advance(1_100);
    expect(chart.asked()).toBe(2);
    await clock().advance(600_000);
    expect(chart.asked()).toBe(2);
    expect(past.asked()).toBe(1);
  });

  it('is not held up by a clock that was set back', async () => {
    const fresh = createFreshness(queries(), clock());
    const { asked } = show(['monitoring', 'last-hour'], { atMost: 60_000 });
    await settled();
    clock().set(clock().now() - 3_600_000);
    fresh.changed(keysOf.monitoring);
    await clock().advance(1_000);
    expect(asked()).toBe(2);
  });
});
