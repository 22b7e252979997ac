/** What looks for secrets finds them. */
import { describe, expect, it } from 'vitest';
import { findCanaries, formsOf, newCanary } from '../../support/canary.ts';

describe('the search', () => {
  it('finds a secret in every form, wherever it stands in a file', () => {
    const planted = newCanary('planted');
    for (const [form, bytes] of formsOf(planted.value)) {
      for (const shift of [0, 1, 2, 3]) {
        const file = Buffer.concat([Buffer.alloc(1000 + shift, 7), bytes, Buffer.alloc(100, 9)]);
        expect(findCanaries([planted], new Map([['x', file]])), form).not.toEqual([]);
      }
    }
    const shifted = [0, 1, 2].map((shift) => Buffer.from(btoa(`${'a'.repeat(shift)}${planted.value}b`)));
    for (const file of shifted) expect(findCanaries([planted], new Map([['x', file]]))).not.toEqual([]);
  });
});
