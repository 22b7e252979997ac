/** A QR code. Drawn here: what it holds goes to no other server. */
import { useMemo } from 'react';
import { qrOf } from './qr.ts';
import style from './qr-code.module.css';

interface QrCodeProps {
  readonly text: string;
  /** What it is, for readers. */
  readonly label: string;
}

/** The picture, black on white in the dark too: not every app reads it the other way round. */
export function QrCode({ text, label }: QrCodeProps) {
  const { path, size } = useMemo(() => qrOf(text), [text]);
  return (
    <svg
      className={style.qr}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
