/** A QR code as the outline of its dark squares. */
import encodeQR from 'qr';

/** Light squares around the code (ISO/IEC 18004, §9.1). */
const quiet = 4;

/** The outline of an SVG path, and how many squares the picture is wide. */
export function qrOf(text: string): { readonly path: string; readonly size: number } {
  const squares = encodeQR(text, 'raw', { ecc: 'medium', border: quiet });
  const path = squares.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { path, size: squares.length };
}
