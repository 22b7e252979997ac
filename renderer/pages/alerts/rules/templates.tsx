/** Rules that come with CloudCube and are not in use: each by one press. */
import { Button } from '@mantine/core';
import { useAlertTemplates, useInstallTemplate } from '../../../api/alert-queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { DialogEnd } from '../../../components/dialog-end.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import form from '../../../components/form.module.css';
import { Bones } from '../../../components/skeleton.tsx';
import { useSay } from '../../../i18n.ts';
import style from './rules.module.css';

/** The dialog. */
export default function Templates({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const { data, error } = useAlertTemplates();
  const install = useInstallTemplate();
  const left = data?.filter(({ installed }) => !installed);
  return (
    <Dialog title={say('alerts.rules.templates_title')} onClose={onClose}>
      <div className={form.form}>
        {left === undefined && (error === null ? <Bones rows={2} /> : <ErrorNotice error={error} />)}
        {left?.length === 0 && <p className={form.muted}>{say('alerts.rules.templates_all')}</p>}
        {install.error !== null && <ErrorNotice error={install.error} />}
        <ul className={style.templates}>
          {left?.map(({ id, name, description }) => (
            <li key={id}>
              <div>
                <strong>{name}</strong>
                <p className={form.muted}>{description}</p>
              </div>
              <Button
                size="xs"
                variant="default"
                aria-label={say('alerts.rules.install_label', { name })}
                loading={install.isPending && install.variables === id}
                onClick={() => {
                  install.mutate(id);
                }}
              >
                {say('alerts.rules.install')}
              </Button>
            </li>
          ))}
        </ul>
        <DialogEnd onClose={onClose} />
      </div>
    </Dialog>
  );
}
