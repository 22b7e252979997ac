import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asText, parsePath, valueAt } from '../../../electron/checks/http/json-path.ts';

const document = {
  status: 'ok',
  disks: [{ state: 'active', 'hours on': 7 }, { state: 'failed' }],
  "it's": { '"quoted"': null, '': true },
  ключ: 1,
};

describe('a path', () => {
  it.each([
    ['$.status', '"ok"'],
    ['$.disks[0].state', '"active"'],
    ['$.disks[-1].state', '"failed"'],
    ["$.disks[0]['hours on']", '7'],
    ['$["disks"][1]["state"]', '"failed"'],
    ["$['it\\'s']['\"quoted\"']", 'null'],
    ["$['it\\u0027s']['']", 'true'],
    ['$.ключ', '1'],
    ['$.disks[2].state', undefined],
    ['$.disks.state', undefined],
    ['$.status[0]', undefined],
    ['$.toString', undefined],
    ['$.__proto__', undefined],
    ['$.disks.length', undefined],
  ])('%s leads to %s', (path, expected) => {
    const value = valueAt(document, parsePath(path) ?? []);
    expect(value === undefined ? undefined : JSON.stringify(value)).toBe(expected);
  });

  it.each([
    '',
    'status',
    '$status',
    '$..status',
    '$.*',
    '$[*]',
    '$[0:2]',
    '$[?(@.a)]',
    '$[01]',
    '$[-0]',
    '$[',
    "$['a]",
    '$.',
    '$["\\x"]',
    '$ .a',
  ])('%j is refused', (path) => {
    expect(parsePath(path)).toBeNull();
  });

  it('finds whatever stands in a document, under any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(5), fc.jsonValue(), (name, index, value) => {
        const whole = { [name]: [...Array.from({ length: index }, () => 0), value] };
        // JSON.parse takes __proto__ for a name as any other.
        const parsed: unknown = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(whole))));
        const steps = parsePath(`$[${JSON.stringify(name)}][${String(index)}]`);
        expect(steps).not.toBeNull();
        if (name === '__proto__') return;
        expect(valueAt(parsed, steps ?? [])).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is compared as its owner writes it', () => {
    expect([asText('on'), asText(1.5), asText(true), asText(null)]).toEqual(['on', '1.5', 'true', 'null']);
  });
});
