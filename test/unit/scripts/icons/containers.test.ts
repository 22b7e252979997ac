import { describe, expect, it } from 'vitest';
import { icns } from '../../../../scripts/support/icons/icns.ts';
import { ico } from '../../../../scripts/support/icons/ico.ts';
import { readIcns, readIco } from '../../../support/icon-files.ts';

const picture = (size: number) => ({ size, png: Buffer.from(`picture of ${size} px`) });

describe('an .ico', () => {
  it('gives back what was put in, 256 px included', () => {
    const sizes = [16, 48, 256];
    expect(readIco(ico(sizes.map(picture))).map(({ name, png }) => [name, png.toString()])).toEqual(
      sizes.map((size) => [`${size}x${size}`, `picture of ${size} px`]),
    );
  });

  it('refuses what its directory cannot tell', () => {
    expect(() => ico([picture(512)])).toThrow('512 px does not fit');
  });
});

describe('an .icns', () => {
  it('gives back what was put in, under each of the letters of its size', () => {
    const told = readIcns(icns([picture(32), picture(256)]));
    expect(told.map(({ name, png }) => [name, png.toString()])).toEqual([
      ['ic11', 'picture of 32 px'],
      ['ic13', 'picture of 256 px'],
      ['ic08', 'picture of 256 px'],
    ]);
  });

  it('refuses a size that it has no letters for', () => {
    expect(() => icns([picture(48)])).toThrow('no picture of 48 px');
  });
});
