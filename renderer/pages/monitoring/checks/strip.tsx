/** How the last runs of a check went, a bar each: what did not go well stands higher, not only in another colour. */
import { useEffect, useRef, useState } from 'react';
import { useRecentRuns } from '../../../api/check-queries.ts';
import { useSay } from '../../../i18n.ts';
import { stripOf } from './check-model.ts';
import style from './checks.module.css';

interface StripProps {
  readonly id: string;
  readonly name: string;
  /** When it ran last. */
  readonly stamp: string;
}

/** The bars. They are asked for when they come into sight. */
export function Strip({ id, name, stamp }: StripProps) {
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  const [isSeen, setSeen] = useState(false);
  const { data } = useRecentRuns(id, stamp, isSeen);

  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const observer = new IntersectionObserver((entries) => {
      setSeen(entries.at(-1)?.isIntersecting === true);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);

  const { runs, well } = stripOf(data ?? []);
  return (
    <div
      ref={place}
      className={style.strip}
      role="img"
      aria-label={
        runs.length === 0
          ? say('checks.strip.none')
          : say('checks.strip.label', { name, well, all: runs.length })
      }
    >
      {runs.map(({ at, outcome }) => (
        <span key={at} data-outcome={outcome} />
      ))}
    </div>
  );
}
