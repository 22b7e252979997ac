/** What single answers of services come to while they arrive, and what an address keeps of the first run. */
import { describe, expect, it } from 'vitest';
import type { SourceTest } from '../../../shared/api/ddns-sources.ts';
import { welcomeSearchOf } from '../../../renderer/pages/welcome/steps.ts';
import { verdictsOf, wayOf } from '../../../renderer/pages/welcome/verdict.ts';

const home = '93.184.216.34';
const other = '93.184.216.99';
const cgnat = { code: 'DDNS_CGNAT', params: { wan: '100.64.3.4' }, message: 'CGNAT' };

/** What one service said of IPv4. */
const said = (address: string | null, reason: typeof cgnat | null = null): SourceTest => ({
  families: [
    { family: 'A', address, agreed: address === null ? 0 : 1, answers: [], reason },
    { family: 'AAAA', address: null, agreed: 0, answers: [], reason: null },
  ],
});

const v4 = (...tests: SourceTest[]) => verdictsOf(tests, 2)[0];

describe('what services come to', () => {
  it.each([
    ['nobody yet', [], { address: null, agreed: 0, isApart: false }],
    ['one alone', [said(home)], { address: null, agreed: 1, isApart: false }],
    ['enough', [said(home), said(home)], { address: home, agreed: 2, isApart: false }],
    ['enough against one', [said(other), said(home), said(home)], { address: home, agreed: 2 }],
    ['as many for each', [said(other), said(home)], { address: null, isApart: true }],
    ['two for each', [said(other), said(home), said(home), said(other)], { address: null, isApart: true }],
    ['some that failed', [said(null), said(home), said(home)], { address: home, agreed: 2 }],
  ])('counts %s', (_case, tests, verdict) => {
    expect(v4(...tests)).toMatchObject(verdict);
  });

  it('hands on why an address leads nowhere', () => {
    expect(v4(said(home), said(home, cgnat))?.reason).toBe(cgnat);
    // A service that failed says why of itself alone.
    expect(v4(said(home), said(home), said(null, cgnat))?.reason).toBeNull();
  });

  it.each([
    [[home, null], [null, null], 'v4'],
    [[home, cgnat], [null, null], 'none'],
    [[home, cgnat], ['2001:db8::1', null], 'v6'],
    [[home, null], ['2001:db8::1', null], 'both'],
    [[null, null], [null, null], 'none'],
  ] as const)('IPv4 %j and IPv6 %j are a way: %j', ([a, why], [aaaa, none], way) => {
    const verdict = (family: 'A' | 'AAAA', address: string | null, reason: typeof cgnat | null) => ({
      ...{ family, address, reason, agreed: 2, isApart: false },
    });
    expect(wayOf([verdict('A', a, why), verdict('AAAA', aaaa, none)])).toBe(way);
  });
});

describe('the address of the first run', () => {
  const id = '0198f3a0-0000-7000-8000-000000000001';
  it.each([
    [{}, {}],
    [
      { step: 'name', account: id, host: id },
      { step: 'name', account: id, host: id },
    ],
    // The first two are no steps of this page.
    [{ step: 'language' }, {}],
    [{ step: 'over', account: '../x', host: 7 }, {}],
  ])('takes of %j what means something', (given, taken) => {
    expect(welcomeSearchOf(given)).toEqual(taken);
  });
});
