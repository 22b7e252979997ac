import { describe, expect, it } from 'vitest';
import {
  judge,
  judgeServer,
  judgeServers,
  PROPAGATION_MS,
  verify,
  type Claim,
} from '../../../electron/ddns/verify.ts';

const claim: Claim = {
  host_id: 'h1',
  name: 'nas.home.arpa',
  family: 'A',
  value: '192.168.1.20',
  since: 1000,
};
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

describe('the verdict on several servers', () => {
  const right = { server: 'ns1', values: ['192.168.1.20'] };
  const old = { server: 'ns2', values: ['10.0.0.1'] };
  const mute = { server: 'ns3', values: null };
  const later = 1000 + PROPAGATION_MS;

  it.each([
    ['all right', [right, { ...right, server: 'ns2' }], later, 'verified'],
    ['one does not answer', [right, mute], later, 'verified'],
    ['none answers', [mute], later, 'pending'],
    ['there is none', [], later, 'pending'],
    ['one is behind, shortly after the change', [right, old], 2000, 'pending'],
    ['one is wrong, long after the change', [right, old], later, 'mismatch'],
    ['one is wrong, and the clock was set back', [right, old], 1000 - PROPAGATION_MS, 'mismatch'],
  ])('%s', (_, servers, now, verification) => {
    expect(judgeServers(claim, servers, now).verification).toBe(verification);
  });

  it('does not give a change of unknown age its time', () => {
    expect(judgeServers({ ...claim, since: null }, [old], 2000).verification).toBe('mismatch');
  });
});

describe('the verdict on one server by itself', () => {
  const later = 1000 + PROPAGATION_MS;
  it.each([
    ['the value', ['192.168.1.20'], later, 'verified'],
    ['another one, long after', ['10.0.0.1'], later, 'mismatch'],
    ['another one, shortly after', ['10.0.0.1'], 2000, 'pending'],
    ['no answer', null, later, 'silent'],
  ])('%s', (_, values, now, verdict) => {
    expect(judgeServer(claim, { server: 'ns1', values }, now)).toBe(verdict);
  });
});
