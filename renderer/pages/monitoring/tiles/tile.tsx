/** One figure of the machine: its name, its value now, what belongs to it, and its last hour. */
import type { ReactNode } from 'react';
import type { SeriesColumns } from '../../../../shared/api/monitoring-history.ts';
import type { HostState } from '../../../../shared/api/ddns.ts';
import { StateMark } from '../../../components/state-mark.tsx';
import { Term, type TermId } from '../../../components/term.tsx';
import { useSay } from '../../../i18n.ts';
import { Sparkline } from './sparkline.tsx';
import style from './tiles.module.css';

interface TileProps {
  readonly name: string;
  readonly term?: TermId;
  /** Not there where it is not known. */
  readonly value: ReactNode;
  /** Why it is not known. */
  readonly reason?: string | undefined;
  /** Drawn beside the name where something is to be said. */
  readonly mark?: HostState | undefined;
  /** Below the value. */
  readonly more?: ReactNode;
  readonly spark?: SeriesColumns | undefined;
  /** What the top of the small picture stands for at least. */
  readonly least?: number;
  readonly children?: ReactNode;
}

/** The tile. */
export function Tile(props: TileProps) {
  const { name, term, value, reason, mark, more, spark, least = 1, children } = props;
  const say = useSay();
  return (
    <li className={style.tile}>
      <p className={style.name}>
        {mark !== undefined && <StateMark state={mark} />}
        <span>{name}</span>
        {term !== undefined && <Term id={term} of={name} />}
      </p>
      {value === null ? (
        <p className={style.unknown}>
          <span className={style.value} aria-hidden="true">
            –
          </span>
          <span>{reason ?? say('monitoring.tiles.unknown')}</span>
        </p>
      ) : (
        <>
          <p className={style.value}>{value}</p>
          <div className={style.more}>{more}</div>
          {children}
          <Sparkline series={spark} least={least} />
        </>
      )}
    </li>
  );
}
