/** The pages, one below the other at the left; icons alone where there is less room, a bar at the bottom on a phone. */
import { Link } from '@tanstack/react-router';
import { useId, useRef, type RefObject } from 'react';
import { useAlertCount } from '../api/alert-count.ts';
import { useSay } from '../i18n.ts';
import { useOffered, usePlace, type Place } from '../where.ts';
import { Logo } from './logo.tsx';
import { placeIcons, RestIcon } from './place-icons.tsx';
import style from './rail.module.css';

/** Those that the reader may see. The router marks the page that is shown (`aria-current`). */
export function Rail() {
  const say = useSay();
  const offered = useOffered();
  const rest = offered.filter(({ bar }) => !bar);
  return (
    <div className={style.rail}>
      <span className={style.product}>
        <Logo />
        <span className={style.brand}>Cube</span>
      </span>
      <nav className={style.places} aria-label={say('nav.label')}>
        {offered.map((place) => (
          <PlaceLink key={place.id} place={place} />
        ))}
        {rest.length > 0 && <Rest places={rest} />}
      </nav>
    </div>
  );
}

interface PlaceLinkProps {
  readonly place: Place;
  readonly onFollow?: () => void;
}

function PlaceLink({ place: { id, to, key, bar }, onFollow }: PlaceLinkProps) {
  const say = useSay();
  const Icon = placeIcons[id];
  return (
    <Link
      to={to}
      className={style.place}
      data-bar={bar || undefined}
      // A page with parts of their own addresses is shown by each of them.
      activeOptions={{ exact: to === '/', includeSearch: false }}
      onClick={onFollow}
    >
      <Icon />
      <span className={style.name}>{say(key)}</span>
      {id === 'alerts' && <ActiveAlerts />}
    </Link>
  );
}

/** How many of them go on; nothing where none does. */
function ActiveAlerts() {
  const say = useSay();
  const count = useAlertCount();
  if (count === undefined || count === 0) return null;
  return (
    <>
      <span className={style.count} aria-hidden="true">
        {count}
      </span>
      <span className="for-readers"> {say('nav.alerts_active', { count })}</span>
    </>
  );
}

/** Of the bar on a phone: the pages that have no room there. The browser opens and closes the list, Escape included. */
function Rest({ places }: { readonly places: readonly Place[] }) {
  const say = useSay();
  const id = useId();
  const list: RefObject<HTMLDivElement | null> = useRef(null);
  const here = usePlace();
  return (
    <>
      <button
        type="button"
        className={style.more}
        popoverTarget={id}
        data-here={places.some((one) => one === here) || undefined}
      >
        <RestIcon />
        <span className={style.name}>{say('nav.more')}</span>
      </button>
      <div id={id} ref={list} popover="auto" className={style.rest}>
        {places.map((place) => (
          <PlaceLink
            key={place.id}
            place={place}
            onFollow={() => {
              list.current?.hidePopover();
            }}
          />
        ))}
      </div>
    </>
  );
}
