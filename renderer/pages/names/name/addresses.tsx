/** What is published beside what should be, family by family, and why they differ. */
import type { FamilyStatus, HostStatus } from '../../../../shared/api/ddns-hosts.ts';
import { Copyable } from '../../../components/copyable.tsx';
import { Section } from '../../../components/section.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import table from '../../../components/table.module.css';
import { When } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';
import style from './name.module.css';

/** The section. */
export function Addresses({ status: { families, reason } }: { readonly status: HostStatus }) {
  const say = useSay();
  return (
    <Section id="addresses" title={say('names.addresses')}>
      <div role="table" aria-labelledby="addresses" className={table.table}>
        <div role="rowgroup" className={style.headers}>
          <div role="row" className={style.family}>
            <div role="columnheader">{say('names.state')}</div>
            <div role="columnheader">{say('naming.published')}</div>
            <div role="columnheader">{say('naming.wanted')}</div>
            <div role="columnheader">{say('names.last_change')}</div>
          </div>
        </div>
        <div role="rowgroup">
          {families.map((family) => (
            <Family key={family.family} status={family} told={reason?.message} />
          ))}
        </div>
      </div>
    </Section>
  );
}

function Family({ status, told }: { readonly status: FamilyStatus; readonly told: string | undefined }) {
  const say = useSay();
  const { family, state, published, detected, last_change: changed, adoption, reason } = status;
  const address = (value: string | null) =>
    value === null ? <span className={table.why}>{say('names.no_address')}</span> : <Copyable text={value} />;
  return (
    <div role="row" className={style.family}>
      <div role="cell" className={table.state}>
        <StateMark state={state} silent />
        <span>
          {family === 'A' ? 'IPv4' : 'IPv6'} · {say(`state.${state}`)}
        </span>
      </div>
      <div role="cell" data-label={say('naming.published')}>
        {adoption.length === 0 ? (
          address(published)
        ) : (
          <span className={table.stands}>
            {say('adopt.stands', { value: adoption.map(({ value }) => value).join(', ') })}
          </span>
        )}
      </div>
      <div role="cell" data-label={say('naming.wanted')}>
        {address(detected)}
      </div>
      <div role="cell" className={table.figure}>
        <When at={changed} as="span" />
      </div>
      {reason !== null && reason.message !== told && <p className={style.why}>{reason.message}</p>}
    </div>
  );
}
