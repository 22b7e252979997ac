/** One source: whom it asks, what is agreed on for each family since when, and what waits to be. */
import type { AddressSource, SourceService } from '../../../shared/api/ddns-sources.ts';
import type { HostState } from '../../../shared/api/ddns.ts';
import { Copyable } from '../../components/copyable.tsx';
import { EntryButton, EntryRow, EntryState } from '../../components/entry-row.tsx';
import entry from '../../components/entry.module.css';
import { MenuButton } from '../../components/menu-button.tsx';
import table from '../../components/table.module.css';
import { useTold } from '../../components/when.tsx';
import { Term } from '../../components/term.tsx';
import { useLanguage, useSay } from '../../i18n.ts';
import { exact, span } from '../../times.ts';
import { isVoting } from './source-draft.ts';

/** What can be asked of a source. */
export type SourceAction = 'ask' | 'edit' | 'delete';

/** How it is doing: one agreed address is enough, as not every network has both families. */
function stateOf({ hosts, kind, families }: AddressSource): {
  mark: HostState;
  word: 'unused' | 'waiting' | HostState;
} {
  if (hosts === 0) return { mark: 'unknown', word: 'unused' };
  if (families.some(({ candidate }) => candidate !== null)) return { mark: 'working', word: 'waiting' };
  const isAgreed = !isVoting(kind) || families.some(({ address }) => address !== null);
  return isAgreed ? { mark: 'ok', word: 'ok' } : { mark: 'warning', word: 'warning' };
}

interface SourceRowProps {
  readonly source: AddressSource;
  readonly index: number;
  readonly services: readonly SourceService[];
  /** Not there for who may neither ask nor change sources. */
  readonly onAction: ((action: SourceAction) => void) | undefined;
}

/** The row. */
export function SourceRow({ source, index, services, onAction }: SourceRowProps) {
  const say = useSay();
  const { name, kind, quorum, families, hosts, built_in: builtIn } = source;
  const { mark, word } = stateOf(source);
  const act = (action: SourceAction) => () => {
    onAction?.(action);
  };
  return (
    <EntryRow index={index} onEnter={act('ask')}>
      <EntryState mark={mark}>{word === 'ok' ? say('state.account_ok') : say(`state.${word}`)}</EntryState>
      <div role="cell" className={table.thing}>
        <strong>{name}</strong>
        <p className={table.why}>
          {say(`source.kind_${kind}`)}
          {kind !== 'static' && (
            <>
              : <Members source={source} services={services} />
            </>
          )}
          {isVoting(kind) && <> · {say('source.quorum_of', { count: quorum })}</>}
        </p>
        {hosts > 0 && <p className={table.why}>{say('source.used', { count: hosts })}</p>}
      </div>
      <div role="cell" className={entry.values}>
        {families.length === 0 && <Unwatched source={source} />}
        {families.map((family) => (
          <Agreed key={family.family} family={family} />
        ))}
      </div>
      <div role="cell" className={entry.actions}>
        {onAction !== undefined && (
          <>
            <EntryButton label={say('source.ask_label', { name })} onPress={act('ask')}>
              {say('source.ask')}
            </EntryButton>
            <MenuButton
              label={say('source.actions', { name })}
              actions={[
                { label: say('source.edit'), run: act('edit') },
                ...(builtIn ? [] : [{ label: say('source.delete'), danger: true, run: act('delete') }]),
              ]}
            />
          </>
        )}
      </div>
    </EntryRow>
  );
}

function Members({ source: { kind, members }, services }: Pick<SourceRowProps, 'source' | 'services'>) {
  const say = useSay();
  const offered = services.filter((service) => service.kind === kind);
  if (members.length > 0) {
    return members.map((member) => offered.find(({ id }) => id === member)?.title ?? member).join(', ');
  }
  return isVoting(kind) ? say('source.all_members', { count: offered.length }) : say('source.default_route');
}

/** Where nobody is asked, or not yet. */
function Unwatched({ source: { kind, members, hosts } }: Pick<SourceRowProps, 'source'>) {
  const say = useSay();
  if (kind === 'static') {
    return members.map((member) => (
      <div key={member} className={entry.value}>
        <span className={table.family}>{member.includes(':') ? 'IPv6' : 'IPv4'}</span>
        <Copyable text={member} />
      </div>
    ));
  }
  if (kind === 'interface') return <p className={table.why}>{say('source.read_then')}</p>;
  return <p className={table.why}>{say(hosts === 0 ? 'source.not_watched' : 'source.not_yet')}</p>;
}

function Agreed({
  family: { family, address, since, candidate, candidate_since: seen, reason },
}: {
  readonly family: AddressSource['families'][number];
}) {
  const say = useSay();
  const { language } = useLanguage();
  const standing = useTold((now) => (since === null ? '' : span(now - Date.parse(since), say)));
  const waiting = useTold((now) => (seen === null ? '' : span(now - Date.parse(seen), say)));
  return (
    <div className={entry.value}>
      <span className={table.family}>{family === 'A' ? 'IPv4' : 'IPv6'}</span>
      <div>
        {address === null ? (
          <span className={table.why}>{say('source.no_address')}</span>
        ) : (
          <>
            <Copyable text={address} />{' '}
            {since !== null && (
              <span className={table.why} title={exact(Date.parse(since), language)}>
                {say('source.since', { span: standing })}
              </span>
            )}
          </>
        )}
        {candidate !== null && (
          <p className={table.why}>
            {say('source.candidate', { address: candidate, span: waiting })}{' '}
            <Term id="hold_down" of={candidate} />
          </p>
        )}
        {reason !== null && candidate === null && (
          <p className={table.why}>
            {reason.message} {reason.code === 'DDNS_CGNAT' && <Term id="cgnat" of="CGNAT" />}
          </p>
        )}
      </div>
    </div>
  );
}
