/** macOS' icon files: a row of chunks, each a whole PNG under the four letters that stand for its size. */
import type { Picture } from './ico.ts';

/**
 * Letters by size in px, of those that take a PNG; sizes with two are once plain and once doubled.
 * https://en.wikipedia.org/wiki/Apple_Icon_Image_format#Icon_types; 16 px plain is left out, for old systems show a PNG
 * there as noise, and each system makes it of the next one.
 */
const types: Readonly<Record<number, readonly string[]>> = {
  32: ['ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic13', 'ic08'],
  512: ['ic14', 'ic09'],
  1024: ['ic10'],
};

/** Sizes in px that an `.icns` holds. */
export const icnsSizes: readonly number[] = Object.keys(types).map(Number);

/** Letters and length, which counts them too. */
function head(letters: string, length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.write(letters, 'latin1');
  bytes.writeUInt32BE(length + 8, 4);
  return bytes;
}

/** An `.icns` of these pictures. @throws {Error} for a size that the format has no letters for */
export function icns(pictures: readonly Picture[]): Buffer {
  const chunks = pictures.flatMap(({ size, png }) => {
    const letters = types[size];
    if (letters === undefined) throw new Error(`An .icns has no picture of ${size} px`);
    return letters.flatMap((type) => [head(type, png.length), png]);
  });
  const body = Buffer.concat(chunks);
  return Buffer.concat([head('icns', body.length), body]);
}
