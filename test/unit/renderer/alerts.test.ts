import { describe, expect, it } from 'vitest';
import { Value } from 'typebox/value';
import { answerOf, arrange, lastedOf, matchersOf } from '../../../renderer/pages/alerts/now/alert-model.ts';
import { leastOf } from '../../../renderer/pages/alerts/chart/least.ts';
import { valueText } from '../../../renderer/pages/alerts/metric-text.ts';
import { spanText, secondsOf, spanWords } from '../../../renderer/pages/alerts/span-text.ts';
import {
  aboutMetric,
  draftOf,
  metricChoices,
  newDraft,
  newRuleOf,
  problemsOf,
  ruleChangeOf,
  trialOf,
} from '../../../renderer/pages/alerts/rules/rule-draft.ts';
import {
  arrange as arrangeRules,
  byUrgency,
  found,
  markOfRule,
  markOfState,
  standingOf,
} from '../../../renderer/pages/alerts/rules/rule-model.ts';
import type { Say } from '../../../renderer/page-key.ts';
import { type Alert, type AlertSummary } from '../../../shared/api/alerts.ts';
import { NewAlertRule, type AlertRule, type AlertRuleState } from '../../../shared/api/alert-rules.ts';
import { alertExample, ruleExample } from '../../../shared/api/alerts-examples.ts';

const say: Say = (key, params) => [key, ...Object.values(params ?? {})].join(' ');

const alert = (id: string, part: Partial<Alert>): Alert => ({ ...alertExample, id, ...part });
const summary = (part: Partial<AlertSummary>): AlertSummary => ({
  ...{ total: 9, active: 0, critical: 0, warning: 0, info: 0, acknowledged: 0, pending: 0 },
  ...part,
});

describe('the alerts of now', () => {
  const at = (minute: number) => `2026-11-20T08:0${String(minute)}:00.000Z`;
  const info = alert('info', { severity: 'info', created_at: at(5) });
  const noted = alert('noted', { severity: 'critical', state: 'acknowledged', created_at: at(4) });
  const old = alert('old', { created_at: at(1) });
  const young = alert('young', { created_at: at(3) });
  const worst = alert('worst', { severity: 'critical', created_at: at(0), object_name: '' });

  it('begin with the worst, then the newest; what somebody has noted comes last', () => {
    const ids = arrange([noted, info, old, young, worst]).map(({ id }) => id);
    expect(ids).toEqual(['worst', 'young', 'old', 'info', 'noted']);
  });

  it('are answered in one sentence', () => {
    expect(answerOf([], summary({}))).toMatchObject({ mark: 'ok', text: 'alerts.answer.none' });
    expect(answerOf([noted], summary({ active: 1, acknowledged: 1 }))).toMatchObject({
      mark: 'paused',
      text: 'alerts.answer.noted',
    });
    expect(answerOf([old, noted], summary({ active: 2, acknowledged: 1 }))).toEqual({
      mark: 'warning',
      text: 'alerts.answer.one_at',
      params: { name: old.name, where: '/volume1' },
    });
    expect(answerOf([worst], summary({ active: 1 })).text).toBe('alerts.answer.one');
    expect(answerOf([old, worst], summary({ active: 2 }))).toMatchObject({
      mark: 'error',
      params: { count: 2 },
    });
  });

  it('are silenced by their rule and their object, not by what the rule is called for otherwise', () => {
    expect(matchersOf(alert('a', { labels: { ...alertExample.labels, team: 'home' } }))).toEqual([
      { name: 'alertname', operator: '=', value: 'disk_filling' },
      { name: 'mount', operator: '=', value: '/volume1' },
    ]);
    expect(
      matchersOf(alert('b', { metric_name: 'system.memory.usage', labels: { alertname: 'x', mount: 'y' } })),
    ).toEqual([{ name: 'alertname', operator: '=', value: 'x' }]);
  });

  it('tell how long they went on once they are over', () => {
    expect(lastedOf(old)).toBeNull();
    expect(lastedOf(alert('c', { created_at: at(1), resolved_at: at(4) }))).toBe(180_000);
  });
});

