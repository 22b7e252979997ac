/** Writes pictures of the page as PNG files with 256 colours, a third of what Chromium writes (https://www.w3.org/TR/png-3/). */
import { crc32, deflateSync } from 'node:zlib';
import type { Pixels } from '../../../test/support/png.ts';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const MOST = 256;

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}

const channels = (colour: number): readonly [number, number, number] => [
  colour >> 16,
  (colour >> 8) & 255,
  colour & 255,
];

function distance(one: number, other: number): number {
  const [r, g, b] = channels(one);
  const [s, h, c] = channels(other);
  return (r - s) ** 2 + (g - h) ** 2 + (b - c) ** 2;
}

/** The picture without its transparency. Colours that few pixels have, at the edges of letters, become the nearest that many have. */
export function palettePng({ width, height, rgba }: Pixels): Buffer {
  const counts = new Map<number, number>();
  const colours = new Uint32Array(width * height);
  for (let at = 0; at < colours.length; at += 1) {
    const [r = 0, g = 0, b = 0] = rgba.subarray(at * 4, at * 4 + 3);
    const colour = (r << 16) | (g << 8) | b;
    colours[at] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const kept = [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, MOST)
    .map(([colour]) => colour);
  const places = new Map(
    [...counts.keys()].map((colour) => {
      let best = 0;
      for (let at = 1; at < kept.length; at += 1)
        if (distance(colour, kept[at] ?? 0) < distance(colour, kept[best] ?? 0)) best = at;
      return [colour, best];
    }),
  );

  // One byte a line says that nothing is filtered: what does not change is what deflate finds best as it is.
  const lines = Buffer.alloc((width + 1) * height);
  for (let at = 0; at < colours.length; at += 1)
    lines[at + Math.floor(at / width) + 1] = places.get(colours[at] ?? 0) ?? 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(kept.flatMap(channels))),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
