import { describe, expect, it } from 'vitest';
import { asksNothing, fitsAll, matchersOf } from '../../../../electron/alerts/muting/matchers.ts';
import { matchersText, type LabelMatcher, type MatchOperator } from '../../../../shared/matchers.ts';

const of = (name: string, operator: MatchOperator, value: string): LabelMatcher => ({
  name,
  operator,
  value,
});
const labels = { alertname: 'Disk filling', severity: 'warning', mount: '/volume1' };

describe('matchers', () => {
  it.each([
    ['= the same', of('severity', '=', 'warning'), true],
    ['= another', of('severity', '=', 'critical'), false],
    ['= is exact', of('severity', '=', 'WARNING'), false],
    ['!= the same', of('severity', '!=', 'warning'), false],
    ['!= another', of('severity', '!=', 'critical'), true],
    ['=~ one of two', of('severity', '=~', 'warning|critical'), true],
    ['!~ one of two', of('severity', '!~', 'warning|critical'), false],
    ['=~ is anchored at the end', of('mount', '=~', '/volume'), false],
    ['=~ is anchored at the start', of('mount', '=~', 'volume1'), false],
    ['=~ both sides of an alternative are anchored', of('mount', '=~', '/volume|1'), false],
    ['=~ anything around', of('mount', '=~', '.*volume.*'), true],
    ['=~ without regard to case', of('alertname', '=~', '(?i)disk .*'), true],
    ['!~ what is only a part', of('mount', '!~', '/volume'), true],
    ['= empty, of a label that is not there', of('disk', '=', ''), true],
    ['!= empty, of a label that is not there', of('disk', '!=', ''), false],
    ['!= a value, of a label that is not there', of('disk', '!=', 'sda'), true],
    ['=~ of a label that is not there', of('disk', '=~', 'sd.*'), false],
    ['=~ that fits nothing, of a label that is not there', of('disk', '=~', '.*'), true],
    ['a label called as what every object has', of('constructor', '=', ''), true],
  ] as const)('%s', (_, matcher, expected) => {
    expect(fitsAll([matcher])(labels)).toBe(expected);
  });

  it('have to fit all together', () => {
    const both = [of('alertname', '=', 'Disk filling'), of('severity', '=~', 'warning|critical')];
    expect(fitsAll(both)(labels)).toBe(true);
    expect(fitsAll(both)({ ...labels, severity: 'info' })).toBe(false);
    expect(fitsAll([])(labels)).toBe(true);
  });

  it.each([
    ['none', [], true],
    ['an empty value', [of('a', '=', '')], true],
    ['an expression that fits nothing at all', [of('a', '=~', '.*')], true],
    ['a value beside an empty one', [of('a', '=', ''), of('b', '=', 'x')], false],
    ['an expression that wants something', [of('a', '=~', '.+')], false],
    ['a refused value', [of('a', '!=', 'x')], false],
  ] as const)('of %s ask nothing: %s', (_, matchers, expected) => {
    expect(asksNothing(matchers)).toBe(expected);
  });

  it('come as a list or as labels with values', () => {
    expect(matchersOf([{ name: 'a', value: 'x' }])).toEqual([of('a', '=', 'x')]);
    expect(matchersOf({ a: 'x', b: '' })).toEqual([of('a', '=', 'x'), of('b', '=', '')]);
    expect(matchersOf([{ name: 'a', operator: '!~', value: 'x|y' }])).toEqual([of('a', '!~', 'x|y')]);
  });

  it.each([
    [
      'an expression that does not end',
      [{ name: 'a', operator: '=~' as const, value: '(x' }],
      'matchers.0',
      'regular_expression',
    ],
    [
      'what RE2 does not know',
      [{ name: 'a', operator: '!~' as const, value: '(?=x)' }],
      'matchers.0',
      'regular_expression',
    ],
    [
      'a back reference',
      [{ name: 'a', operator: '=~' as const, value: '(x)\\1' }],
      'matchers.0',
      'regular_expression',
    ],
    [
      'a repetition that makes too much of itself',
      [{ name: 'a', operator: '=~' as const, value: '(.*a){30}'.repeat(20) }],
      'matchers.0',
      'regular_expression',
    ],
    ['a label with a hyphen', { 'a-b': 'x' }, 'matchers.a-b', 'invalid'],
  ])('refuse %s', (_, given, path, keyword) => {
    expect(() => matchersOf(given)).toThrow(
      expect.objectContaining({ code: 'VALIDATION_ERROR', params: { path, keyword, limit: '' } }) as Error,
    );
  });

  it('take no longer for what makes others try for ever', () => {
    // Linear by construction: a backtracking engine would not come back from this in a lifetime.
    expect(fitsAll([of('a', '=~', '(a+)+b')])({ a: 'a'.repeat(5000) })).toBe(false);
  });

  it('are written as Alertmanager writes them', () => {
    expect(matchersText([of('a', '=~', 'x|"y"\\d'), of('b', '!=', '')])).toBe('a=~"x|\\"y\\"\\\\d", b!=""');
  });
});
