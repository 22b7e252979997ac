/** How far the first run has come, as a row of numbers: done, here, to come. */
import { useSay } from '../../i18n.ts';
import { steps, type Step } from './steps.ts';
import style from './welcome.module.css';

/** The row. On a phone only the step that is shown has its name. */
export function Stepper({ at }: { readonly at: Step }) {
  const say = useSay();
  const here = steps.indexOf(at);
  return (
    <ol className={style.stepper} aria-label={say('welcome.steps')}>
      {steps.map((step, index) => (
        <li
          key={step}
          data-state={index < here ? 'done' : index === here ? 'here' : 'ahead'}
          {...(index === here ? { 'aria-current': 'step' as const } : {})}
        >
          <span aria-hidden="true">{index < here ? '✓' : index + 1}</span>
          <span>{say(`welcome.name_of.${step}`)}</span>
        </li>
      ))}
    </ol>
  );
}
