/** What is copied for whoever looks for a fault, to be read before it is. */
import { useDiagnostics } from '../../api/about-queries.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { DialogEnd } from '../../components/dialog-end.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import form from '../../components/form.module.css';
import { Bones } from '../../components/skeleton.tsx';
import { useSay } from '../../i18n.ts';
import style from './about.module.css';

/** The dialog. */
export default function Diagnostics({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const { data, error } = useDiagnostics();
  return (
    <Dialog title={say('about.diagnostics.title')} size="lg" onClose={onClose}>
      <div className={form.form}>
        <p>{say('about.diagnostics.what')}</p>
        {data === undefined ? (
          error === null ? (
            <Bones rows={6} />
          ) : (
            <ErrorNotice error={error} />
          )
        ) : (
          <pre className={style.text} role="region" tabIndex={0} aria-label={say('about.diagnostics.text')}>
            {data.text}
          </pre>
        )}
        <DialogEnd onClose={onClose}>
          {data !== undefined && <CopyButton text={data.text} label={say('about.diagnostics.copy')} />}
        </DialogEnd>
      </div>
    </Dialog>
  );
}
