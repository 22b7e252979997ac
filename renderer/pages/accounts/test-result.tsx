/** What a provider said when an account was tried: its domains, or its refusal in its own words. */
import { useEffect, useRef } from 'react';
import type { AccountTest } from '../../../shared/api/ddns-accounts.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import form from '../../components/form.module.css';
import { StateMark } from '../../components/state-mark.tsx';
import { useSay } from '../../i18n.ts';

interface TestResultProps {
  /** The provider's title. */
  readonly provider: string;
  readonly result: AccountTest | undefined;
  readonly error: Error | null;
}

/** The box under the form; nothing before a try. */
export function TestResult({ provider, result, error }: TestResultProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The form may be taller than the window, and the answer below its edge.
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [result, error]);
  return (
    <div ref={box} hidden={result === undefined && error === null}>
      {error === null ? (
        result && <Found provider={provider} result={result} />
      ) : (
        <ErrorNotice error={error} />
      )}
    </div>
  );
}

function Found({ provider, result: { zones } }: { readonly provider: string; readonly result: AccountTest }) {
  const say = useSay();
  const isEmpty = zones?.length === 0;
  return (
    <div className={form.good} role="status">
      <StateMark state={isEmpty ? 'warning' : 'ok'} silent />
      <div>
        <p>{say('account.test_ok', { provider })}</p>
        {zones === null && <p className={form.muted}>{say('account.test_unlisted')}</p>}
        {isEmpty && <p>{say('account.test_no_zones')}</p>}
        {zones !== null && zones.length > 0 && (
          <p>
            {say('account.test_zones')} <span className={form.code}>{zones.join(', ')}</span>
          </p>
        )}
      </div>
    </div>
  );
}
