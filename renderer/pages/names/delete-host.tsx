/** Asks before a name is let go, and what becomes of its records. */
import '../../theme/fields.css';
import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import type { HostStatus } from '../../../shared/api/ddns-hosts.ts';
import { useDeleteHost } from '../../api/queries.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import form from '../../components/form.module.css';
import { useSay } from '../../i18n.ts';

const choices = ['keep', 'delete'] as const;
type Records = (typeof choices)[number];

interface RecordsChoiceProps {
  readonly records: Records;
  readonly onChoose: (records: Records) => void;
}

/** What becomes of the records. Keeping them is the choice that breaks nothing, so it stands first. */
export function RecordsChoice({ records, onChoose }: RecordsChoiceProps) {
  const say = useSay();
  return (
    <fieldset className={form.group}>
      <legend>{say('remove.question')}</legend>
      {choices.map((choice) => (
        <Radio
          key={choice}
          name="records"
          label={say(`remove.${choice}`)}
          description={say(`remove.${choice}_hint`)}
          checked={records === choice}
          onChange={() => {
            onChoose(choice);
          }}
        />
      ))}
    </fieldset>
  );
}

interface DeleteHostProps {
  readonly host: Pick<HostStatus, 'host_id' | 'name'>;
  readonly onClose: () => void;
  /** Instead of closing, where the page is the name's own. */
  readonly onDeleted?: () => void;
}

/** The dialog. */
export default function DeleteHost({ host, onClose, onDeleted = onClose }: DeleteHostProps) {
  const say = useSay();
  const remove = useDeleteHost();
  const [records, setRecords] = useState<Records>('keep');

  return (
    <Dialog title={say('remove.title', { name: host.name })} onClose={onClose}>
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!remove.isPending) remove.mutate({ id: host.host_id, records }, { onSuccess: onDeleted });
        }}
      >
        <RecordsChoice records={records} onChoose={setRecords} />
        {remove.error !== null && <ErrorNotice error={remove.error} />}
        <div className={form.buttons}>
          <Button variant="default" data-autofocus onClick={onClose}>
            {say('cancel')}
          </Button>
          <Button type="submit" color="red" loading={remove.isPending}>
            {say('remove.action')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
