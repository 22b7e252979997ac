/** Windows' icon files: a directory of pictures, each a whole PNG, which Windows reads since Vista. */

/** A square picture. */
export interface Picture {
  /** Width and height in px. */
  readonly size: number;
  readonly png: Uint8Array;
}

const HEADER = 6;
const ENTRY = 16;
const TYPE_ICON = 1;

/**
 * An `.ico` of these pictures, in their order.
 * Layout: ICONDIR and ICONDIRENTRY, https://learn.microsoft.com/en-us/previous-versions/ms997538(v=msdn.10)
 * @throws {Error} for a picture over 256 px, which a byte cannot tell
 */
export function ico(pictures: readonly Picture[]): Buffer {
  const directory = Buffer.alloc(HEADER + ENTRY * pictures.length);
  directory.writeUInt16LE(TYPE_ICON, 2);
  directory.writeUInt16LE(pictures.length, 4);
  let offset = directory.length;
  for (const [index, { size, png }] of pictures.entries()) {
    if (size > 256) throw new Error(`A picture of ${size} px does not fit into an .ico`);
    const entry = HEADER + ENTRY * index;
    // One byte each for width and height; 0 stands for 256.
    directory.writeUInt8(size % 256, entry);
    directory.writeUInt8(size % 256, entry + 1);
    directory.writeUInt16LE(1, entry + 4); // colour planes
    directory.writeUInt16LE(32, entry + 6); // bits a pixel
    directory.writeUInt32LE(png.length, entry + 8);
    directory.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([directory, ...pictures.map(({ png }) => png)]);
}
