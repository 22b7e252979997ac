import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions, isNews, parseVersion, type Version } from '../../../shared/version.ts';

function parsed(text: string): Version {
  const version = parseVersion(text);
  if (version === null) throw new Error(`${text} is no version`);
  return version;
}

describe('a version', () => {
  it.each([
    ['1.2.3', [1, 2, 3], []],
    ['0.0.0', [0, 0, 0], []],
    ['1.0.0-alpha.1', [1, 0, 0], ['alpha', '1']],
    ['1.0.0-0.3.7', [1, 0, 0], ['0', '3', '7']],
    ['1.0.0-x-y-z.--', [1, 0, 0], ['x-y-z', '--']],
    ['1.0.0-beta+exp.sha.5114f85', [1, 0, 0], ['beta']],
    ['1.0.0+001', [1, 0, 0], []],
    ['1.0.0-0a', [1, 0, 0], ['0a']],
  ])('%s is one', (text, core, prerelease) => {
    expect(parseVersion(text)).toEqual({ core, prerelease });
  });

  it.each(
    ['', '1', '1.2', '1.2.3.4', 'v1.2.3', '01.2.3', '1.02.3', '1.2.3-', '1.2.3-a..b', '1.2.3-01'].concat([
      '1.2.3+',
      '1.2.3-ä',
      ' 1.2.3',
      '1.2.3\n',
      '-1.2.3',
      '1.2.x',
      'latest',
      `1.2.3-${'a'.repeat(200)}`,
      '9999999999.0.0',
    ]),
  )('%j is none', (text) => {
    expect(parseVersion(text)).toBeNull();
  });

  // The example of §11, between its neighbours.
  const inOrder = [
    ...['0.9.9', '0.10.0', '1.0.0-0', '1.0.0-2', '1.0.0-10', '1.0.0-99999999999999999998'],
    ...['1.0.0-99999999999999999999', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta'],
    ...['1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-rc.1', '1.0.0', '1.0.1', '1.2.0', '1.10.0', '2.0.0'],
  ];
  it('stands in its order', () => {
    for (const [a, one] of inOrder.entries())
      for (const [b, other] of inOrder.entries())
        expect(Math.sign(compareVersions(parsed(one), parsed(other))), `${one} ${other}`).toBe(
          Math.sign(a - b),
        );
  });

  it('is the same with another build', () => {
    expect(compareVersions(parsed('1.0.0+a'), parsed('1.0.0+b'))).toBe(0);
  });

  it('has one order, whichever comes first', () => {
    const identifier = fc.oneof(fc.nat().map(String), fc.stringMatching(/^[a-z-][0-9a-z-]{0,4}$/));
    const version = fc
      .tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.array(identifier, { maxLength: 3 }))
      .map(([a, b, c, rest]) => `${a}.${b}.${c}${rest.length > 0 ? `-${rest.join('.')}` : ''}`);
    fc.assert(
      fc.property(version, version, version, (one, two, three) => {
        const sorted = [one, two, three].map(parsed).sort(compareVersions);
        const [first, middle, last] = sorted;
        if (!first || !middle || !last) throw new Error('Three went in');
        expect(compareVersions(first, last)).toBeLessThanOrEqual(0);
        expect(compareVersions(first, middle)).toBe(0 - compareVersions(middle, first));
      }),
    );
  });
});

describe('news', () => {
  it.each([
    ['0.2.0', '0.1.0', true],
    ['0.1.0', '0.1.0', false],
    ['0.1.0', '0.2.0', false],
    ['1.0.0', '1.0.0-rc.1', true],
    ['1.0.0-rc.2', '1.0.0-rc.1', true],
    ['1.1.0-rc.1', '1.0.0', false],
    ['1.0.0-rc.1', '1.0.0', false],
    ['1.0.0+2', '1.0.0+1', false],
    ['soon', '1.0.0', false],
    ['1.0.0', 'from source', false],
  ])('%s for who runs %s: %s', (offered, current, told) => {
    expect(isNews(offered, current)).toBe(told);
  });
});
