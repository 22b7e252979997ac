/** Asks before a rule is let go. */
import type { AlertRule } from '../../../../shared/api/alert-rules.ts';
import { useDeleteRule } from '../../../api/alert-queries.ts';
import { Confirm } from '../../../components/confirm.tsx';
import { useSay } from '../../../i18n.ts';

interface DeleteRuleProps {
  readonly rule: AlertRule;
  readonly onClose: () => void;
}

/** The dialog. */
export default function DeleteRule({ rule, onClose }: DeleteRuleProps) {
  const say = useSay();
  const remove = useDeleteRule();
  return (
    <Confirm
      title={say('alerts.rules.delete_title', { name: rule.name })}
      action={say('alerts.rules.delete')}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={() => {
        remove.mutate(rule.id, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <p>{say('alerts.rules.delete_what')}</p>
    </Confirm>
  );
}
