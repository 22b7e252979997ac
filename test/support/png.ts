/** Reads PNG files with 8 bits a channel, as Chromium writes them (https://www.w3.org/TR/png-3/). */
import { inflateSync } from 'node:zlib';

/** A picture, four bytes a pixel: red, green, blue, alpha. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

const SIGNATURE = '89504e470d0a1a0a';
/** Bytes of a pixel by the kind of picture: colour alone, colour and alpha. */
const depths: ReadonlyMap<number | undefined, number> = new Map([
  [2, 3],
  [6, 4],
]);

/** The chunks of a PNG with their types. @throws {Error} for anything else */
function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  if (png.subarray(0, 8).toString('hex') !== SIGNATURE) throw new Error('Not a PNG');
  const chunks = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push({
      type: png.toString('latin1', at + 4, at + 8),
      data: png.subarray(at + 8, at + 8 + length),
    });
    at += 12 + length;
  }
  return chunks;
}

function paeth(left: number, up: number, upLeft: number): number {
  const guess = left + up - upLeft;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - upLeft)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : upLeft;
}

/** Takes the filters back, line by line (§9 of the standard); `size` are the bytes of a pixel. */
function unfilter(lines: Buffer, width: number, height: number, size: number): Uint8Array {
  const row = width * size;
  const bytes = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) {
    const filter = lines[y * (row + 1)]!;
    for (let x = 0; x < row; x++) {
      const left = x >= size ? bytes[y * row + x - size]! : 0;
      const up = y > 0 ? bytes[(y - 1) * row + x]! : 0;
      const upLeft = x >= size && y > 0 ? bytes[(y - 1) * row + x - size]! : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, upLeft)][filter];
      if (guess === undefined) throw new Error(`No such filter: ${filter}`);
      bytes[y * row + x] = lines[y * (row + 1) + 1 + x]! + guess;
    }
  }
  return bytes;
}

/** What has no alpha is opaque. */
function withAlpha(rgb: Uint8Array): Uint8Array {
  const rgba = new Uint8Array((rgb.length / 3) * 4).fill(255);
  for (let at = 0; at < rgb.length; at++) rgba[Math.floor(at / 3) * 4 + (at % 3)] = rgb[at]!;
  return rgba;
}

/** Reads a picture. @throws {Error} for anything but 8 bits a channel, with or without alpha, not interlaced */
export function readPng(png: Uint8Array): Pixels {
  const chunks = chunksOf(Buffer.from(png));
  const [header] = chunks;
  if (header?.type !== 'IHDR' || chunks.at(-1)?.type !== 'IEND') throw new Error('A broken PNG');
  const [depth, colours, , , interlaced] = header.data.subarray(8);
  const size = depths.get(colours);
  if (depth !== 8 || size === undefined || interlaced !== 0) throw new Error('Another kind of PNG');
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  const data = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data));
  const bytes = unfilter(inflateSync(data), width, height, size);
  return { width, height, rgba: size === 3 ? withAlpha(bytes) : bytes };
}
