/** Where the reader is, and where they may go. */
import { useRouterState } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useMay } from './me.ts';
import { places } from './places.ts';

/** A page. */
export type Place = (typeof places)[number];
/** Names a page. */
export type PlaceId = Place['id'];
/** A part of one, with an address of its own. */
export type PlacePart = Place['parts'][number];

/** Whether the reader holds one of what is needed, where anything is. */
export const isOpen = (needs: readonly string[], may: (permission: string) => boolean): boolean =>
  needs.length === 0 || needs.some(may);

/** The pages that the reader may see. One opens where any of its parts does. */
export function useOffered(): readonly Place[] {
  const may = useMay();
  return useMemo(
    () =>
      places.filter(
        ({ needs, parts }) => isOpen(needs, may) || parts.some((part) => isOpen(part.needs, may)),
      ),
    [may],
  );
}

/** The parts of a page that the reader may see. */
export function useParts(place: Place | undefined): readonly PlacePart[] {
  const may = useMay();
  return useMemo(() => (place?.parts ?? []).filter(({ needs }) => isOpen(needs, may)), [place, may]);
}

/** The page that an address belongs to. */
export function placeOf(pathname: string): Place | undefined {
  return places.find(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
}

/** Whether a part is the one at an address. */
function isAt({ link }: PlacePart, pathname: string, search: Readonly<Record<string, unknown>>): boolean {
  const show = 'search' in link ? link.search.show : undefined;
  return pathname === link.to && (link.to !== '/access' || search['show'] === show);
}

/** The page that is shown, and which part of it; `undefined` where it is none of them. */
export function useWhere(): { readonly place: Place; readonly part: PlacePart | undefined } | undefined {
  const { pathname, search } = useRouterState({ select: ({ location }) => location });
  const place = placeOf(pathname);
  if (place === undefined) return undefined;
  const parts: readonly PlacePart[] = place.parts;
  return { place, part: parts.find((part) => isAt(part, pathname, search)) };
}

/** The page that is shown; `undefined` where it is none of them. */
export function usePlace(): Place | undefined {
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  return placeOf(pathname);
}
