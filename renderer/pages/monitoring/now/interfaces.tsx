/** Every interface: what goes through it, and what went wrong. */
import type { Now } from '../../../api/now.ts';
import { EntryRow, EntryState } from '../../../components/entry-row.tsx';
import table from '../../../components/table.module.css';
import { useLanguage, useSay } from '../../../i18n.ts';
import { figure } from '../figures.ts';
import { byUrgency, interfaceState } from '../how.ts';
import style from './now.module.css';
import { Part } from './part.tsx';
import { Rate } from './rate.tsx';

/** What is not counted adds nothing. */
const bothWays = (received: number | null, sent: number | null): number => (received ?? 0) + (sent ?? 0);

/** The table. */
export function Interfaces({ now: { data, reasons } }: { readonly now: Now }) {
  const say = useSay();
  const { language } = useLanguage();
  const inBytes = (value: number): string => figure(value, 'bytes', language);
  return (
    <Part
      id="interfaces"
      columns={[
        say('monitoring.columns.state'),
        say('monitoring.columns.interface'),
        say('monitoring.columns.traffic'),
        say('monitoring.columns.moves'),
      ]}
      items={data.interfaces && byUrgency(data.interfaces, interfaceState).reverse()}
      reason={reasons.get('interfaces')}
      render={(one, index) => {
        const state = interfaceState(one);
        const errors = bothWays(one.errors_received, one.errors_sent);
        const dropped = bothWays(one.dropped_received, one.dropped_sent);
        return (
          <EntryRow key={one.interface} index={index}>
            <EntryState mark={state}>
              {say(
                one.up === null
                  ? 'monitoring.interface.untold'
                  : one.up
                    ? 'monitoring.interface.up'
                    : 'monitoring.interface.down',
              )}
            </EntryState>
            <div role="cell" className={table.thing}>
              <strong>{one.interface}</strong>
              {one.speed !== null && (
                <p className={table.why}>{say('monitoring.interface.speed', { speed: one.speed })}</p>
              )}
            </div>
            <div role="cell" className={style.values}>
              <p>
                {say('monitoring.interface.total', {
                  received: inBytes(one.bytes_received),
                  sent: inBytes(one.bytes_sent),
                })}
              </p>
              {errors + dropped > 0 && (
                <p className={table.why}>{say('monitoring.interface.wrong', { errors, dropped })}</p>
              )}
            </div>
            <div role="cell" className={style.figures}>
              <Rate way="received" value={one.receive_rate} />
              <Rate way="sent" value={one.send_rate} />
            </div>
          </EntryRow>
        );
      }}
    />
  );
}
