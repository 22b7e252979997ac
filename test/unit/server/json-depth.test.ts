import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { isTooDeep } from '../../../electron/server/json-depth.ts';

/** By the parsed value, for texts that are whole. */
function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('the depth of a JSON text', () => {
  it('is that of its value, whatever stands in its strings', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' }), fc.nat(6), (value, most) => {
        expect(isTooDeep(JSON.stringify(value), most)).toBe(depthOf(value) > most);
      }),
    );
  });

  it.each([
    ['"[[[["', false],
    [String.raw`"\"[[[["`, false],
    [String.raw`"\\"[[[[`, true],
    ['[[[', true],
    ['[][][][]', false],
    ['', false],
  ])('of %j is told without parsing', (text, expected) => {
    expect(isTooDeep(text, 2)).toBe(expected);
  });
});
