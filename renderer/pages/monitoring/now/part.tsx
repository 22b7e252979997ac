/** A part of the machine as a table: its rows, or why there are none. */
import type { ReactNode } from 'react';
import { EntryTable } from '../../../components/entry-table.tsx';
import { Section } from '../../../components/section.tsx';
import table from '../../../components/table.module.css';
import type { TermId } from '../../../components/term.tsx';
import { useSay } from '../../../i18n.ts';

interface PartProps<T> {
  readonly id: 'filesystems' | 'disks' | 'interfaces' | 'containers' | 'services' | 'arrays';
  readonly columns: readonly [string, string, string, string];
  /** `null`: not known. */
  readonly items: readonly T[] | null | undefined;
  /** Why it is not known. */
  readonly reason: string | undefined;
  /** What the title needs explained. */
  readonly term?: TermId;
  readonly tools?: ReactNode;
  readonly render: (item: T, index: number) => ReactNode;
}

/** The table below its title. */
export function Part<T>({ id, columns, items, reason, term, tools, render }: PartProps<T>) {
  const say = useSay();
  return (
    <Section id={id} title={say(`monitoring.parts.${id}`)} term={term} tools={tools}>
      {items ? (
        <EntryTable
          labelledBy={id}
          columns={columns}
          items={items}
          empty={say(`monitoring.none.${id}`)}
          render={render}
        />
      ) : (
        <p className={table.empty}>{reason ?? say('monitoring.tiles.unknown')}</p>
      )}
    </Section>
  );
}
