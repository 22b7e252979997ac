/** How a check went that is not kept yet. */
import type { CheckResult } from '../../../../shared/api/checks.ts';
import notice from '../../../components/error-notice.module.css';
import form from '../../../components/form.module.css';
import { StateMark } from '../../../components/state-mark.tsx';
import { outcomeMark } from './check-model.ts';
import { RunWords } from './run-words.tsx';

/** Its result in words, read out as soon as it is there. */
export function TrialResult({ result }: { readonly result: CheckResult }) {
  const isWell = result.outcome === 'ok';
  return (
    <div className={isWell ? form.good : notice.notice} role="status">
      <StateMark state={outcomeMark[result.outcome]} silent />
      <p>
        <RunWords result={result} />
      </p>
    </div>
  );
}
