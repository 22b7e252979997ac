/**
 * Rows of a long table, drawn only where somebody looks: the rows stand in groups, and a group far out of sight is an
 * empty box of the same height. A thousand rows then cost what thirty do, and rows may be as tall as they need.
 */
import { useEffect, useRef, useState, type ReactNode } from 'react';

/** Rows in a group. */
const groupSize = 8;
/** A group is drawn this far before it comes into sight. */
const ahead = '800px 0px';

interface LongRowsProps<T> {
  readonly items: readonly T[];
  /** What a row is likely to be high until it was drawn once (px). */
  readonly rowHeight: number;
  readonly render: (item: T, index: number) => ReactNode;
}

/** The rows, as row groups of the table around them. */
export function LongRows<T>({ items, rowHeight, render }: LongRowsProps<T>) {
  const groups = Array.from({ length: Math.ceil(items.length / groupSize) }, (_, group) => group * groupSize);
  return groups.map((start) => {
    const rows = items.slice(start, start + groupSize);
    return (
      <Group key={start} atFirst={start === 0} height={rows.length * rowHeight}>
        {() => rows.map((item, index) => render(item, start + index))}
      </Group>
    );
  });
}

interface GroupProps {
  readonly atFirst: boolean;
  readonly height: number;
  readonly children: () => ReactNode;
}

function Group({ atFirst, height, children }: GroupProps) {
  const box = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState(atFirst);
  const [measured, setMeasured] = useState<number | null>(null);

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        const last = entries.at(-1);
        if (last === undefined) return;
        // Whoever is in there with the keyboard stays there.
        const keep = last.isIntersecting || element.contains(document.activeElement);
        if (!keep && element.childElementCount > 0) setMeasured(element.offsetHeight);
        setDrawn(keep);
      },
      { rootMargin: ahead },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);

  return (
    <div ref={box} role="rowgroup" style={drawn ? undefined : { height: measured ?? height }}>
      {drawn && children()}
    </div>
  );
}
