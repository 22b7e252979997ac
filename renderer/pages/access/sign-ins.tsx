/** Where somebody is signed in: on which devices, since when, and how to end it. */
import { Button } from '@mantine/core';
import type { SignIn } from '../../../shared/api/auth-sessions.ts';
import { useEndSignIns, useSignIns } from '../../api/sign-in-queries.ts';
import { EntryTable } from '../../components/entry-table.tsx';
import { EntryButton, EntryRow } from '../../components/entry-row.tsx';
import entry from '../../components/entry.module.css';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Section } from '../../components/section.tsx';
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
    <Section
      id="sign-ins"
      title={say(userId === undefined ? 'access.sign_ins.own' : 'access.sign_ins.title')}
      term={userId === undefined ? 'session' : undefined}
      // A dialog has its own title.
      isTold={userId !== undefined}
      tools={
        mayEnd &&
        others.length > 1 && (
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
        )
      }
    >
      {end.error !== null && <ErrorNotice error={end.error} />}
      <EntryTable
        labelledBy="sign-ins"
        columns={[say('access.sign_ins.seen'), say('access.sign_ins.device'), say('access.sign_ins.time')]}
        items={signIns}
        error={error}
        empty={say('access.sign_ins.empty')}
        render={(signIn, index) => (
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
        )}
      />
    </Section>
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
    <EntryRow index={index}>
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
          <EntryButton label={say('access.sign_ins.end_label', { name })} disabled={pending} onPress={onEnd}>
            {say('access.sign_ins.end')}
          </EntryButton>
        )}
      </div>
    </EntryRow>
  );
}
