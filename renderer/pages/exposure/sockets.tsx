/** What listens where, and who may call it. */
import type { ExposedSocket } from '../../../shared/api/exposure.ts';
import entry from '../../components/entry.module.css';
import { EntryTable } from '../../components/entry-table.tsx';
import { EntryRow, EntryState } from '../../components/entry-row.tsx';
import { Section } from '../../components/section.tsx';
import table from '../../components/table.module.css';
import { useSay } from '../../i18n.ts';
import { isOwn } from './reach.ts';

/** An address and its port as they stand in addresses of pages (RFC 3986 §3.2.2). */
const placeOf = ({ address, port }: ExposedSocket): string =>
  `${address.includes(':') ? `[${address}]` : address}:${String(port)}`;

/** The table. */
export function Sockets({ sockets }: { readonly sockets: readonly ExposedSocket[] }) {
  const say = useSay();
  return (
    <Section id="sockets" title={say('exposure.sockets.title')}>
      <EntryTable
        labelledBy="sockets"
        columns={[
          say('exposure.sockets.state'),
          say('exposure.sockets.place'),
          say('exposure.sockets.who'),
          say('exposure.sockets.carried'),
        ]}
        items={sockets}
        render={(socket, index) => (
          <Row key={`${socket.kind} ${placeOf(socket)}`} socket={socket} index={index} />
        )}
      />
    </Section>
  );
}

interface RowProps {
  readonly socket: ExposedSocket;
  readonly index: number;
}

function Row({ socket, index }: RowProps) {
  const say = useSay();
  const { kind, address, listening, reason } = socket;
  // The zone is asked by the network where it is bound to an address of it.
  const who =
    kind === 'dns' && isOwn(address) ? 'exposure.sockets.dns_own' : (`exposure.sockets.${kind}` as const);
  return (
    <EntryRow index={index}>
      <EntryState mark={listening ? 'ok' : 'error'}>
        {say(listening ? 'exposure.sockets.listens' : 'exposure.sockets.silent')}
      </EntryState>
      <div role="cell" className={table.thing}>
        <span className={table.name}>{placeOf(socket)}</span>
        {reason !== null && <p className={table.why}>{reason.message}</p>}
      </div>
      <div role="cell" className={table.thing}>
        {say(who)}
      </div>
      <div role="cell" className={entry.told}>
        {say(
          kind === 'tls'
            ? 'exposure.sockets.by_tls'
            : kind === 'dns'
              ? 'exposure.sockets.by_dns'
              : 'exposure.sockets.plainly',
        )}
      </div>
    </EntryRow>
  );
}
