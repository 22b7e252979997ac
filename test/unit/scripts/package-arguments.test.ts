import { expect, it } from 'vitest';
import { packageArgumentsOf } from '../../../scripts/support/package-arguments.ts';

const plain = { systems: [], processors: [], formats: [], dir: false, publish: false, forTests: false };

it.each([
  [[], plain],
  [
    ['--linux', '--arm64', 'deb', 'rpm'],
    { ...plain, systems: ['linux'], processors: ['arm64'], formats: ['deb', 'rpm'] },
  ],
  [
    ['--dir', '--electron-dist', '/e', '--output', '/o'],
    { ...plain, dir: true, electronDist: '/e', output: '/o' },
  ],
  [['--publish'], { ...plain, publish: true }],
  // What one can be driven by is nobody's to install.
  [['--for-tests', '--publish'], { ...plain, forTests: true, dir: true }],
])('takes %j apart', (argv, expected) => {
  expect(packageArgumentsOf(argv)).toEqual(expected);
});

it.each([['--windows'], ['--electron-dist'], ['--dir=1']])('refuses %s', (argument) => {
  expect(() => packageArgumentsOf([argument])).toThrow(argument.split('=')[0] ?? '');
});
