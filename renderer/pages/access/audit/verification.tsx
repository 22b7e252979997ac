/** Whether the audit log is whole: its chain is followed from the first entry to the last. */
import type { AuditVerification } from '../../../../shared/api/audit.ts';
import { useVerification } from '../../../api/audit-queries.ts';
import box from '../../../components/box.module.css';
import { Copyable } from '../../../components/copyable.tsx';
import { DialogEnd } from '../../../components/dialog-end.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import form from '../../../components/form.module.css';
import { Bones } from '../../../components/skeleton.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { useLanguage, useSay } from '../../../i18n.ts';
import { exact } from '../../../times.ts';

/** The dialog. */
export default function Verification({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const { data, error } = useVerification();
  return (
    <Dialog title={say('access.audit.verify')} onClose={onClose}>
      <div className={form.form}>
        {data === undefined && (error === null ? <Bones rows={3} /> : <ErrorNotice error={error} />)}
        {data !== undefined && <Found found={data} />}
        <DialogEnd onClose={onClose} />
      </div>
    </Dialog>
  );
}

function Found({ found }: { readonly found: AuditVerification }) {
  const say = useSay();
  const { language } = useLanguage();
  const { entries, fault, checkpoint, newest, last_seal: seal } = found;
  return (
    <>
      <p className={box.state} role="status">
        <StateMark state={fault === null ? 'ok' : 'error'} silent />
        <span>
          {fault === null
            ? say('access.audit.whole', { entries })
            : say(`access.audit.fault_${fault.problem}`, { seq: fault.seq })}
        </span>
      </p>
      {fault !== null && <p>{say('access.audit.fault_advice')}</p>}
      {checkpoint !== null && (
        <p className={form.muted}>
          {say('access.audit.pruned', {
            seq: checkpoint.seq,
            when: exact(Date.parse(checkpoint.pruned_at), language),
          })}
        </p>
      )}
      {newest > 0 && (
        <div>
          <p className={form.muted}>{say('access.audit.keep_seal')}</p>
          <p className={box.command}>
            <Copyable text={`${String(newest)} ${seal}`} />
          </p>
        </div>
      )}
    </>
  );
}
