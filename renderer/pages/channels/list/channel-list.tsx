/** All channels with what can be done about them, or the usual ones to begin with. */
import { lazy, Suspense } from 'react';
import type { NotifyChannel } from '../../../../shared/api/notify.ts';
import { useChangeChannel, useNotifyKinds, useTestChannel } from '../../../api/notify-queries.ts';
import { EntryTable } from '../../../components/entry-table.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { AddButton, Section } from '../../../components/section.tsx';
import { useOpened } from '../../../components/use-opened.ts';
import { useSay } from '../../../i18n.ts';
import { useMay } from '../../../me.ts';
import { arrange } from './channel-model.ts';
import { ChannelRow, type ChannelAction } from './channel-row.tsx';
import { FirstChannels } from './first-channels.tsx';

const ChannelForm = lazy(() => import('./channel-form.tsx'));
const DeleteChannel = lazy(() => import('./delete-channel.tsx'));

type Opened =
  | { readonly kind: 'add'; readonly of?: string }
  | { readonly kind: 'edit' | 'delete'; readonly channel: NotifyChannel };

/** The section. */
export function ChannelList({ channels }: { readonly channels: readonly NotifyChannel[] }) {
  const say = useSay();
  const may = useMay();
  const { data: kinds = [] } = useNotifyKinds();
  const { opened, open, close } = useOpened<Opened>();
  const { mutate: change, error } = useChangeChannel();
  const test = useTestChannel();
  const mayChange = may('alerts:admin');
  const titleOf = (id: string) => kinds.find(({ kind }) => kind === id)?.title ?? id;

  const act = (channel: NotifyChannel) => (kind: ChannelAction) => {
    if (kind !== 'switch') {
      open({ kind, channel });
      return;
    }
    const { channel_id: id, enabled, revision } = channel;
    change({ id, body: { enabled: !enabled, revision } });
  };
  const kept = (channel: NotifyChannel, isTest: boolean) => {
    close();
    if (isTest) test.mutate(channel.channel_id);
  };

  return (
    <Section
      id="channels"
      title={say('notifications.title')}
      isPage
      tools={mayChange && <AddButton what="channel" label={say('notifications.add')} onAdd={open} />}
    >
      {error !== null && <ErrorNotice error={error} />}
      {channels.length === 0 ? (
        <FirstChannels
          kinds={kinds}
          onChoose={
            mayChange
              ? (of) => {
                  open({ kind: 'add', of });
                }
              : undefined
          }
        />
      ) : (
        <EntryTable
          labelledBy="channels"
          columns={[
            say('notifications.state_label'),
            say('notifications.channel'),
            say('notifications.sent'),
          ]}
          items={arrange(channels)}
          render={(channel, index) => (
            <ChannelRow
              key={channel.channel_id}
              channel={channel}
              index={index}
              title={titleOf(channel.kind)}
              test={
                test.variables === channel.channel_id
                  ? { isPending: test.isPending, outcome: test.data, error: test.error }
                  : undefined
              }
              onTest={
                may('alerts:write')
                  ? () => {
                      test.mutate(channel.channel_id);
                    }
                  : undefined
              }
              onAction={mayChange ? act(channel) : undefined}
            />
          )}
        />
      )}
      <Suspense>
        {opened?.kind === 'add' && (
          <ChannelForm channel={undefined} kind={opened.of} onKept={kept} onClose={close} />
        )}
        {opened?.kind === 'edit' && <ChannelForm channel={opened.channel} onKept={kept} onClose={close} />}
        {opened?.kind === 'delete' && <DeleteChannel channel={opened.channel} onClose={close} />}
      </Suspense>
    </Section>
  );
}
