/** What an update would do now, name by name: what it would change, and what it would leave, with the reason. */
import { Button } from '@mantine/core';
import type { HostState, PlannedStep } from '../../../shared/api/ddns.ts';
import { usePlan, useUpdate } from '../../api/queries.ts';
import { DialogEnd } from '../../components/dialog-end.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import form from '../../components/form.module.css';
import { Bones } from '../../components/skeleton.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useSay } from '../../i18n.ts';
import { outcomeOf, splitPlan, type Outcome } from './plan-model.ts';
import style from './plan-dialog.module.css';

const marks: Readonly<Record<Outcome, HostState>> = {
  create: 'working',
  update: 'working',
  delete: 'working',
  keep: 'ok',
  left: 'unknown',
  blocked: 'warning',
  needs_adoption: 'needs_adoption',
};

/** The dialog. It asks once, when it opens. */
export default function PlanDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const { data, error } = usePlan();
  const update = useUpdate();
  const plan = data === undefined ? undefined : splitPlan(data.steps);

  return (
    <Dialog title={say('plan.title')} size="lg" onClose={onClose}>
      <div className={form.form}>
        {plan === undefined && (error === null ? <Bones rows={4} /> : <ErrorNotice error={error} />)}
        {plan !== undefined && (
          <>
            <Steps title={say('plan.change_title')} none={say('plan.no_change')} steps={plan.change} />
            <Steps title={say('plan.leave_title')} none={say('plan.no_leave')} steps={plan.leave} />
          </>
        )}
        {update.error !== null && <ErrorNotice error={update.error} />}
        <DialogEnd onClose={onClose}>
          {plan !== undefined && plan.change.length > 0 && (
            <Button
              loading={update.isPending}
              onClick={() => {
                update.mutate(false, { onSuccess: onClose });
              }}
            >
              {say('update.action')}
            </Button>
          )}
        </DialogEnd>
      </div>
    </Dialog>
  );
}

interface StepsProps {
  readonly title: string;
  readonly none: string;
  readonly steps: readonly PlannedStep[];
}

function Steps({ title, none, steps }: StepsProps) {
  return (
    <section>
      <h3 className={style.title}>
        {title} <span className={style.count}>{steps.length}</span>
      </h3>
      {steps.length === 0 ? <p className={form.muted}>{none}</p> : <PlanSteps steps={steps} />}
    </section>
  );
}

/** The steps, one below the other. */
export function PlanSteps({ steps }: Pick<StepsProps, 'steps'>) {
  return (
    <ul className={style.steps}>
      {steps.map((step, place) => (
        <PlanStep key={`${step.host_id} ${step.family} ${String(place)}`} step={step} />
      ))}
    </ul>
  );
}

function PlanStep({ step }: { readonly step: PlannedStep }) {
  const say = useSay();
  const { host, family, action, current, desired, reason } = step;
  const outcome = outcomeOf(step);
  const moves = action === 'create' || action === 'update' || action === 'delete';
  return (
    <li className={style.step}>
      <span className={style.action}>
        <StateMark state={marks[outcome]} silent />
        {say(`plan.${outcome}`)}
      </span>
      <span className={style.name}>{host}</span>
      <span className={style.family}>{family === 'A' ? 'IPv4' : 'IPv6'}</span>
      <span className={style.values}>
        {moves ? (
          <>
            <span className={style.former}>{current ?? say('plan.nothing')} →</span>{' '}
            {desired ?? say('plan.nothing')}
          </>
        ) : (
          (current ?? say('plan.nothing'))
        )}
      </span>
      {reason !== null && <span className={style.why}>{reason.message}</span>}
    </li>
  );
}
