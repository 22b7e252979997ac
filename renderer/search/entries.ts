/** Everything that the search finds: pages with their parts, what can be done, names. Only what the reader may. */
import { useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { DdnsStatus } from '../../shared/api/ddns-status.ts';
import { usePause, useResume, useUpdate } from '../api/queries.ts';
import { useSignOut } from '../api/sign-out.ts';
import { useLanguage, useSayings } from '../i18n.ts';
import { useMay } from '../me.ts';
import type { PageKey } from '../page-key.ts';
import { places } from '../places.ts';
import { isOpen } from '../where.ts';
import { additions } from './actions.ts';
import type { Findable } from './rank.ts';

/** One line of what was found. */
export interface Entry extends Findable {
  readonly id: string;
  readonly group: 'names' | 'pages' | 'actions';
  readonly label: string;
  /** Small and muted: the page that a part belongs to. */
  readonly hint?: string;
  /** It leads to another place of the page: the keyboard goes there too. */
  readonly isElsewhere?: true;
  /** What is read out when it is done. */
  readonly done?: PageKey;
  /** Leads there or does it; what takes its time is waited for. */
  readonly run: () => Promise<unknown> | undefined;
}

/** The last part of a key, under which the search knows further words. */
const tail = (key: string): string => key.slice(key.lastIndexOf('.') + 1);

/** Makes entries of what has a key. */
function useTexts() {
  const sayings = useSayings();
  return useMemo(
    () => (key: string) => {
      const texts = sayings(key);
      return { label: texts[0] ?? key, texts: [...texts, ...sayings(`search.also.${tail(key)}`)] };
    },
    [sayings],
  );
}

/** Pages and their parts. */
export function usePageEntries(): readonly Entry[] {
  const texts = useTexts();
  const may = useMay();
  const navigate = useNavigate();
  return useMemo(
    () =>
      places.flatMap((place) =>
        place.parts
          .filter(({ needs }) => isOpen(needs, may))
          .map(({ key, link }, index): Entry => {
            const part = texts(key);
            const page = texts(place.key);
            // The first part is the page, and goes by its name.
            const [called, hint] = index === 0 ? [page, part] : [part, page];
            return {
              id: key === place.key ? key : `${place.key}-${key}`,
              group: 'pages',
              label: called.label,
              ...(hint.label === called.label ? {} : { hint: hint.label }),
              texts: [...called.texts, ...hint.texts],
              isElsewhere: true,
              run: () => void navigate(link),
            };
          }),
      ),
    [texts, may, navigate],
  );
}

/** What can be done. */
export function useActionEntries(status: DdnsStatus | undefined): readonly Entry[] {
  const texts = useTexts();
  const may = useMay();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const { language, choose } = useLanguage();
  const signOut = useSignOut();
  const { mutateAsync: update } = useUpdate();
  const { mutateAsync: pause } = usePause();
  const { mutateAsync: resume } = useResume();
  const isPaused = status && !status.ddns_enabled;

  return useMemo(() => {
    const entry = (key: PageKey, run: Entry['run'], more: Partial<Entry> = {}): Entry => ({
      ...{ id: key, group: 'actions', run },
      ...texts(key),
      ...more,
    });
    // What has become of it is seen there.
    const ofName = (what: 'update' | 'pause' | 'resume', doing: () => Promise<unknown>): Entry =>
      entry(`search.do.${what}`, () => doing().then(() => navigate({ to: '/' })), {
        ...{ done: `search.done.${what}`, isElsewhere: true },
      });
    const ofNames =
      may('ddns:write') && isPaused !== undefined
        ? [
            ofName('update', () => update(false)),
            isPaused ? ofName('resume', () => resume(undefined)) : ofName('pause', () => pause({})),
          ]
        : [];
    const adding = additions
      .filter(({ needs }) => may(needs))
      .map(({ what, link }) =>
        entry(
          `search.add.${what}`,
          () => {
            const search = 'search' in link ? link.search : {};
            void navigate({ to: link.to, search: { ...search, add: what } });
          },
          { isElsewhere: true },
        ),
      );
    const other = language === 'en' ? ('zh-CN' as const) : ('en' as const);
    return [
      ...ofNames,
      ...adding,
      ...(['light', 'dark', 'auto'] as const).map((scheme) =>
        entry(`search.do.${scheme}`, () => {
          setColorScheme(scheme);
        }),
      ),
      entry(other === 'en' ? 'search.do.english' : 'search.do.chinese', () => {
        choose(other);
      }),
      entry('search.do.sign_out', () => {
        signOut();
      }),
    ];
  }, [texts, may, navigate, setColorScheme, language, choose, signOut, update, pause, resume, isPaused]);
}

/** The names that are kept. */
export function useNameEntries(status: DdnsStatus | undefined): readonly Entry[] {
  const navigate = useNavigate();
  return useMemo(
    () =>
      (status?.hosts ?? []).map(({ host_id: host, name }) => ({
        ...{ id: host, group: 'names', label: name, texts: [name], isElsewhere: true },
        run: () => void navigate({ to: '/names/$id', params: { id: host } }),
      })),
    [status, navigate],
  );
}
