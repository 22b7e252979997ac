/** Where somebody is signed in: on which devices, since when, and how to end it. */
import { Button } from '@mantine/core';
import type { SignIn } from '../../../shared/api/auth-sessions.ts';
import { useEndSignIns, useSignIns } from '../../api/access-queries.ts';
import entry from '../../components/entry.module.css';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { moveBetweenRows } from '../../components/rows.ts';
import { Bones } from '../../components/skeleton.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import table from '../../components/table.module.css';
import { When } from '../../components/when.tsx';
import { useSay } from '../../i18n.ts';
import { deviceOf } from './device.ts';

interface SignInsProps {
  /** Whose; one's own without it. */
  readonly userId?: string;
  /** Whether they can be ended. */
  readonly mayEnd?: boolean;
}

/** The table. */
export function SignIns({ userId, mayEnd = true }: SignInsProps) {
  const say = useSay();
  const { data: signIns, error } = useSignIns(userId);
  const end = useEndSignIns(userId);
  const others = signIns?.filter(({ current }) => !current).map(({ session_id: id }) => id) ?? [];

  return (
    <section aria-labelledby="sign-ins" className={table.section}>
      <div className={table.head}>
        {/* A dialog has its own title. */}
        <h2 id="sign-ins" className={userId === undefined ? undefined : 'for-readers'}>
          {say(userId === undefined ? 'access.sign_ins.own' : 'access.sign_ins.title')}
        </h2>
        {mayEnd && others.length > 1 && (
          <Button
            size="xs"
            variant="default"
            loading={end.isPending}
            onClick={() => {
              end.mutate(others);
            }}
          >
            {say(userId === undefined ? 'access.sign_ins.end_others' : 'access.sign_ins.end_all')}
          </Button>
        )}
      </div>
      {end.error !== null && <ErrorNotice error={end.error} />}
      {signIns === undefined && (error === null ? <Bones rows={2} /> : <ErrorNotice error={error} />)}
      {signIns?.length === 0 && <p className={table.empty}>{say('access.sign_ins.empty')}</p>}
      {signIns !== undefined && signIns.length > 0 && (
        <div role="table" aria-labelledby="sign-ins" className={table.table} onKeyDown={moveBetweenRows}>
          <div role="rowgroup" className={entry.headers}>
            <div role="row" className={entry.entry}>
              <div role="columnheader">{say('access.sign_ins.seen')}</div>
              <div role="columnheader">{say('access.sign_ins.device')}</div>
              <div role="columnheader">{say('access.sign_ins.time')}</div>
              <div role="columnheader">
                <span className="for-readers">{say('names.more')}</span>
              </div>
            </div>
          </div>
          <div role="rowgroup">
            {signIns.map((signIn, index) => (
              <Row
                key={signIn.session_id}
                signIn={signIn}
                index={index}
                pending={end.isPending}
                onEnd={
                  mayEnd && !signIn.current
                    ? () => {
                        end.mutate([signIn.session_id]);
                      }
                    : undefined
                }
              />
            ))}
          </div>
        </div>
      )}
    </section>
  );
}

interface RowProps {
  readonly signIn: SignIn;
  readonly index: number;
  readonly pending: boolean;
  /** Not there for what cannot be ended here; one's own sign-in ends by signing out. */
  readonly onEnd: (() => void) | undefined;
}

function Row({ signIn, index, pending, onEnd }: RowProps) {
  const say = useSay();
  const { kind, current, ip, last_ip: lastIp, user_agent: userAgent } = signIn;
  const { program, system } = deviceOf(userAgent);
  const name =
    program === null || system === null
      ? (program ?? system ?? say('access.sign_ins.unknown_device'))
      : say('access.sign_ins.on', { program, system });
  return (
    <div role="row" className={entry.entry} tabIndex={index === 0 ? 0 : -1}>
      <div role="cell" className={table.state}>
        {current ? (
          <>
            <StateMark state="ok" silent />
            <span>{say('access.sign_ins.current')}</span>
          </>
        ) : (
          <When at={signIn.last_seen_at} />
        )}
      </div>
      <div role="cell" className={table.thing}>
        <strong title={userAgent}>{name}</strong>
        <p className={table.why}>{say(`access.sign_ins.kind_${kind}`)}</p>
      </div>
      <div role="cell" className={entry.values}>
        <p className={entry.zones}>{lastIp === ip ? ip : `${ip} → ${lastIp}`}</p>
        <p className={table.why}>
          {say('access.sign_ins.began')} <When at={signIn.created_at} /> · {say('access.sign_ins.ends')}{' '}
          <When at={signIn.expires_at} as="due" />
        </p>
      </div>
      <div role="cell" className={entry.actions}>
        {onEnd !== undefined && (
          <Button
            size="xs"
            variant="default"
            aria-label={say('access.sign_ins.end_label', { name })}
            disabled={pending}
            onClick={onEnd}
          >
            {say('access.sign_ins.end')}
          </Button>
        )}
      </div>
    </div>
  );
}
