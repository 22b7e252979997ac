/** Where a name's addresses come from, and how they are made of what is seen there. */
import { Link } from '@tanstack/react-router';
import type { Host } from '../../../../shared/api/ddns-hosts.ts';
import { useAccounts } from '../../../api/account-queries.ts';
import { useSources } from '../../../api/source-queries.ts';
import box from '../../../components/box.module.css';
import { Section } from '../../../components/section.tsx';
import { When } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';
import style from './name.module.css';

/** The section. */
export function Origin({ host }: { readonly host: Host }) {
  const say = useSay();
  const { data: accounts } = useAccounts();
  const account = accounts?.find(({ account_id: id }) => id === host.account_id);
  return (
    <Section id="origin" title={say('naming.origin.title')}>
      <dl className={`${box.facts ?? ''} ${style.origin ?? ''}`}>
        <dt>{say('host.source')}</dt>
        <dd>
          <SourceOf host={host} />
        </dd>
        {host.families.includes('AAAA') && (
          <>
            <dt>{say('host.ipv6_host')}</dt>
            <dd>
              {host.ipv6_host === null ? (
                say('naming.origin.own_host')
              ) : (
                <>
                  <code className={box.mono}>{host.ipv6_host}</code>{' '}
                  <span className={box.muted}>{say('naming.origin.host_what')}</span>
                </>
              )}
            </dd>
          </>
        )}
        <dt>{say('host.scope')}</dt>
        <dd>
          {say(`host.scope_${host.scope}`)}{' '}
          <span className={box.muted}>{say(`host.scope_${host.scope}_hint`)}</span>
        </dd>
        <dt>{say('host.account')}</dt>
        <dd>
          {host.account_id === null ? (
            say('host.own_zones')
          ) : (
            <Link to="/names/accounts">{account?.name ?? '…'}</Link>
          )}
        </dd>
        <dt>{say('host.ttl')}</dt>
        <dd>{host.ttl === null ? say('naming.origin.ttl_left') : say('time.second', { count: host.ttl })}</dd>
      </dl>
    </Section>
  );
}

/** The source, with what it has agreed on. */
function SourceOf({ host: { source } }: { readonly host: Host }) {
  const say = useSay();
  const { data } = useSources();
  if (source.kind === 'inbound') return say('host.source_inbound');
  if (source.kind === 'interface') {
    return (
      <>
        {say('host.source_interface')}{' '}
        <span className={box.muted}>
          {source.interface === null ? (
            say('naming.origin.default_route')
          ) : (
            <code className={box.mono}>{source.interface}</code>
          )}
        </span>
      </>
    );
  }
  const found = data?.sources.find(({ source_id: id }) => id === source.source_id);
  return (
    <>
      <Link to="/names/sources">{found?.name ?? '…'}</Link>
      {found?.families.map(({ family, address, since, candidate, reason }) => (
        <p key={family} className={box.muted}>
          {family === 'A' ? 'IPv4' : 'IPv6'}: {address ?? say('source.no_address')}
          {since !== null && (
            <>
              {' · '}
              <When at={since} />
            </>
          )}
          {candidate !== null && ` · ${say('naming.origin.candidate', { address: candidate })}`}
          {reason !== null && ` · ${reason.message}`}
        </p>
      ))}
    </>
  );
}
