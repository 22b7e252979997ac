import { describe, expect, it } from 'vitest';
import { judge, verify, type Claim } from '../../../electron/ddns/verify.ts';

const claim: Claim = { host_id: 'h1', name: 'nas.home.arpa', family: 'A', value: '192.168.1.20' };
const nothing = () => undefined;
const quiet = { error: nothing, warn: nothing, info: nothing, debug: nothing };

describe('the verdict on an answer', () => {
  it.each([
    ['the value', ['192.168.1.20'], 'verified', null],
    ['the value among others', ['10.0.0.1', '192.168.1.20'], 'verified', null],
    ['another value', ['10.0.0.1'], 'mismatch', '10.0.0.1'],
    ['nothing', [], 'mismatch', '—'],
    ['no answer', null, 'pending', null],
  ])('%s', (_, answers, verification, answer) => {
    expect(judge(claim, answers)).toEqual({ claim, verification, answer });
  });
});

describe('verify', () => {
  it('asks nothing where there is nothing to prove', async () => {
    expect(await verify(() => Promise.reject(new Error('asked')), [], quiet)).toEqual([]);
  });

  it('asks for each name and type and judges in their order', async () => {
    const second: Claim = { ...claim, family: 'AAAA', value: 'fd00::20' };
    const proofs = await verify(
      async (questions) => questions.map(({ type }) => (type === 'A' ? ['192.168.1.20'] : [])),
      [claim, second],
      quiet,
    );
    expect(proofs.map(({ verification }) => verification)).toEqual(['verified', 'mismatch']);
  });

  it('leaves all pending where the servers cannot be asked', async () => {
    const proofs = await verify(() => Promise.reject(new Error('no network')), [claim], quiet);
    expect(proofs).toEqual([{ claim, verification: 'pending', answer: null }]);
  });
});
