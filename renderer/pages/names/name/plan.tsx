/** What an update would do to a name now, and the button that does it. */
import { Button } from '@mantine/core';
import { usePlan, useUpdate, useUpdating } from '../../../api/queries.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Section } from '../../../components/section.tsx';
import { Bones } from '../../../components/skeleton.tsx';
import table from '../../../components/table.module.css';
import { useSay } from '../../../i18n.ts';
import { useMay } from '../../../me.ts';
import { PlanSteps } from '../plan-dialog.tsx';
import { splitPlan } from '../plan-model.ts';

/** The section. A name that is switched off is not planned for. */
export function Plan({ id, isOn }: { readonly id: string; readonly isOn: boolean }) {
  const say = useSay();
  const mayWrite = useMay()('ddns:write');
  const { data, error } = usePlan(id);
  const update = useUpdate();
  const isUpdating = useUpdating();
  const plan = data === undefined ? undefined : splitPlan(data.steps);
  return (
    <Section
      id="plan"
      title={say('plan.title')}
      tools={
        mayWrite &&
        plan !== undefined &&
        plan.change.length > 0 && (
          <Button
            size="xs"
            loading={isUpdating}
            onClick={() => {
              update.mutate(false);
            }}
          >
            {say('update.action')}
          </Button>
        )
      }
    >
      {plan === undefined && (error === null ? <Bones rows={1} /> : <ErrorNotice error={error} />)}
      {plan !== undefined &&
        (data?.steps.length === 0 ? (
          <p className={table.empty}>{say(isOn ? 'plan.no_change' : 'naming.not_planned')}</p>
        ) : (
          <PlanSteps steps={[...plan.change, ...plan.leave]} />
        ))}
      {update.error !== null && <ErrorNotice error={update.error} />}
    </Section>
  );
}
