/** Asks before something is done to several names, and then tells name by name how far it is. */
import '../../theme/fields.css';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { HostStatus } from '../../../shared/api/ddns-hosts.ts';
import { ApiError } from '../../api/errors.ts';
import { DialogEnd } from '../../components/dialog-end.tsx';
import { Dialog } from '../../components/dialog.tsx';
import form from '../../components/form.module.css';
import { StateMark } from '../../components/state-mark.tsx';
import { useSay } from '../../i18n.ts';
import { concerned, countsOf, type Bulk, type Deed, type Progress } from './bulk.ts';
import style from './bulk.module.css';
import { RecordsChoice } from './delete-host.tsx';

/** More names than this are counted in the question. */
const worthNaming = 10;

interface BulkDialogProps {
  readonly deed: Deed;
  readonly hosts: readonly HostStatus[];
  /** Once it has begun. */
  readonly bulk: Bulk | null;
  readonly onBegin: (deed: Deed, hosts: readonly HostStatus[], records: 'keep' | 'delete') => void;
  readonly onClose: () => void;
}

/** The dialog: the question, then the progress. */
export default function BulkDialog({ deed, hosts, bulk, onBegin, onClose }: BulkDialogProps) {
  const say = useSay();
  const [asked] = useState(() => concerned(deed, hosts));
  return (
    <Dialog
      title={say(`naming.bulk.${deed}_title`, { count: bulk?.items.length ?? asked.length })}
      onClose={onClose}
    >
      {bulk === null ? (
        <Question deed={deed} hosts={asked} onBegin={onBegin} onClose={onClose} />
      ) : (
        <Going bulk={bulk} onClose={onClose} />
      )}
    </Dialog>
  );
}

type QuestionProps = Pick<BulkDialogProps, 'deed' | 'hosts' | 'onBegin' | 'onClose'>;

function Question({ deed, hosts, onBegin, onClose }: QuestionProps) {
  const say = useSay();
  const [records, setRecords] = useState<'keep' | 'delete'>('keep');
  const others = hosts.length - worthNaming;
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        onBegin(deed, hosts, records);
      }}
    >
      <ul className={style.names}>
        {hosts.slice(0, worthNaming).map(({ host_id: id, name }) => (
          <li key={id}>{name}</li>
        ))}
        {others > 0 && <li className={style.others}>{say('overview.more_names', { count: others })}</li>}
      </ul>
      {deed === 'delete' ? (
        <RecordsChoice records={records} onChoose={setRecords} />
      ) : (
        <p className={form.muted}>{say(`naming.bulk.${deed}_what`)}</p>
      )}
      <div className={form.buttons}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {say('cancel')}
        </Button>
        <Button type="submit" {...(deed === 'delete' ? { color: 'red' } : {})}>
          {say(`naming.bulk.${deed}`)}
        </Button>
      </div>
    </form>
  );
}

const marks = { waiting: 'unknown', working: 'working', done: 'ok', failed: 'error' } as const;

function Going({ bulk, onClose }: { readonly bulk: Bulk; readonly onClose: () => void }) {
  const say = useSay();
  const { through, failed, all } = countsOf(bulk);
  return (
    <div className={form.form}>
      <p role="status">
        {say('naming.bulk.progress', { through, all })}
        {failed > 0 && ` ${say('naming.bulk.failed', { count: failed })}`}
      </p>
      <progress className={style.progress} value={through} max={all} aria-label={say('naming.bulk.label')} />
      <ul className={style.names}>
        {bulk.items.map((item) => (
          <Line key={item.host.host_id} item={item} />
        ))}
      </ul>
      {!bulk.isOver && <p className={form.muted}>{say('naming.bulk.leave')}</p>}
      <DialogEnd onClose={onClose} />
    </div>
  );
}

function Line({ item: { host, state, error } }: { readonly item: Progress }) {
  const say = useSay();
  return (
    <li>
      <span className={style.line}>
        <StateMark state={marks[state]} silent />
        <span>{host.name}</span>
        <span className={style.others}>{say(`naming.bulk.${state}`)}</span>
      </span>
      {state === 'failed' && (
        <p className={style.others}>{error instanceof ApiError ? error.message : say('error.unreachable')}</p>
      )}
    </li>
  );
}
