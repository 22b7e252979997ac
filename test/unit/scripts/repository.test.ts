import { expect, it } from 'vitest';
import { repositoryOf } from '../../../scripts/support/repository.ts';

it.each([
  ['nothing', undefined, {}, null],
  ['an empty word', '', {}, null],
  ['the environment', 'owner/name', {}, 'owner/name'],
  ['the environment before the package', 'a/b', { repository: 'c/d' }, 'a/b'],
  ['the short form', undefined, { repository: 'github:owner/na.me_1' }, 'owner/na.me_1'],
  [
    'the address that npm writes',
    undefined,
    { repository: { type: 'git', url: 'git+https://github.com/o/n.git' } },
    'o/n',
  ],
  ['an address', undefined, { repository: { url: 'https://github.com/o/n' } }, 'o/n'],
])('is told by %s', (_, given, manifest, repository) => {
  expect(repositoryOf(given, manifest)).toBe(repository);
});

it.each(['owner', 'a/b/c', '../..', 'a/..', 'a/b?c', 'https://gitlab.com/a/b', '-a/b', 'a/b#c', ' '])(
  'is not %j',
  (text) => {
    expect(() => repositoryOf(text, {})).toThrow(RangeError);
    expect(() => repositoryOf(undefined, { repository: text })).toThrow(RangeError);
  },
);

it('is no number', () => {
  expect(() => repositoryOf(undefined, { repository: 7 })).toThrow(RangeError);
});
