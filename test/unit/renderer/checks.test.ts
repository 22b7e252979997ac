import { describe, expect, it } from 'vitest';
import {
  checkChangeOf,
  draftFor,
  draftOfCheck,
  newCheckOf,
  problemsOf,
  rules,
  trialOf,
} from '../../../renderer/pages/monitoring/checks/check-draft.ts';
import { configOf, mustBeFilled, problemsIn, typedFrom } from '../../../renderer/components/schema-fields.ts';
import { checkFieldsOf } from '../../../renderer/pages/monitoring/checks/check-fields.ts';
import {
  answerOf,
  arrange,
  firstChecks,
  found,
  markOf,
  stripOf,
  troubleOf,
} from '../../../renderer/pages/monitoring/checks/check-model.ts';
import { checkConfigs, checkKinds, type CheckKind } from '../../../shared/api/check-kinds.ts';
import { checkRoutes } from '../../../shared/api/checks-routes.ts';
import { NewCheck, type Check, type CheckStatus } from '../../../shared/api/checks.ts';
import english from '../../../shared/i18n/checks/en.json' with { type: 'json' };
import { Value } from 'typebox/value';

const example = checkRoutes.getCheck.example.data as Check;
const check = (name: string, status: CheckStatus): Check => ({ ...example, name, status });
const line = { up: null, since: null, checked_at: null };
/** As it arrives in the browser. */
const schemaOf = (kind: CheckKind): unknown => JSON.parse(JSON.stringify(checkConfigs[kind]));
const fields = (kind: CheckKind) => checkFieldsOf(schemaOf(kind));

describe('the answer above the checks', () => {
  it('is the worst there is', () => {
    const all = [check('a', 'up'), check('b', 'pending'), check('c', 'down')];
    expect(answerOf(all, line)).toMatchObject({ mark: 'error', params: { name: 'c' } });
    const two = answerOf([...all, check('d', 'down'), check('e', 'paused')], line);
    expect(two).toEqual({ mark: 'error', text: 'checks.answer.down_many', params: { number: 2, count: 4 } });
    expect(answerOf(all.slice(0, 2), line)).toMatchObject({ mark: 'warning', params: { name: 'b' } });
    expect(answerOf([check('a', 'up'), check('f', 'unknown')], line)).toMatchObject({
      mark: 'unknown',
      params: { number: 1, count: 2 },
    });
    expect(answerOf([check('a', 'up'), check('g', 'up')], line)).toMatchObject({ params: { count: 2 } });
    expect(answerOf([check('e', 'paused')], line).mark).toBe('paused');
  });

  it('tells a dead line before what waits for it, but not before what is down in the network', () => {
    const cut = { ...line, up: false };
    expect(answerOf([check('a', 'unreachable'), check('b', 'pending')], cut).text).toBe('checks.answer.cut');
    expect(answerOf([check('a', 'unreachable'), check('b', 'down')], cut).mark).toBe('error');
  });

  it('gives every status a mark of its own', () => {
    expect(new Set(Object.values(markOf)).size).toBe(Object.keys(markOf).length);
  });
});

describe('the list of checks', () => {
  it('begins with what needs somebody, then goes by name; what waits for the line keeps its place', () => {
    const all = [
      check('d', 'paused'),
      check('c', 'unreachable'),
      check('b', 'up'),
      check('z', 'down'),
      check('y', 'pending'),
    ];
    expect(arrange(all).map(({ name }) => name)).toEqual(['z', 'y', 'b', 'c', 'd']);
  });

  it('is searched by name, target and kind', () => {
    const all = [check('Films', 'up'), { ...check('Share', 'up'), kind: 'tcp' as const, target: 'nas:445' }];
    expect(found(all, ' NAS:4 ').map(({ name }) => name)).toEqual(['Share']);
    expect(found(all, 'tcp').map(({ name }) => name)).toEqual(['Share']);
    expect(found(all, '')).toHaveLength(2);
  });

  it('draws the last thirty runs, the oldest first', () => {
    const run = (nth: number) => ({
      ...example.last_result!,
      at: String(nth),
      outcome: nth % 2 === 0 ? ('ok' as const) : ('failed' as const),
    });
    const { runs, well } = stripOf(Array.from({ length: 40 }, (_, nth) => run(40 - nth)));
    expect(runs.map(({ at }) => at)).toEqual(Array.from({ length: 30 }, (_, nth) => String(nth + 11)));
    expect(well).toBe(15);
  });

  it('tells why a run is not well, and of what will not stay well', () => {
    const reason = (message: string) => ({ code: 'X', params: {}, message });
    expect(troubleOf({ reason: reason('a'), warnings: [reason('b')] })).toEqual(['a', 'b']);
    expect(troubleOf({ reason: null, warnings: [] })).toEqual([]);
  });
});

describe('the checks to begin with', () => {
  const say = (key: string, name = '') => `${key} ${name}`;

  it('are our names, the page of the first, and a backup', () => {
    const offered = firstChecks(['nas.example', 'cam.example'], say);
    expect(offered.map(({ kind }) => kind)).toEqual(['dns', 'dns', 'http', 'heartbeat']);
    expect(offered[0]?.config).toEqual({ name: 'nas.example', published: true });
    expect(firstChecks([], say).map(({ kind }) => kind)).toEqual(['heartbeat']);
  });

  it('can be kept as they are offered', () => {
    for (const preset of firstChecks(['nas.example'], say)) {
      const own = fields(preset.kind);
      const draft = draftFor(preset, own);
      expect(problemsOf(draft, own).size, preset.name).toBe(0);
      expect(Value.Check(NewCheck, newCheckOf(draft, own)), preset.name).toBe(true);
      const schema = checkConfigs[preset.kind];
      // The server fills in what is left out.
      const config = Value.Default(schema, newCheckOf(draft, own).config);
      expect(Value.Check(schema, config), preset.name).toBe(true);
    }
  });
});

