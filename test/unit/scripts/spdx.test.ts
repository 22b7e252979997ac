import { expect, it } from 'vitest';
import { isAllowed } from '../../../scripts/support/spdx.ts';

const allowed = new Set(['MIT', 'ISC', 'Apache-2.0']);

it.each([
  'MIT',
  'MIT OR GPL-3.0-only',
  '(GPL-2.0 OR MIT)',
  'MIT AND ISC',
  '(MIT AND (ISC OR GPL-2.0))',
  'GPL-2.0 OR MIT AND ISC',
])('allows %s', (expression) => {
  expect(isAllowed(expression, allowed)).toBe(true);
});

it.each([
  'GPL-3.0-only',
  'MIT AND GPL-2.0',
  '(MIT',
  'MIT)',
  '',
  'SEE LICENSE IN LICENSE',
  'MIT WITH something',
  'none named',
])('refuses %j', (expression) => {
  expect(isAllowed(expression, allowed)).toBe(false);
});
