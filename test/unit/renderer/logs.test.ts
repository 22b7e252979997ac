import { describe, expect, it } from 'vitest';
import { Value } from 'typebox/value';
import { everyLine, logQueryOf } from '../../../renderer/api/log-question.ts';
import { branchOf, isOpen, modulesOf, sizeOf } from '../../../renderer/pages/monitoring/logs/log-model.ts';
import { problemOf, telemetryChangeOf } from '../../../renderer/pages/monitoring/logs/telemetry-draft.ts';
import { logRoutes } from '../../../shared/api/logs.ts';
import { TelemetryChange } from '../../../shared/api/telemetry.ts';

const now = Date.parse('2026-11-20T08:00:00.000Z');

describe('a question to the log', () => {
  it('asks for all where nothing is chosen', () => {
    expect(logQueryOf(everyLine, now)).toEqual({});
  });

  it('asks for a level and what is louder, a part, a text, and hours back', () => {
    const query = logQueryOf(
      { search: 'master key', level: 'WARNING', module: 'ddns', hours: '24', page: 3 },
      now,
    );
    expect(query).toEqual({
      search: 'master key',
      min_level: 'WARNING',
      module: 'ddns',
      start_time: '2026-11-19T08:00:00.000Z',
    });
    expect(Value.Check(logRoutes.exportLogs.query, query)).toBe(true);
  });
});

describe('the parts of the program', () => {
  it('are those that are known, and those that speak besides', () => {
    const offered = modulesOf([{ module: 'ddns' }, { module: 'backup' }], 'plugins');
    expect(offered.slice(-2)).toEqual(['backup', 'plugins']);
    expect(new Set(offered).size).toBe(offered.length);
    expect(modulesOf([], '')).not.toContain('');
  });
});

describe('the details of a line', () => {
  it('are a tree, whatever they hold', () => {
    expect(branchOf('text')).toEqual({ kind: 'leaf', text: 'text' });
    expect(branchOf(null)).toEqual({ kind: 'leaf', text: 'null' });
    expect(branchOf(1.5)).toEqual({ kind: 'leaf', text: '1.5' });
    expect(branchOf({ a: [true] })).toEqual({
      kind: 'twig',
      isList: false,
      parts: [['a', { kind: 'twig', isList: true, parts: [['0', { kind: 'leaf', text: 'true' }]] }]],
    });
  });

  it('begin folded where they are deep or many', () => {
    const twig = (size: number) => ({
      kind: 'twig' as const,
      isList: true,
      parts: Array.from({ length: size }, (_, nth) => [String(nth), branchOf(nth)] as const),
    });
    expect(isOpen(twig(3), 0)).toBe(true);
    expect(isOpen(twig(3), 2)).toBe(false);
    expect(isOpen(twig(13), 0)).toBe(false);
  });
});

it('says sizes in the unit people read', () => {
  expect(sizeOf(0, 'en')).toBe('0 B');
  expect(sizeOf(999, 'en')).toBe('999 B');
  expect(sizeOf(1_250, 'en')).toBe('1.3 kB');
  expect(sizeOf(1_048_576, 'en')).toBe('1 MB');
  expect(sizeOf(5e13, 'en')).toBe('50,000 GB');
});

describe('the form of telemetry', () => {
  const draft = { endpoint: 'http://192.168.1.5:4318', headers: '', isBare: false };

  it('leaves the headers as they are where none are typed, and takes them away where that is asked for', () => {
    expect(telemetryChangeOf(draft)).toEqual({ endpoint: draft.endpoint });
    expect(telemetryChangeOf({ ...draft, isBare: true })).toEqual({ endpoint: draft.endpoint, headers: {} });
  });

  it('takes headers by lines, and an address without its last slash', () => {
    const change = telemetryChangeOf({
      ...draft,
      endpoint: `${draft.endpoint}/ `,
      headers: 'a: b:c\n x-d:  e',
    });
    expect(change).toEqual({ endpoint: draft.endpoint, headers: { a: 'b:c', 'x-d': 'e' } });
    expect(Value.Check(TelemetryChange, change)).toBe(true);
  });

  it.each([
    ['missing', { endpoint: ' ' }],
    ['endpoint', { endpoint: 'collector:4318' }],
    ['endpoint', { endpoint: 'http://user@collector:4318' }],
    ['headers', { headers: 'no colon' }],
    [null, { headers: 'authorization: Bearer abc' }],
  ] as const)('finds %s in %j', (problem, part) => {
    expect(problemOf({ ...draft, ...part })).toBe(problem);
  });
});
