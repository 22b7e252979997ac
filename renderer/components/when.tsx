/** A time as people say it, moving on by itself, with the exact one on hover. */
import { useCallback, useSyncExternalStore } from 'react';
import { useLanguage, useSay } from '../i18n.ts';
import { useServices } from '../services.ts';
import { exact, relative, span } from '../times.ts';

/** What `make` says now; drawn again only when that changes. */
export function useTold(make: (now: number) => string): string {
  const { clock } = useServices();
  return useSyncExternalStore(
    useCallback((listener) => clock.subscribe(listener), [clock]),
    () => make(clock.now()),
  );
}

interface WhenProps {
  /** RFC 3339, or `null` where it never was. */
  readonly at: string | null;
  /** `ago`: "40s ago", "in 4min". `span`: "6d". */
  readonly as?: 'ago' | 'span';
}

/** "40s ago". */
export function When({ at, as = 'ago' }: WhenProps) {
  return at === null ? <Never /> : <Told at={at} as={as} />;
}

function Never() {
  return <span>{useSay()('time.never')}</span>;
}

function Told({ at, as }: { at: string; as: 'ago' | 'span' }) {
  const say = useSay();
  const { language } = useLanguage();
  const ms = Date.parse(at);
  const text = useTold((now) => {
    if (as === 'span') return span(now - ms, language);
    return relative(ms, now, language) ?? say(ms > now ? 'time.soon' : 'time.just_now');
  });
  return (
    <time dateTime={at} title={exact(ms, language)}>
      {text}
    </time>
  );
}
