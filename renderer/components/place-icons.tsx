/** The drawings beside the pages' names in the rail. */
import type { ComponentType } from 'react';
import type { PlaceId } from '../where.ts';
import { icon } from './icons.tsx';

/** One for each page. */
export const placeIcons: Readonly<Record<PlaceId, ComponentType>> = {
  // A house.
  overview: icon(<path d="m2 7.5 6-5 6 5M3.5 6.5V13.5h9V6.5M6.5 13.5V9.5h3v4" />),
  // A globe.
  names: icon(
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M2 8h12M8 2c2 1.8 2.8 3.8 2.8 6S10 12.2 8 14c-2-1.8-2.8-3.8-2.8-6S6 3.8 8 2Z" />
    </>,
  ),
  // A pulse.
  monitor: icon(<path d="M1.5 8.5h3l2-5.5 3 10 2-4.5h3" />),
  // A bell.
  alerts: icon(<path d="M4 11.5V7a4 4 0 0 1 8 0v4.5M2.5 11.5h11M6.5 13.8c.8.6 2.2.6 3 0" />),
  // A key.
  access: icon(
    <>
      <circle cx="5.5" cy="10.5" r="3" />
      <path d="m7.7 8.3 5.8-5.8M11 5l2 2" />
    </>,
  ),
  // Two sliders.
  settings: icon(
    <>
      <path d="M2 5h6M12 5h2M2 11h2M8 11h6" />
      <circle cx="10" cy="5" r="2" />
      <circle cx="6" cy="11" r="2" />
    </>,
  ),
  // A letter i.
  about: icon(
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.5V11M8 5h.01" />
    </>,
  ),
};

/** Three dots: the pages that have no room. */
export const RestIcon = icon(<path d="M3 8h.01M8 8h.01M13 8h.01" strokeWidth="2.2" />);
