/** Services of systemd: those that failed; all of them when asked. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Now } from '../../../api/now.ts';
import { EntryRow, EntryState } from '../../../components/entry-row.tsx';
import entry from '../../../components/entry.module.css';
import table from '../../../components/table.module.css';
import { useLookUp, useSay } from '../../../i18n.ts';
import { byUrgency, serviceState } from '../how.ts';
import { Part } from './part.tsx';

/** A machine has a hundred of them and more; so many are shown before anybody asks. */
const first = 8;

/** The table. */
export function Services({ now: { data, reasons } }: { readonly now: Now }) {
  const say = useSay();
  const lookUp = useLookUp();
  const [isWhole, setWhole] = useState(false);
  const all = data.services ? byUrgency(data.services, serviceState) : null;
  const failed = (all ?? []).filter((one) => serviceState(one) === 'error').length;
  const shown = isWhole ? all : (all?.slice(0, Math.max(first, failed)) ?? null);
  return (
    <Part
      id="services"
      columns={[
        say('monitoring.columns.state'),
        say('monitoring.columns.service'),
        say('monitoring.columns.description'),
        say('monitoring.columns.sub'),
      ]}
      items={shown}
      reason={reasons.get('services')}
      tools={
        all !== null &&
        all.length > first && (
          <Button
            size="xs"
            variant="default"
            aria-pressed={isWhole}
            onClick={() => {
              setWhole(!isWhole);
            }}
          >
            {isWhole ? say('monitoring.service.fewer') : say('monitoring.service.all', { total: all.length })}
          </Button>
        )
      }
      render={(one, index) => (
        <EntryRow key={one.unit} index={index}>
          <EntryState mark={serviceState(one)}>
            {lookUp(`monitoring.service.${one.active}`, one.active)}
          </EntryState>
          <div role="cell" className={table.thing}>
            <strong>{one.unit}</strong>
          </div>
          <div role="cell" className={entry.told}>
            {one.description}
          </div>
          <div role="cell" className={entry.told}>
            {one.sub}
          </div>
        </EntryRow>
      )}
    />
  );
}