describe('spans of time', () => {
  it('are read as people type them, in both languages', () => {
    expect(secondsOf('90s')).toBe(90);
    expect(secondsOf(' 1h 30m ')).toBe(5400);
    expect(secondsOf('1h30m')).toBe(5400);
    expect(secondsOf('2 minutes')).toBe(120);
    expect(secondsOf('1 小时 5 分钟')).toBe(3900);
    expect(secondsOf('')).toBe(0);
    for (const text of ['5', 'm', '5 parsecs', '5m x', '-5m', '1.5h'])
      expect(secondsOf(text), text).toBeNull();
  });

  it('come back as they went', () => {
    for (const seconds of [1, 90, 300, 5400, 86_400, 129_600, 604_800]) {
      expect(secondsOf(spanText(seconds)), spanText(seconds)).toBe(seconds);
    }
    expect(spanText(0)).toBe('');
  });

  it('are said in their two largest units', () => {
    expect(spanWords(5400, say)).toBe('time.hour 1 time.minute 30');
    expect(spanWords(90_061, say)).toBe('time.day 1 time.hour 1');
    expect(spanWords(0, say)).toBe('time.second 0');
  });
});

describe('values', () => {
  it('are told in the unit of their series', () => {
    expect(valueText(91.4, 'system.disk.usage', 'en', say)).toBe('91\u00a0%');
    expect(valueText(0, 'check.up', 'en', say)).toBe('alerts.no');
    expect(valueText(129_600, 'cloudcube.copy_age', 'en', say)).toBe('time.day 1 time.hour 12');
  });

  it('have an axis that shows the threshold too', () => {
    expect(leastOf('percent', [90, 85])).toBe(100);
    expect(leastOf('load', [8, 4])).toBeCloseTo(9.6);
    expect(leastOf('celsius', [55])).toBeNull();
    expect(leastOf('count', [0])).toBeNull();
  });
});

describe('the form of a rule', () => {
  const rule: AlertRule = {
    ...ruleExample,
    clear_threshold: 80,
    for_seconds: 300,
    labels: { team: 'home' },
    include: ['/volume*'],
  };

  it('makes what the contract takes', () => {
    const body = newRuleOf({ ...newDraft, name: ' Memory ' });
    expect(Value.Check(NewAlertRule, body)).toBe(true);
    expect(body).toMatchObject({
      name: 'Memory',
      metric_name: 'system.memory.usage',
      condition: '>',
      threshold: 90,
      for_seconds: 300,
      cooldown_minutes: 5,
      repeat_minutes: 240,
      clear_threshold: null,
    });
  });

  it('sends only what was changed, so that a name which comes along stays in every language', () => {
    expect(ruleChangeOf(rule, draftOf(rule))).toEqual({});
    expect(ruleChangeOf(rule, { ...draftOf(rule), threshold: '87,5', repeat: '' })).toEqual({
      threshold: 87.5,
      repeat_minutes: null,
    });
    expect(ruleChangeOf(rule, { ...draftOf(rule), labels: 'team=nas\nroom = attic' })).toEqual({
      labels: { team: 'nas', room: 'attic' },
    });
  });

  it('takes thresholds in units that people use', () => {
    const space = aboutMetric({ ...newDraft, name: 'x' }, 'system.disk.available');
    expect(space.threshold).toBe('');
    expect(newRuleOf({ ...space, condition: '<', threshold: '50' }).threshold).toBe(50 * 2 ** 30);
    const copy = { ...rule, metric_name: 'cloudcube.copy_age', threshold: 129_600, clear_threshold: null };
    expect(draftOf(copy).threshold).toBe('36');
    expect(aboutMetric({ ...newDraft, threshold: '70' }, 'system.cpu.usage').threshold).toBe('70');
  });

  it('asks for yes or no where there is nothing between', () => {
    const check = aboutMetric(newDraft, 'check.up');
    expect(check).toMatchObject({ condition: '==', threshold: '0' });
    const turned = { ...rule, metric_name: 'check.up', condition: '!=' as const, threshold: 1 };
    expect(draftOf(turned)).toMatchObject({ condition: '==', threshold: '0' });
  });

  it('says what is wrong where it is', () => {
    expect([...problemsOf(newDraft)]).toEqual([['name', 'missing']]);
    const bad = {
      ...newDraft,
      ...{ name: 'x', threshold: 'much', wait: 'long', clear: '95', labels: 'no equals sign' },
    };
    expect(Object.fromEntries(problemsOf(bad))).toEqual({
      ...{ threshold: 'number', wait: 'span', labels: 'label' },
    });
    expect(problemsOf({ ...newDraft, name: 'x', clear: '95' }).get('clear')).toBe('clear');
    expect(problemsOf({ ...newDraft, name: 'x', condition: '<', clear: '95' }).get('clear')).toBeUndefined();
    expect(problemsOf({ ...newDraft, name: 'x', condition: '<', clear: '85' }).get('clear')).toBe('clear');
  });

  it('can be tried before it has a name, but not before it can be read', () => {
    expect(trialOf(newDraft, 24)).toMatchObject({ metric_name: 'system.memory.usage', hours: 24 });
    expect(trialOf(newDraft, 24)).not.toHaveProperty('name');
    expect(trialOf({ ...newDraft, threshold: '' }, 24)).toBeNull();
  });

  it('offers what is measured here first', () => {
    const { here, elsewhere } = metricChoices(new Set(['system.cpu.usage']));
    expect(here).toEqual(['system.cpu.usage']);
    expect(elsewhere).toContain('system.memory.usage');
    expect(elsewhere).not.toContain('system.cpu.usage');
  });
});

