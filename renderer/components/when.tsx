/** A time as people say it, moving on by itself, with the exact one on hover. */
import { useCallback, useSyncExternalStore } from 'react';
import { useLanguage, useSay } from '../i18n.ts';
import { useServices } from '../services.ts';
import { exact, relative, span } from '../times.ts';

/** What `make` says now; drawn again only when that changes. */
export function useTold<T extends string | boolean>(make: (now: number) => T): T {
  const { clock } = useServices();
  return useSyncExternalStore(
    useCallback((listener) => clock.subscribe(listener), [clock]),
    () => make(clock.now()),
  );
}

interface WhenProps {
  /** RFC 3339, or `null` where it never was. */
  readonly at: string | null;
  /** `ago`: "40 s ago", "in 4 min". `due`: never behind, at worst "in a moment". `span`: "6 d". */
  readonly as?: 'ago' | 'due' | 'span';
}

/** "40 s ago". */
export function When({ at, as = 'ago' }: WhenProps) {
  return at === null ? <Never /> : <Told at={at} as={as} />;
}

function Never() {
  return <span>{useSay()('time.never')}</span>;
}

function Told({ at, as }: { at: string; as: 'ago' | 'due' | 'span' }) {
  const say = useSay();
  const { language } = useLanguage();
  const ms = Date.parse(at);
  const text = useTold((now) => {
    if (as === 'span') return span(now - ms, say);
    return relative(as === 'due' ? Math.max(ms - now, 1) : ms - now, say);
  });
  return (
    <time
      dateTime={at}
      // Made when it is looked for: a formatter costs more than the rest of a row.
      onPointerEnter={(event) => {
        event.currentTarget.title = exact(ms, language);
      }}
    >
      {text}
    </time>
  );
}
