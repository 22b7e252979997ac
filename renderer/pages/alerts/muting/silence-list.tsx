/** Silences: those that mute, those to come, and folded away those that are over. */
import { lazy, Suspense } from 'react';
import type { Silence } from '../../../../shared/api/muting.ts';
import { useSilences } from '../../../api/muting-queries.ts';
import { EntryRow, EntryState } from '../../../components/entry-row.tsx';
import entry from '../../../components/entry.module.css';
import { EntryTable } from '../../../components/entry-table.tsx';
import form from '../../../components/form.module.css';
import type { Mark } from '../../../components/mark.ts';
import { MenuButton } from '../../../components/menu-button.tsx';
import { AddButton, Section } from '../../../components/section.tsx';
import table from '../../../components/table.module.css';
import { useOpened } from '../../../components/use-opened.ts';
import { useLanguage, useSay } from '../../../i18n.ts';
import { useMay } from '../../../me.ts';
import { moment } from '../../../times.ts';
import alerts from '../alerts.module.css';
import { Matchers, useMatchersText } from './matchers.tsx';
import { windowText } from './window-text.ts';

const SilenceForm = lazy(() => import('./silence-form.tsx'));
const EndSilence = lazy(() => import('./end-silence.tsx'));

const markOf: Readonly<Record<Silence['state'], Mark>> = {
  active: 'paused',
  pending: 'unknown',
  expired: 'unknown',
};

type Opened = { readonly kind: 'add' } | { readonly kind: 'change' | 'end'; readonly silence: Silence };

/** The section. */
export function SilenceList() {
  const say = useSay();
  const mayChange = useMay()('alerts:admin');
  const { data, error } = useSilences();
  const { opened, open, close } = useOpened<Opened>();
  const current = data?.filter(({ state }) => state !== 'expired');
  const over = data?.filter(({ state }) => state === 'expired') ?? [];
  const rows = (id: string, items: readonly Silence[] | undefined, empty: string) => (
    <EntryTable
      labelledBy={id}
      columns={[say('alerts.silence.state'), say('alerts.silence.which'), say('alerts.silence.when')]}
      items={items}
      error={error}
      empty={empty}
      render={(silence, index) => (
        <SilenceRow
          key={silence.silence_id}
          silence={silence}
          index={index}
          onAction={
            mayChange && silence.state !== 'expired'
              ? (kind) => {
                  open({ kind, silence });
                }
              : undefined
          }
        />
      )}
    />
  );

  return (
    <Section
      id="silences"
      title={say('alerts.silence.title')}
      term="silence"
      tools={mayChange && <AddButton what="silence" label={say('alerts.silence.add')} onAdd={open} />}
    >
      {rows('silences', current, say('alerts.silence.empty'))}
      {over.length > 0 && (
        <details className={form.more}>
          <summary id="ended">{say('alerts.silence.ended', { count: over.length })}</summary>
          {rows('ended', over, '')}
        </details>
      )}
      <Suspense>
        {opened?.kind === 'add' && <SilenceForm silence={undefined} matchers={[]} onClose={close} />}
        {opened?.kind === 'change' && <SilenceForm silence={opened.silence} matchers={[]} onClose={close} />}
        {opened?.kind === 'end' && <EndSilence silence={opened.silence} onClose={close} />}
      </Suspense>
    </Section>
  );
}

interface SilenceRowProps {
  readonly silence: Silence;
  readonly index: number;
  /** Not there where nothing can be done any more, or by who may only look. */
  readonly onAction: ((kind: 'change' | 'end') => void) | undefined;
}

function SilenceRow({ silence, index, onAction }: SilenceRowProps) {
  const say = useSay();
  const { language } = useLanguage();
  const { matchers, state, starts_at: from, ends_at: to, comment, created_by: who } = silence;
  const { muted_alerts: muted, ended_by: ended } = silence;
  const name = useMatchersText()(matchers);
  const lasts =
    to === null
      ? `${moment(Date.parse(from), language)} · ${say('alerts.silence.until_resolved')}`
      : windowText({ starts_at: from, ends_at: to }, language);
  return (
    <EntryRow
      index={index}
      onEnter={() => {
        onAction?.('change');
      }}
    >
      <EntryState mark={markOf[state]}>{say(`alerts.silence.states.${state}`)}</EntryState>
      <div role="cell" className={table.thing}>
        <Matchers matchers={matchers} />
        <p className={table.why}>
          {say(comment === '' ? 'alerts.silence.by' : 'alerts.silence.by_with', { who, comment })}
        </p>
      </div>
      <div role="cell" className={entry.values}>
        <p className={alerts.value}>{lasts}</p>
        <p className={table.why}>
          {state === 'active' && say('alerts.silence.mutes', { count: muted })}
          {state === 'expired' && isEnding(ended) && say(`alerts.silence.ended_by.${ended}`)}
        </p>
      </div>
      <div role="cell" className={entry.actions}>
        {onAction !== undefined && (
          <MenuButton
            label={say('alerts.silence.actions', { name })}
            actions={[
              {
                label: say('alerts.silence.change'),
                run: () => {
                  onAction('change');
                },
              },
              {
                label: say('alerts.silence.end_action'),
                danger: true,
                run: () => {
                  onAction('end');
                },
              },
            ]}
          />
        )}
      </div>
    </EntryRow>
  );
}

const endings = ['time', 'person', 'resolved', 'change'] as const;
const isEnding = (text: string | null): text is (typeof endings)[number] =>
  endings.some((one) => one === text);