describe('the list of rules', () => {
  const rule = (id: string, part: Partial<AlertRule>): AlertRule => ({
    ...{ ...ruleExample, objects: 1, firing: 0 },
    ...{ id, name: id },
    ...part,
  });
  const off = rule('a off', { enabled: false, firing: 1 });
  const idle = rule('b idle', { objects: 0 });
  const quiet = rule('c quiet', {});
  const firing = rule('d firing', { firing: 1, severity: 'warning' });
  const worse = rule('e firing', { firing: 2, severity: 'critical' });

  it('begins with what fires, the worst of it first', () => {
    const ids = arrangeRules([off, idle, quiet, firing, worse]).map(({ id }) => id);
    expect(ids).toEqual(['e firing', 'd firing', 'c quiet', 'b idle', 'a off']);
  });

  it('tells rules apart by mark and word', () => {
    expect([off, idle, quiet, firing, worse].map(standingOf)).toEqual([
      ...['off', 'idle', 'quiet', 'firing', 'firing'],
    ]);
    expect([off, idle, quiet, firing, worse].map(markOfRule)).toEqual([
      ...['paused', 'unknown', 'ok', 'warning', 'error'],
    ]);
  });

  it('is searched by name, description and series', () => {
    expect(found([quiet, idle], ' QUIET ')).toEqual([quiet]);
    expect(found([quiet], 'memory.usage')).toEqual([quiet]);
    expect(found([quiet], 'nothing of it')).toEqual([]);
  });

  it('shows how a rule stands on its objects, what needs somebody first', () => {
    const state = (object: string, part: Partial<AlertRuleState>): AlertRuleState => ({
      ...{ object, object_name: object, state: 'inactive', value: 1, since: null, alert_id: null },
      ...part,
    });
    const states = [
      state('well', {}),
      state('unmeasured', { value: null }),
      state('pending', { state: 'pending' }),
      state('noted', { state: 'acknowledged' }),
      state('firing', { state: 'firing' }),
    ];
    expect(byUrgency(states).map(({ object }) => object)).toEqual([
      ...['firing', 'noted', 'pending', 'well', 'unmeasured'],
    ]);
    expect(states.map((one) => markOfState(one, quiet))).toEqual([
      ...['ok', 'unknown', 'working', 'paused', 'error'],
    ]);
  });
});
