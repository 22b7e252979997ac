/** What each server that speaks for a name says of it: asked when the page opens, and again when somebody wants it. */
import { Button } from '@mantine/core';
import { useProof } from '../../../api/name-queries.ts';
import type { FamilyProof, ServerProof } from '../../../../shared/api/ddns-hosts.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import type { Mark } from '../../../components/mark.ts';
import { Section } from '../../../components/section.tsx';
import { Bones } from '../../../components/skeleton.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { Term } from '../../../components/term.tsx';
import table from '../../../components/table.module.css';
import { When } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';
import style from './name.module.css';

const marks: Readonly<Record<ServerProof['verdict'], Mark>> = {
  verified: 'ok',
  pending: 'working',
  mismatch: 'error',
  silent: 'unknown',
};

/** The section. */
export function ProofTable({ id }: { readonly id: string }) {
  const say = useSay();
  const { data, error, isFetching, refetch } = useProof(id);
  const rows = data?.families.flatMap((proof) => proof.servers.map((server) => ({ proof, server }))) ?? [];
  const others = data?.families.filter(({ servers }) => servers.length === 0) ?? [];
  return (
    <Section
      id="proof"
      title={say('naming.proof.title')}
      term="authoritative"
      tools={
        <>
          {data !== undefined && (
            <span className={style.asked}>
              {say('naming.proof.asked')} <When at={data.asked_at} />
            </span>
          )}
          <Button size="xs" variant="default" loading={isFetching} onClick={() => void refetch()}>
            {say('naming.proof.again')}
          </Button>
        </>
      }
    >
      {data === undefined && (error === null ? <Bones rows={2} /> : <ErrorNotice error={error} />)}
      {data !== undefined && error !== null && <ErrorNotice error={error} />}
      {rows.length > 0 && (
        <div role="table" aria-labelledby="proof" className={table.table}>
          <div role="rowgroup" className={style.headers}>
            <div role="row" className={style.proof}>
              <div role="columnheader">{say('names.state')}</div>
              <div role="columnheader">{say('naming.proof.server')}</div>
              <div role="columnheader">{say('naming.proof.answer')}</div>
              <div role="columnheader">{say('naming.proof.expected')}</div>
            </div>
          </div>
          <div role="rowgroup">
            {rows.map(({ proof, server }) => (
              <Answer key={`${server.server} ${proof.family}`} proof={proof} server={server} />
            ))}
          </div>
        </div>
      )}
      {others.map(({ family, proxied, expected }) => (
        <p key={family} className={table.why}>
          {family === 'A' ? 'IPv4' : 'IPv6'}:{' '}
          {say(
            proxied
              ? 'naming.proof.proxied'
              : expected === null
                ? 'naming.proof.nothing'
                : 'naming.proof.nobody',
          )}
        </p>
      ))}
    </Section>
  );
}

function Answer({ proof, server }: { readonly proof: FamilyProof; readonly server: ServerProof }) {
  const say = useSay();
  const { verdict, values } = server;
  const said = say(`naming.proof.${verdict}`);
  return (
    <div role="row" className={style.proof}>
      <div role="cell" className={table.state}>
        <StateMark state={marks[verdict]} silent />
        <span>{said}</span>
        {(verdict === 'pending' || verdict === 'mismatch') && <Term id="verification" of={said} />}
      </div>
      <div role="cell" className={table.name}>
        {server.server}
      </div>
      <div role="cell" className={table.name} data-label={proof.family === 'A' ? 'IPv4' : 'IPv6'}>
        {values === null ? '–' : values.length === 0 ? say('naming.proof.none') : values.join(', ')}
      </div>
      <div role="cell" className={table.name}>
        {proof.expected}
      </div>
    </div>
  );
}
