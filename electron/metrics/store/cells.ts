/**
 * Cells of equal length that follow each other, as they are kept: raw ones hold one value each (`NaN` for none), the
 * others what is needed to join them exactly: count, sum, least and most. Pure. Bytes are little-endian, as every machine
 * is that this runs on. Loops count: going through entries costs ten times as much, and a month has 43,200 cells.
 */

/** One value for each cell; `NaN` where there is none. */
export type Raw = Float32Array;

/** What many values come to, cell by cell. A cell without values has a count of 0. */
export interface Totals {
  readonly sum: Float64Array;
  readonly min: Float32Array;
  readonly max: Float32Array;
  readonly count: Uint32Array;
}

/** Bytes of one cell of {@link Totals}. */
const TOTAL_BYTES = 8 + 4 + 4 + 4;

/** Empty cells. */
export const emptyRaw = (cells: number): Raw => new Float32Array(cells).fill(NaN);

/** Empty cells. */
export const emptyTotals = (cells: number): Totals => totalsOver(new ArrayBuffer(cells * TOTAL_BYTES), cells);

function totalsOver(buffer: ArrayBuffer, cells: number): Totals {
  return {
    sum: new Float64Array(buffer, 0, cells),
    min: new Float32Array(buffer, cells * 8, cells),
    max: new Float32Array(buffer, cells * 12, cells),
    count: new Uint32Array(buffer, cells * 16, cells),
  };
}

/** Puts a later reading over an earlier one: where both have a value, the later one holds. */
export function layRaw(under: Raw, over: Raw): void {
  for (let cell = 0; cell < over.length; cell += 1) {
    const value = at(over, cell);
    if (!Number.isNaN(value)) under[cell] = value;
  }
}

/** The same for totals. */
export function layTotals(under: Totals, over: Totals): void {
  for (let cell = 0; cell < over.count.length; cell += 1) {
    const count = at(over.count, cell);
    if (count === 0) continue;
    under.sum[cell] = at(over.sum, cell);
    under.min[cell] = at(over.min, cell);
    under.max[cell] = at(over.max, cell);
    under.count[cell] = count;
  }
}

/** Adds totals to what a cell holds already. */
export function addTotal(
  to: Totals,
  cell: number,
  sum: number,
  min: number,
  max: number,
  count: number,
): void {
  if (count === 0) return;
  const isFirst = at(to.count, cell) === 0;
  to.min[cell] = isFirst ? min : Math.min(at(to.min, cell), min);
  to.max[cell] = isFirst ? max : Math.max(at(to.max, cell), max);
  to.sum[cell] = at(to.sum, cell) + sum;
  to.count[cell] = at(to.count, cell) + count;
}

/** Adds each raw value to the cell that `cellOf` names; a negative one is passed over. */
export function addRaw(to: Totals, raw: Raw, cellOf: (index: number) => number): void {
  for (let index = 0; index < raw.length; index += 1) {
    const value = at(raw, index);
    const cell = cellOf(index);
    if (cell >= 0 && cell < to.count.length && !Number.isNaN(value))
      addTotal(to, cell, value, value, value, 1);
  }
}

/** Adds each total to the cell that `cellOf` names; a negative one is passed over. */
export function addTotals(to: Totals, from: Totals, cellOf: (index: number) => number): void {
  for (let index = 0; index < from.count.length; index += 1) {
    const count = at(from.count, index);
    const cell = cellOf(index);
    if (cell < 0 || cell >= to.count.length) continue;
    addTotal(to, cell, at(from.sum, index), at(from.min, index), at(from.max, index), count);
  }
}

/** As bytes. */
export const encodeRaw = (raw: Raw): Uint8Array => new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength);

/** A database's bytes may begin anywhere in memory; numbers may not. */
const aligned = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** From bytes. */
export const decodeRaw = (bytes: Uint8Array): Raw => new Float32Array(aligned(bytes));

/** As bytes. */
export const encodeTotals = ({ sum }: Totals): Uint8Array => new Uint8Array(sum.buffer);

/** From bytes. */
export const decodeTotals = (bytes: Uint8Array): Totals =>
  totalsOver(aligned(bytes), Math.floor(bytes.byteLength / TOTAL_BYTES));

/** An index that the loop above has shown to be there. */
const at = (cells: Float32Array | Float64Array | Uint32Array, index: number): number => cells[index] ?? NaN;
