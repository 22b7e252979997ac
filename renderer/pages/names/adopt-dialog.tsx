/** Asks whose the values are that stand under a name. */
import '../../theme/fields.css';
import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import type { FamilyStatus, HostStatus } from '../../../shared/api/ddns-hosts.ts';
import { useAdopt } from '../../api/queries.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import form from '../../components/form.module.css';
import { Term } from '../../components/term.tsx';
import { useSay } from '../../i18n.ts';
import { decisionsOf, firstChoices, waitingOf, type Choice } from './adoption.ts';

interface AdoptDialogProps {
  readonly host: Pick<HostStatus, 'host_id' | 'name' | 'families'>;
  readonly onClose: () => void;
}

/** The dialog. What waits is what waited when it was opened: it must not change under the hand. */
export default function AdoptDialog({ host, onClose }: AdoptDialogProps) {
  const say = useSay();
  const adopt = useAdopt();
  const [waiting] = useState(() => waitingOf(host));
  const [choices, setChoices] = useState(() => firstChoices(waiting));
  const decisions = decisionsOf(waiting, choices);

  return (
    <Dialog title={say('adopt.title', { name: host.name })} onClose={onClose}>
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (decisions === null || adopt.isPending) return;
          adopt.mutate({ id: host.host_id, decisions }, { onSuccess: onClose });
        }}
      >
        <p className={form.muted}>
          {say('adopt.what')} <Term id="adoption" of={say('adopt.take')} />
        </p>
        {waiting.map((family) => (
          <Whose
            key={family.family}
            family={family}
            chosen={choices[family.family]}
            onChoose={(choice) => {
              setChoices((now) => ({ ...now, [family.family]: choice }));
            }}
          />
        ))}
        {adopt.error !== null && <ErrorNotice error={adopt.error} />}
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>
            {say('cancel')}
          </Button>
          <Button type="submit" disabled={decisions === null} loading={adopt.isPending}>
            {say('adopt.action')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface WhoseProps {
  readonly family: FamilyStatus;
  readonly chosen: Choice | undefined;
  readonly onChoose: (choice: Choice) => void;
}

function Whose({ family: { family, adoption, detected }, chosen, onChoose }: WhoseProps) {
  const say = useSay();
  return (
    <fieldset className={form.group}>
      <legend>{say(`host.${family}`)}</legend>
      <p className={form.muted}>
        {detected === null ? say('adopt.would_later') : say('adopt.would', { address: detected })}
      </p>
      {adoption.map(({ record_id: id, value, ttl }) => (
        <Radio
          key={id}
          name={family}
          label={say('adopt.own', { value })}
          description={`${say('adopt.own_hint')} ${ttl === null ? '' : say('adopt.own_ttl', { ttl })}`}
          checked={typeof chosen === 'object' && chosen.own === id}
          onChange={() => {
            onChoose({ own: id });
          }}
        />
      ))}
      <Radio
        name={family}
        label={say('adopt.foreign')}
        description={say('adopt.foreign_hint')}
        checked={chosen === 'foreign'}
        onChange={() => {
          onChoose('foreign');
        }}
      />
    </fieldset>
  );
}
