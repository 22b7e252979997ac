/** What else an owner decides about who may call: names, proxies, pages elsewhere, a port for routers. */
import { lazy, Suspense } from 'react';
import type { ExposureSettings } from '../../../shared/api/exposure.ts';
import entry from '../../components/entry.module.css';
import { EntryTable } from '../../components/entry-table.tsx';
import { EntryButton, EntryRow } from '../../components/entry-row.tsx';
import { Section } from '../../components/section.tsx';
import table from '../../components/table.module.css';
import { useOpened } from '../../components/use-opened.ts';
import { Term } from '../../components/term.tsx';
import { useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';
import { decisions, valuesOf, type Decision } from './decision-draft.ts';

const DecisionForm = lazy(() => import('./decision-form.tsx'));

/** The table. */
export function Decisions({ settings }: { readonly settings: ExposureSettings }) {
  const say = useSay();
  const mayChange = useMay()('exposure:admin');
  const { opened, open, close } = useOpened<Decision>();
  return (
    <Section id="decisions" title={say('exposure.decisions.title')}>
      <EntryTable
        labelledBy="decisions"
        columns={[
          say('exposure.decisions.number'),
          say('exposure.decisions.what'),
          say('exposure.decisions.named'),
        ]}
        items={decisions}
        render={(decision, index) => (
          <Row
            key={decision}
            decision={decision}
            values={valuesOf(settings, decision)}
            index={index}
            onEdit={
              mayChange
                ? () => {
                    open(decision);
                  }
                : undefined
            }
          />
        )}
      />
      <Suspense>
        {opened !== null && (
          <DecisionForm decision={opened} values={valuesOf(settings, opened)} onClose={close} />
        )}
      </Suspense>
    </Section>
  );
}

interface RowProps {
  readonly decision: Decision;
  readonly values: readonly string[];
  readonly index: number;
  /** Not there for who may only look. */
  readonly onEdit: (() => void) | undefined;
}

function Row({ decision, values, index, onEdit }: RowProps) {
  const say = useSay();
  const name = say(`exposure.decision.${decision}.title`);
  return (
    <EntryRow index={index} onEnter={onEdit}>
      <div role="cell" className={table.state}>
        <span className={table.why}>
          {values.length === 0
            ? say('exposure.decisions.none')
            : say('exposure.decisions.count', { count: values.length })}
        </span>
      </div>
      <div role="cell" className={table.thing}>
        <strong>{name}</strong>
        {decision === 'trusted_proxies' && <Term id="trusted_proxy" of={name} />}
        {decision === 'cors_origins' && <Term id="cors" of={name} />}
        <p className={table.why}>{say(`exposure.decision.${decision}.what`)}</p>
      </div>
      <div role="cell" className={entry.values}>
        <p className={entry.zones}>{values.join(', ')}</p>
      </div>
      <div role="cell" className={entry.actions}>
        {onEdit !== undefined && (
          <EntryButton label={say('exposure.decisions.edit_label', { name })} onPress={onEdit}>
            {say('exposure.decisions.edit')}
          </EntryButton>
        )}
      </div>
    </EntryRow>
  );
}