describe('the fields of a check', () => {
  it.each(checkKinds)('%s: fills in what is standard, and says that nothing else is there', (kind) => {
    const own = fields(kind);
    const typed = typedFrom(own, {});
    const missing = [...problemsIn(own, typed)];
    const required = own.filter(mustBeFilled);
    expect(missing).toEqual(
      required.filter(({ shape }) => shape !== 'choice').map(({ key }) => [key, 'missing']),
    );
    // What is standard comes out as it went in.
    const standard = Value.Default(checkConfigs[kind], {}) as Record<string, unknown>;
    const sent = configOf(own, typed);
    for (const [key, value] of Object.entries(standard)) {
      if (Array.isArray(value) && value.length === 0) expect(sent[key]).toBeUndefined();
      else expect(sent[key], key).toEqual(value);
    }
  });

  it('have words, each of them', () => {
    const words: Readonly<Record<string, string>> = english.field;
    for (const kind of checkKinds) for (const { key } of fields(kind)) expect(words[key], key).toBeDefined();
    for (const rule of Object.keys(rules)) expect(words[rule], rule).toBeDefined();
    for (const hinted of Object.keys(english.hint)) expect(words[hinted], hinted).toBeDefined();
  });

  it('are drawn as the schema says', () => {
    const shapes = Object.fromEntries(fields('http').map(({ key, shape }) => [key, shape]));
    expect(shapes).toMatchObject({
      url: 'text',
      method: 'choice',
      statuses: 'lines',
      headers: 'pairs',
      text_absent: 'switch',
      latency_ms: 'number',
    });
    expect(fields('http').find(({ key }) => key === 'latency_ms')).toMatchObject({
      isNullable: true,
      maximum: 60_000,
    });
    expect(checkFieldsOf(null)).toEqual([]);
  });

  it('take lines, pairs and numbers as they are typed', () => {
    const own = fields('http');
    const typed = {
      ...typedFrom(own, { url: 'https://nas.example/' }),
      statuses: ' 200 \n\n301-302 ',
      headers: 'Accept: text/html\nX-Time: 10:30',
      latency_ms: ' 250 ',
    };
    expect(problemsIn(own, typed).size).toBe(0);
    const config = configOf(own, typed);
    expect(config).toMatchObject({
      statuses: ['200', '301-302'],
      headers: { Accept: 'text/html', 'X-Time': '10:30' },
      latency_ms: 250,
    });
    // And back.
    expect(typedFrom(own, config)['headers']).toBe('Accept: text/html\nX-Time: 10:30');
    expect(configOf(own, { ...typed, latency_ms: '' })['latency_ms']).toBeNull();
  });

  it.each([
    ['url', 'nas.example'],
    ['statuses', '200\nfine'],
    ['headers', 'no colon'],
    ['latency_ms', '0'],
    ['latency_ms', '1.5'],
    ['certificate_days', '400'],
  ])('do not take %s as %j', (key, text) => {
    const own = fields('http');
    const typed = { ...typedFrom(own, { url: 'https://nas.example/' }), [key]: text };
    expect([...problemsIn(own, typed)]).toEqual([[key, 'wrong']]);
  });
});

describe('the form of a check', () => {
  const own = fields('http');
  const draft = draftOfCheck(example, own);

  it('changes nothing where nothing was changed', () => {
    expect(checkChangeOf(example, draft, own)).toEqual({});
  });

  it('sends what was changed alone, and a config as a whole', () => {
    expect(checkChangeOf(example, { ...draft, name: ' Films ' }, own)).toEqual({ name: 'Films' });
    expect(checkChangeOf(example, { ...draft, rules: { ...draft.rules, retries: '5' } }, own)).toEqual({
      retries: 5,
    });
    const other = { ...draft, typed: { ...draft.typed, text: 'films' } };
    expect(checkChangeOf(example, other, own)).toEqual({ config: { ...example.config, text: 'films' } });
  });

  it('says what is wrong by its field', () => {
    const wrong = { ...draft, name: ' ', rules: { ...draft.rules, interval_seconds: '5', retries: '' } };
    expect([...problemsOf(wrong, own)]).toEqual([
      ['check', 'missing'],
      ['interval_seconds', 'wrong'],
      ['retries', 'wrong'],
    ]);
  });

  it('tries with the same patience that it is kept with', () => {
    const patient = { ...draft, rules: { ...draft.rules, timeout_seconds: '30' } };
    expect(trialOf(patient, own)).toMatchObject({ kind: 'http', timeout_seconds: 30 });
  });

  it('asks of a heartbeat how often alone', () => {
    const beats = fields('heartbeat');
    const body = newCheckOf(draftFor({ kind: 'heartbeat', name: 'Backup', config: {} }, beats), beats);
    expect(body).toEqual({
      name: 'Backup',
      kind: 'heartbeat',
      config: { grace_seconds: 60 },
      interval_seconds: 3600,
    });
  });

  it('knows the limits of the contract', () => {
    for (const [rule, { minimum, maximum }] of Object.entries(rules)) {
      const schema = NewCheck.properties[rule as keyof typeof rules] as {
        minimum?: number;
        maximum?: number;
      };
      expect([schema.minimum, schema.maximum], rule).toEqual([minimum, maximum]);
    }
  });
});
