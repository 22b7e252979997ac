/** Asks every member of a source now, and shows what each answers. Nothing is published by it. */
import { Button } from '@mantine/core';
import type { AddressSource, SourceService } from '../../../shared/api/ddns-sources.ts';
import { useAskedSource } from '../../api/source-queries.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import form from '../../components/form.module.css';
import { Bones } from '../../components/skeleton.tsx';
import { useSay } from '../../i18n.ts';
import { Answers } from './answers.tsx';

interface AskDialogProps {
  readonly source: AddressSource;
  readonly services: readonly SourceService[];
  readonly onClose: () => void;
}

/** The dialog. It asks as it opens, and again when told to. */
export default function AskDialog({ source, services, onClose }: AskDialogProps) {
  const say = useSay();
  const { data, error, isFetching, refetch } = useAskedSource(source.source_id);
  return (
    <Dialog title={say('source.ask_title', { name: source.name })} size="lg" onClose={onClose}>
      <div className={form.form}>
        {data === undefined && error === null && (
          <>
            <p className={form.muted}>{say('source.asking')}</p>
            <Bones rows={8} />
          </>
        )}
        {error !== null && <ErrorNotice error={error} />}
        {data !== undefined && <Answers test={data} services={services} quorum={source.quorum} />}
        <div className={form.buttons}>
          <Button variant="default" loading={isFetching} onClick={() => void refetch()}>
            {say('source.again')}
          </Button>
          <Button data-autofocus onClick={onClose}>
            {say('close')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
