/** Takes `.ico` and `.icns` files apart again, by their formats and not by our writers. */

/** A picture as a file tells of it. */
export interface Told {
  /** What the directory says: px of an `.ico`, letters of an `.icns`. */
  readonly name: string;
  readonly png: Buffer;
}

/** Pictures of an `.ico`. @throws {Error} where it is none, or entries lie outside of it */
export function readIco(file: Buffer): Told[] {
  if (file.readUInt16LE(0) !== 0 || file.readUInt16LE(2) !== 1) throw new Error('Not an .ico');
  return Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const entry = file.subarray(6 + 16 * index, 22 + 16 * index);
    const [width = 0, height = 0] = entry;
    const [length, offset] = [entry.readUInt32LE(8), entry.readUInt32LE(12)];
    if (offset + length > file.length) throw new Error('A picture lies outside of the file');
    const px = (byte: number): number => byte || 256;
    return { name: `${px(width)}x${px(height)}`, png: file.subarray(offset, offset + length) };
  });
}

/** Pictures of an `.icns`. @throws {Error} where it is none, or its lengths do not fit */
export function readIcns(file: Buffer): Told[] {
  if (file.toString('latin1', 0, 4) !== 'icns' || file.readUInt32BE(4) !== file.length)
    throw new Error('Not an .icns');
  const found: Told[] = [];
  let at = 8;
  while (at < file.length) {
    const length = file.readUInt32BE(at + 4);
    if (length <= 8 || at + length > file.length) throw new Error('A chunk of a wrong length');
    found.push({ name: file.toString('latin1', at, at + 4), png: file.subarray(at + 8, at + length) });
    at += length;
  }
  return found;
}
