/** The picture of the page: this machine, the local network, and what lies beyond, with what stands between them. */
import { StateMark } from '../../components/state-mark.tsx';
import { useSay } from '../../i18n.ts';
import { BeyondDrawing, GateDrawing, LanDrawing, MachineDrawing } from './drawings.tsx';
import style from './picture.module.css';
import type { Distance, Ring } from './reach.ts';

const drawings: Readonly<Record<Distance, () => React.ReactNode>> = {
  machine: MachineDrawing,
  lan: LanDrawing,
  beyond: BeyondDrawing,
};

/** From the inside outward: side by side at a desk, one under the other on a phone. */
export function Picture({ rings }: { readonly rings: readonly Ring[] }) {
  const say = useSay();
  return (
    <ol className={style.picture} aria-label={say('exposure.picture')}>
      {rings.map(({ distance, gate, lines }) => {
        const Drawing = drawings[distance];
        return (
          <li key={distance} className={style.ring} data-gate={gate ?? undefined} data-distance={distance}>
            {gate !== null && (
              <div className={style.gate} data-gate={gate}>
                <GateDrawing gate={gate} />
                <span>{say(`exposure.gate.${gate}`)}</span>
              </div>
            )}
            <div className={style.card}>
              <Drawing />
              <h2>{say(`exposure.${distance}.title`)}</h2>
              <ul>
                {lines.map(({ state, key, params }) => (
                  <li key={key}>
                    <StateMark state={state} silent />
                    <span>{say(key, params)}</span>
                  </li>
                ))}
              </ul>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
