/** One round of `npm run fuzz`: whatever is asked of an operation, it answers as documented and never with a fault. */
import { describe, expect, it } from 'vitest';
import { fuzz } from '../../fuzz/fuzz.ts';

describe('any request', () => {
  it('to any operation is answered as the document says, and leaves the program healthy', async () => {
    const { findings, untouched } = await fuzz({ seconds: 150, rounds: 1, seed: 5, only: '' });
    expect(findings).toEqual([]);
    expect(untouched).toEqual([]);
  });
});
