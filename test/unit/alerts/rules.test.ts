import { describe, expect, it } from 'vitest';
import { replay, valueOf } from '../../../electron/alerts/preview.ts';
import { parseCondition } from '../../../electron/alerts/rules/condition.ts';
import { defineRule, makeRule } from '../../../electron/alerts/rules/make.ts';
import { templatesFor } from '../../../electron/alerts/rules/templates.ts';
import { bytes, figure, lasting } from '../../../electron/alerts/telling/figures.ts';

const own = { id: 'x', template: null, now: 0 };
const make = (given: object) => makeRule(given as Parameters<typeof makeRule>[0], own);

describe('what a rule asks', () => {
  it.each([
    ['>', { operator: '>', metric_name: null, threshold: null, for_seconds: null }],
    ['> 85', { operator: '>', metric_name: null, threshold: 85, for_seconds: null }],
    [
      'system.memory.usage > 85 for 5m',
      { operator: '>', metric_name: 'system.memory.usage', threshold: 85, for_seconds: 300 },
    ],
    ['check.up==0', { operator: '==', metric_name: 'check.up', threshold: 0, for_seconds: null }],
    ['system.load.15 >= -1.5', { operator: '>=', metric_name: 'system.load.15', threshold: -1.5 }],
    ['system.disk.usage > 90 %', { threshold: 90 }],
  ])('%s is read', (text, expected) => {
    expect(parseCondition(text)).toMatchObject(expected);
  });

  it.each(['', '85', 'a > b', '> 85 for', '> 85 for 5', '=> 85', 'for 5m', '> 1e9999', '> 85; rm'])(
    '%s is not',
    (text) => {
      expect(parseCondition(text)).toBeNull();
    },
  );

  it('is the same in both documented forms', () => {
    const one = make({ metric_name: 'system.memory.usage', condition: '>', threshold: 85, level: 'error' });
    const other = make({ condition: 'system.memory.usage > 85', severity: 'critical' });
    expect(one).toEqual(other);
    expect(one).toMatchObject({ severity: 'critical', for_seconds: 0, no_data: 'keep', enabled: true });
  });

  it.each([
    ['metric_name', { condition: '>', threshold: 1 }],
    ['threshold', { condition: '>', metric_name: 'process.memory' }],
    ['metric_name', { condition: 'no.such > 1' }],
    ['threshold', { condition: 'process.memory > 1', threshold: 2 }],
    ['level', { condition: 'process.memory > 1', severity: 'info', level: 'error' }],
    ['clear_threshold', { condition: 'process.memory > 1', clear_threshold: 2 }],
    ['clear_threshold', { condition: 'process.memory < 1', clear_threshold: 0 }],
    ['clear_threshold', { condition: 'check.up == 0', clear_threshold: 0 }],
    ['condition', { condition: 'process.memory > 1 for 2d' }],
  ])('is refused by %s: %o', (path, given) => {
    expect(() => make(given)).toThrow(
      expect.objectContaining({
        code: 'VALIDATION_ERROR',
        params: expect.objectContaining({ path }) as unknown,
      }),
    );
  });

  it('changes only in what is given', () => {
    const before = make({ condition: 'process.memory > 1 for 5m', severity: 'info', labels: { a: 'b' } });
    expect(defineRule({ condition: '>= 7' }, before)).toMatchObject({
      ...{ metric_name: 'process.memory', condition: '>=', threshold: 7, for_seconds: 300 },
      ...{ severity: 'info', labels: { a: 'b' } },
    });
    expect(defineRule({ repeat_minutes: null }, before).repeat_minutes).toBeNull();
  });

  it('of all rules that come along can be read', () => {
    for (const { id, rule } of templatesFor({ cores: 4 })) {
      expect(makeRule(rule, { id, template: id, now: 0 }).id).toBe(id);
    }
  });
});

describe('what a rule would have done', () => {
  const MINUTE = 60_000;
  const point = (minute: number, mean: number, { min = mean, max = mean } = {}) => ({
    ...{ at: minute * MINUTE, count: 2, sum: 2 * mean, min, max },
  });
  const span = { from: 0, to: 60 * MINUTE, step: MINUTE };

  it('is told from when to when, with the value', () => {
    const points = Array.from({ length: 60 }, (_, minute) =>
      point(minute, minute >= 20 && minute < 40 ? 95 : 10),
    );
    expect(replay(make({ condition: 'process.cpu > 90 for 5m' }), points, span)).toEqual([
      { fired_at: 25 * MINUTE, resolved_at: 40 * MINUTE, value: 95 },
    ]);
    expect(replay(make({ condition: 'process.cpu > 90 for 30m' }), points, span)).toEqual([]);
    const open = points.slice(0, 35);
    expect(replay(make({ condition: 'process.cpu > 90', no_data: 'ok' }), open, span)).toEqual([
      { fired_at: 20 * MINUTE, resolved_at: 40 * MINUTE, value: 95 },
    ]);
    expect(replay(make({ condition: 'process.cpu > 90' }), open, span)[0]?.resolved_at).toBeNull();
  });

  it('sees a short peak in a step that is longer than it waits, and a mean where it waits longer', () => {
    const peak = point(0, 20, { min: 0, max: 99 });
    expect(valueOf(make({ condition: 'process.cpu > 90' }), peak, MINUTE)).toBe(99);
    expect(valueOf(make({ condition: 'process.cpu < 5' }), peak, MINUTE)).toBe(0);
    expect(valueOf(make({ condition: 'process.cpu > 90 for 5m' }), peak, MINUTE)).toBe(20);
    const up = point(0, 0.5, { min: 0, max: 1 });
    expect(valueOf(make({ condition: 'check.up == 0' }), up, MINUTE)).toBe(0);
    expect(valueOf(make({ condition: 'check.up != 1' }), up, MINUTE)).toBe(0);
  });
});

describe('figures', () => {
  it('have their units', () => {
    expect([bytes(0), bytes(999), bytes(4_200_000_000), bytes(-1500)]).toEqual([
      ...['0 B', '999 B', '4.2 GB', '-1.5 kB'],
    ]);
    expect([lasting(5), lasting(90), lasting(5400), lasting(129_600)]).toEqual([
      ...['5 s', '1.5 min', '1.5 h', '1.5 d'],
    ]);
    expect([figure(91.44, 'percent'), figure(1500, 'rate'), figure(60.04, 'celsius')]).toEqual([
      ...['91.4 %', '1.5 kB/s', '60 °C'],
    ]);
  });
});
