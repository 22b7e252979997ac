/** One entry of the audit log with all that it holds. */
import type { AuditEntry } from '../../../../shared/api/audit.ts';
import box from '../../../components/box.module.css';
import { Copyable } from '../../../components/copyable.tsx';
import { DialogEnd } from '../../../components/dialog-end.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import form from '../../../components/form.module.css';
import { useLanguage, useSay } from '../../../i18n.ts';
import { exact } from '../../../times.ts';
import { useActionWords } from './audit-words.ts';

interface AuditDetailsProps {
  readonly of: AuditEntry;
  readonly onClose: () => void;
}

/** The dialog. Secrets were taken out before it was kept. */
export default function AuditDetails({ of, onClose }: AuditDetailsProps) {
  const say = useSay();
  const { language } = useLanguage();
  const words = useActionWords();
  const target = [of.target_type, of.target_id].filter((one) => one !== null).join(' ');
  return (
    <Dialog title={words(of.action)} size="lg" onClose={onClose}>
      <div className={form.form}>
        <dl className={box.facts}>
          <dt>{say('access.audit.place')}</dt>
          <dd>{of.seq}</dd>
          <dt>{say('access.audit.when')}</dt>
          <dd>{exact(Date.parse(of.created_at), language)}</dd>
          <dt>{say('access.audit.result')}</dt>
          <dd>{say(`access.audit.${of.result}`)}</dd>
          <dt>{say('access.audit.what')}</dt>
          <dd className={box.mono}>{of.action}</dd>
          <dt>{say('access.audit.who')}</dt>
          <dd>
            {of.actor} · {say(`access.audit.by.${of.actor_kind}`)}
          </dd>
          {target !== '' && (
            <>
              <dt>{say('access.audit.target')}</dt>
              <dd className={box.mono}>{target}</dd>
            </>
          )}
          {of.ip !== null && (
            <>
              <dt>{say('access.audit.from')}</dt>
              <dd className={box.mono}>{of.ip}</dd>
            </>
          )}
          {of.ua !== null && (
            <>
              <dt>{say('access.audit.program')}</dt>
              <dd>{of.ua}</dd>
            </>
          )}
          {of.request_id !== null && (
            <>
              <dt>{say('access.audit.request')}</dt>
              <dd>
                <Copyable text={of.request_id} />
              </dd>
            </>
          )}
          <dt>{say('access.audit.seal')}</dt>
          <dd className={box.small}>
            <Copyable text={of.seal} />
          </dd>
        </dl>
        {of.payload_redacted !== null && (
          <div>
            <p className={form.muted}>{say('access.audit.asked')}</p>
            {/* It scrolls by itself, also under the keyboard. */}
            <pre className={box.command} tabIndex={0} aria-label={say('access.audit.asked')} role="group">
              {JSON.stringify(of.payload_redacted, null, 2)}
            </pre>
          </div>
        )}
        <DialogEnd onClose={onClose} />
      </div>
    </Dialog>
  );
}
