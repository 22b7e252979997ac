/** Which of several mounts, disks, interfaces or sensors a chart draws. */
import { useSay } from '../../../i18n.ts';
import style from './charts.module.css';

interface ChooseObjectsProps {
  /** Name of the chart. */
  readonly title: string;
  readonly objects: readonly string[];
  readonly chosen: readonly string[];
  /** No more can be told apart. */
  readonly most: number;
  readonly onChoose: (chosen: readonly string[]) => void;
}

/** A list of boxes that opens; one stays chosen. */
export function ChooseObjects({ title, objects, chosen, most, onChoose }: ChooseObjectsProps) {
  const say = useSay();
  return (
    <details
      className={style.choose}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !event.currentTarget.open) return;
        event.currentTarget.open = false;
        event.currentTarget.querySelector('summary')?.focus();
      }}
    >
      <summary>{say('monitoring.charts.choose', { count: chosen.length, total: objects.length })}</summary>
      <fieldset className={style.choices}>
        <legend className="for-readers">{say('monitoring.charts.choose_of', { title })}</legend>
        {objects.map((object) => {
          const isChosen = chosen.includes(object);
          return (
            <label key={object}>
              <input
                type="checkbox"
                checked={isChosen}
                disabled={isChosen ? chosen.length === 1 : chosen.length >= most}
                onChange={() => {
                  onChoose(objects.filter((one) => (one === object ? !isChosen : chosen.includes(one))));
                }}
              />
              <span>{object}</span>
            </label>
          );
        })}
      </fieldset>
    </details>
  );
}
