/** Permissions in words: areas of the program and what may be done there. */
import { useCallback } from 'react';
import { useLookUp, useSay } from '../../i18n.ts';
import { toldBy } from './permission-model.ts';

/** Names an area and what may be done; one that has no words yet keeps its own. */
export function usePermissionWords() {
  const lookUp = useLookUp();
  return {
    area: useCallback((area: string) => lookUp(`access.area.${area}.title`, area), [lookUp]),
    /** What belongs to an area; empty where it has no words. */
    what: useCallback((area: string) => lookUp(`access.area.${area}.what`, ''), [lookUp]),
    verb: useCallback((verb: string) => lookUp(`access.verb.${verb}`, verb), [lookUp]),
  };
}

/** "Names: read, change · Users: read". */
export function TellPermissions({ permissions }: { readonly permissions: readonly string[] }) {
  const say = useSay();
  const { area, verb } = usePermissionWords();
  const told = toldBy(permissions);
  if (told === null) return say('access.verb.everything');
  if (told.length === 0) return say('access.verb.nothing');
  return told
    .map((one) =>
      say('access.verb.list', {
        area: area(one.area),
        verbs: one.verbs.map(verb).join(say('access.verb.and')),
      }),
    )
    .join(' · ');
}
