/** Writes what is asked for into a file, and fetches it as soon as it is there. */
import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { LogExport } from '../../../../shared/api/logs.ts';
import { useExportLogs } from '../../../api/log-queries.ts';
import type { LogFilter } from '../../../api/log-question.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { DownIcon } from '../../../components/icons.tsx';
import { MenuButton } from '../../../components/menu-button.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { useLanguage, useSay } from '../../../i18n.ts';
import { moment } from '../../../times.ts';
import { sizeOf } from './log-model.ts';
import style from './logs.module.css';

const formats = ['json', 'csv', 'txt'] as const;

interface ExportLogsProps {
  readonly filter: LogFilter;
  /** Lines that are asked for. */
  readonly total: number;
}

/** The button, and beside it how far it is. */
export function ExportLogs({ filter, total }: ExportLogsProps) {
  const say = useSay();
  const { write, progress } = useExportLogs();
  const { data, error, isPending } = write;
  return (
    <div className={style.export}>
      {isPending && (
        <span className={style.progress}>
          <progress value={progress} aria-label={say('logs.export.writing')} />
          <span>{say('logs.export.working', { percent: Math.round(progress * 100) })}</span>
        </span>
      )}
      {data !== undefined && 'file' in data && <Ready key={data.file.download_url} file={data.file} />}
      {data !== undefined && 'failed' in data && (
        <span role="alert" className={style.progress}>
          <StateMark state="error" silent />
          <span>{data.failed?.message ?? say('logs.export.failed')}</span>
        </span>
      )}
      {error !== null && <ErrorNotice error={error} />}
      {total > 0 && !isPending && (
        <MenuButton
          label={say('logs.export.label', { count: total })}
          text={say('logs.export.action')}
          icon={<DownIcon />}
          size="xs"
          actions={formats.map((format) => ({
            label: say(`logs.export.${format}`),
            run: () => {
              write.mutate({ filter, format });
            },
          }))}
        />
      )}
    </div>
  );
}

/** The file; the browser is told once to fetch it, and the link stays as long as the file does. */
function Ready({
  file: { download_url: url, file_size: size, expires_at: until },
}: {
  readonly file: LogExport;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const link = useRef<HTMLAnchorElement>(null);
  const fetched = useRef(false);

  useEffect(() => {
    if (fetched.current) return;
    fetched.current = true;
    link.current?.click();
  }, []);

  return (
    <span className={style.progress} role="status">
      <Button component="a" ref={link} href={url} download size="xs" variant="subtle">
        {say('logs.export.fetch', { size: sizeOf(size, language) })}
      </Button>
      <span className={style.until}>
        {say('logs.export.until', { until: moment(Date.parse(until), language) })}
      </span>
    </span>
  );
}
