/** The drawings of the picture: lines in the colour of where they stand. What they show is told in words beside them. */
import type { ReactNode } from 'react';
import type { Gate } from './reach.ts';

function drawing(viewBox: string, lines: ReactNode) {
  return (
    <svg
      viewBox={viewBox}
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {lines}
    </svg>
  );
}

/** A NAS under its roof. */
export function MachineDrawing() {
  return drawing(
    '0 0 208 88',
    <>
      <path d="M52 42 104 8l52 34" />
      <path d="M64 36v46h80V36" />
      <rect x="84" y="36" width="40" height="40" rx="4" fill="currentColor" fillOpacity="0.12" />
      <path d="M84 49.5h40M84 62.5h40" />
      <path d="M92 43h.01M92 56h.01M92 69.5h.01" strokeWidth="4" />
      <path d="M102 43h14M102 56h14M102 69.5h14" strokeWidth="1.5" strokeOpacity="0.6" />
    </>,
  );
}

/** A phone, a computer and a wall display in one network. */
export function LanDrawing() {
  return drawing(
    '0 0 208 88',
    <>
      <path d="M88 18a23 23 0 0 1 32 0M95 25.500a13 13 0 0 1 18 0" />
      <path d="M104 33h.01" strokeWidth="4.5" />
      <rect x="22" y="36" width="26" height="44" rx="4" fill="currentColor" fillOpacity="0.12" />
      <path d="M32 73.500h6" />
      <rect x="76" y="46" width="56" height="30" rx="3" fill="currentColor" fillOpacity="0.12" />
      <path d="M68 82h72" />
      <rect x="158" y="38" width="34" height="34" rx="4" fill="currentColor" fillOpacity="0.12" />
      <path d="M165 62l6-8 5 5 8-11" strokeWidth="1.5" />
      <path d="M175 72v9M166 81h18" />
    </>,
  );
}

/** The world. */
export function BeyondDrawing() {
  return drawing(
    '0 0 208 88',
    <>
      <circle cx="104" cy="44" r="34" fill="currentColor" fillOpacity="0.08" />
      <ellipse cx="104" cy="44" rx="14" ry="34" />
      <path d="M71 36h66M71 52h66" />
      <path d="M22 60a10 10 0 0 1 3-19 13 13 0 0 1 24-3" strokeOpacity="0.5" />
      <path d="M186 60a10 10 0 0 0-3-19 13 13 0 0 0-24-3" strokeOpacity="0.5" />
    </>,
  );
}

const gates: Readonly<Record<Gate, ReactNode>> = {
  open: (
    <>
      <path d="M2 20h20M50 20h20M8 14l-6 6 6 6M64 14l6 6-6 6" />
      <g data-upright="">
        <rect x="27" y="18" width="18" height="14" rx="2" fill="currentColor" fillOpacity="0.15" />
        <path d="M31 18v-4a5 5 0 0 1 10 0v4M36 24v3" />
      </g>
    </>
  ),
  shut: (
    <>
      <path d="M2 20h18M52 20h18" strokeDasharray="3 5" />
      <path d="M36 4v32" strokeWidth="4" />
      <path d="M29 10h14M29 20h14M29 30h14" />
    </>
  ),
  stuck: (
    <>
      <path d="M2 20h18M52 20h18" strokeDasharray="3 5" />
      <path d="m28 12 16 16M44 12 28 28" strokeWidth="3" />
    </>
  ),
  router: (
    <>
      <path d="M2 20h14M56 20h14" strokeDasharray="3 5" />
      <g data-upright="">
        <rect x="20" y="18" width="32" height="14" rx="3" fill="currentColor" fillOpacity="0.12" />
        <path d="M27 25h.01M33 25h.01" strokeWidth="3.5" />
        <path d="M44 18V7M38 11a9 9 0 0 1 12 0" />
      </g>
    </>
  ),
};

/** What stands between two places. */
export function GateDrawing({ gate }: { readonly gate: Gate }) {
  return drawing('0 0 72 40', gates[gate]);
}
