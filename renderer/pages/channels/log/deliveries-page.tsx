/** The delivery log: what was sent, waits or failed, the newest first, each opened in place. */
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { NotifyDelivery } from '../../../../shared/api/notify-deliveries.ts';
import {
  useDeliveries,
  useNotifyChannels,
  useReplay,
  type DeliveryFilter,
} from '../../../api/notify-queries.ts';
import { EntryTable } from '../../../components/entry-table.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { ChoiceFilters } from '../../../components/filters.tsx';
import { Listing } from '../../../components/listing.tsx';
import { Pager } from '../../../components/pager.tsx';
import { Section } from '../../../components/section.tsx';
import { useNarrowing } from '../../../components/use-narrowing.ts';
import { useSay } from '../../../i18n.ts';
import { useMay } from '../../../me.ts';
import { useServices } from '../../../services.ts';
import style from '../channels.module.css';
import { useNotificationWords } from '../words.ts';
import { choicesOf, statuses } from './delivery-model.ts';
import { DeliveryRow } from './delivery-row.tsx';

const route = getRouteApi('/alerts/deliveries');

/** The page. */
export function DeliveriesPage() {
  useNotificationWords();
  const { channel = '' } = route.useSearch();
  return (
    <div className={style.page}>
      {/* Who comes from another channel begins anew. */}
      <Deliveries key={channel} channel={channel} />
    </div>
  );
}

function Deliveries({ channel }: { readonly channel: string }) {
  const say = useSay();
  const { filter, asked, narrow, turn } = useNarrowing<DeliveryFilter>({
    search: '',
    channel,
    status: '',
    page: 1,
  });
  const deliveries = useDeliveries(asked);
  const isNarrowed = filter.channel !== '' || filter.status !== '';

  return (
    <Listing query={deliveries} title={say('notifications.log.title')}>
      {({ rows, pages }) => (
        <Section id="deliveries" title={say('notifications.log.title')} isPage>
          <p className={style.lead}>{say('notifications.log.what')}</p>
          <Narrow filter={filter} onNarrow={narrow} />
          <Rows
            rows={rows}
            empty={say(isNarrowed ? 'notifications.log.none_found' : 'notifications.log.empty')}
          />
          <Pager
            label={say('notifications.log.pages')}
            before={say('history.newer')}
            next={say('history.older')}
            page={filter.page}
            pages={pages}
            onPage={turn}
          />
        </Section>
      )}
    </Listing>
  );
}

interface NarrowProps {
  readonly filter: DeliveryFilter;
  readonly onNarrow: (part: Partial<DeliveryFilter>) => void;
}

function Narrow({ filter, onNarrow }: NarrowProps) {
  const say = useSay();
  const { data: channels = [] } = useNotifyChannels();
  return (
    <ChoiceFilters
      label={say('notifications.log.filter')}
      filter={filter}
      onNarrow={onNarrow}
      choices={[
        {
          by: 'channel',
          label: say('notifications.channel'),
          options: [
            { value: '', label: say('notifications.log.any_channel') },
            ...choicesOf(channels, filter.channel, say('notifications.gone')),
          ],
        },
        {
          by: 'status',
          label: say('notifications.log.outcome_label'),
          options: [
            { value: '', label: say('notifications.log.any_status') },
            ...statuses.map((value) => ({ value, label: say(`notifications.log.status.${value}`) })),
          ],
        },
      ]}
    />
  );
}

interface RowsProps {
  readonly rows: readonly NotifyDelivery[];
  readonly empty: string;
}

function Rows({ rows, empty }: RowsProps) {
  const say = useSay();
  const { announcer } = useServices();
  const maySend = useMay()('alerts:write');
  const { mutate, variables, isPending, error } = useReplay();
  const [unfolded, setUnfolded] = useState<string | null>(null);
  return (
    <>
      {error !== null && <ErrorNotice error={error} />}
      <div className={style.deliveries}>
        <EntryTable
          labelledBy="deliveries"
          columns={[
            say('notifications.log.outcome_label'),
            say('notifications.log.message'),
            say('notifications.log.sent_by'),
          ]}
          items={rows}
          empty={empty}
          render={(delivery, index) => {
            const { delivery_id: id, status, title } = delivery;
            return (
              <DeliveryRow
                key={id}
                delivery={delivery}
                index={index}
                isOpen={unfolded === id}
                isSending={isPending && variables === id}
                onToggle={() => {
                  setUnfolded((now) => (now === id ? null : id));
                }}
                onReplay={
                  maySend && status === 'failed'
                    ? () => {
                        mutate(id, {
                          onSuccess: () => {
                            announcer.say(say('notifications.log.replayed', { title }));
                          },
                        });
                      }
                    : undefined
                }
              />
            );
          }}
        />
      </div>
    </>
  );
}
