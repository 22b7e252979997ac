/** All that one line tells: whose request it was, its details as a tree or as JSON, and the stack of its error. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { LogEntryDetail } from '../../../../shared/api/logs.ts';
import { useLog } from '../../../api/log-queries.ts';
import box from '../../../components/box.module.css';
import { Copyable } from '../../../components/copyable.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Bones } from '../../../components/skeleton.tsx';
import { useLookUp, useSay } from '../../../i18n.ts';
import { branchOf } from './log-model.ts';
import style from './logs.module.css';
import { Tree } from './tree.tsx';

interface LogDetailsProps {
  readonly id: number;
  readonly onSearch: (text: string) => void;
}

/** Opened in place, below the row. */
export default function LogDetails({ id, onSearch }: LogDetailsProps) {
  const { data, error } = useLog(id);
  if (data === undefined) return error === null ? <Bones rows={2} /> : <ErrorNotice error={error} />;
  return <Told line={data} onSearch={onSearch} />;
}

interface ToldProps {
  readonly line: LogEntryDetail;
  readonly onSearch: (text: string) => void;
}

function Told({ line, onSearch }: ToldProps) {
  const say = useSay();
  const lookUp = useLookUp();
  const { message, module, user_id: user, ip_address: ip, request_id: request, trace_id: trace } = line;
  const ids = [
    { label: say('logs.request'), id: request, action: say('logs.all_of_request') },
    { label: say('logs.trace'), id: trace, action: say('logs.all_of_trace') },
  ];
  return (
    <>
      <dl className={box.facts}>
        <dt>{say('logs.message')}</dt>
        <dd className={style.message}>{message}</dd>
        <dt>{say('logs.module_label')}</dt>
        <dd>
          {lookUp(`logs.module.${module}`, module)} <code className={box.mono}>{module}</code>
        </dd>
        {ids.map(
          ({ label, id, action }) =>
            id !== null && (
              <Identified
                key={label}
                label={label}
                id={id}
                action={action}
                onSearch={() => {
                  onSearch(id);
                }}
              />
            ),
        )}
        {user !== null && (
          <>
            <dt>{say('logs.user')}</dt>
            <dd>
              <Copyable text={user} />
            </dd>
          </>
        )}
        {ip !== null && (
          <>
            <dt>{say('logs.address')}</dt>
            <dd className={box.mono}>{ip}</dd>
          </>
        )}
      </dl>
      {line.details !== null && <Details details={line.details} />}
      {line.stack_trace !== null && (
        <div>
          <h3>{say('logs.stack')}</h3>
          {/* It scrolls by itself, also under the keyboard. */}
          <pre className={style.text} tabIndex={0} aria-label={say('logs.stack')} role="group">
            {line.stack_trace}
          </pre>
        </div>
      )}
    </>
  );
}

interface IdentifiedProps {
  readonly label: string;
  readonly id: string;
  readonly action: string;
  readonly onSearch: () => void;
}

function Identified({ label, id, action, onSearch }: IdentifiedProps) {
  return (
    <>
      <dt>{label}</dt>
      <dd className={style.id}>
        <Copyable text={id} />
        <button type="button" className={style.link} onClick={onSearch}>
          {action}
        </button>
      </dd>
    </>
  );
}

const views = ['tree', 'json'] as const;

function Details({ details }: { readonly details: unknown }) {
  const say = useSay();
  const [view, setView] = useState<(typeof views)[number]>('tree');
  return (
    <div>
      <div className={style.head}>
        <h3>{say('logs.told')}</h3>
        {views.map((one) => (
          <Button
            key={one}
            size="compact-xs"
            variant={view === one ? 'default' : 'subtle'}
            color="gray"
            aria-pressed={view === one}
            onClick={() => {
              setView(one);
            }}
          >
            {say(`logs.view_${one}`)}
          </Button>
        ))}
      </div>
      {view === 'tree' ? (
        <div className={style.text}>
          <Tree branch={branchOf(details)} />
        </div>
      ) : (
        <pre className={style.text} tabIndex={0} aria-label={say('logs.told')} role="group">
          {JSON.stringify(details, null, 2)}
        </pre>
      )}
    </div>
  );
}
