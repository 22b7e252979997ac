/** The few drawings the page uses, 16 px on a 16 unit grid, in the colour of the text around them. */
import type { ReactNode } from 'react';

/** Makes one of its drawing. */
export function icon(drawing: ReactNode) {
  return function Icon() {
    return (
      <svg
        width="16"
        height="16"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        {drawing}
      </svg>
    );
  };
}

/** Two sheets: copy. */
export const CopyIcon = icon(
  <>
    <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
    <path d="M3.5 10.5h-1v-8h8v1" />
  </>,
);
/** A tick: done. */
export const DoneIcon = icon(<path d="m3 8.5 3.2 3.2L13 4.8" />);
/** Three dots: what else can be done. */
export const MoreIcon = icon(<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.2" />);
/** A plus: add. */
export const AddIcon = icon(<path d="M8 3v10M3 8h10" />);
/** An angle down: opens a menu. */
export const DownIcon = icon(<path d="m4.5 6.5 3.5 3.5 3.5-3.5" />);
/** An angle up: one place further up. */
export const UpIcon = icon(<path d="m4.5 9.5 3.5-3.5 3.5 3.5" />);
/** A cross: take away. */
export const CloseIcon = icon(<path d="m4 4 8 8M12 4l-8 8" />);
/** A door with an arrow: sign out. */
export const LeaveIcon = icon(<path d="M6.5 2.5h-3v11h3M7 8h6.5M11 5.5 13.5 8 11 10.5" />);
/** A sun: light. */
export const LightIcon = icon(
  <>
    <circle cx="8" cy="8" r="2.8" />
    <path d="M8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7" />
  </>,
);
/** A moon: dark. */
export const DarkIcon = icon(<path d="M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8Z" />);
/** A circle half filled: as the system. */
export const SystemIcon = icon(
  <>
    <circle cx="8" cy="8" r="5.8" />
    <path d="M8 2.2a5.8 5.8 0 0 1 0 11.6Z" fill="currentColor" />
  </>,
);
/** A glass: search. */
export const SearchIcon = icon(
  <>
    <circle cx="7" cy="7" r="4.5" />
    <path d="m10.5 10.5 3.5 3.5" />
  </>,
);
