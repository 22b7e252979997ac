/** Who is told of what: the routes in their order, and what becomes of all that none of them takes. */
import { NativeSelect } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { NotifyChannel, NotifyRoutes, NotifyRoutesChange } from '../../../../shared/api/notify.ts';
import { useNotifyRoutes, useSetRoutes } from '../../../api/notify-queries.ts';
import { Confirm } from '../../../components/confirm.tsx';
import { EntryTable } from '../../../components/entry-table.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { AddButton, Section } from '../../../components/section.tsx';
import { Bones } from '../../../components/skeleton.tsx';
import { useOpened } from '../../../components/use-opened.ts';
import { useSay } from '../../../i18n.ts';
import { useMay } from '../../../me.ts';
import { useServices } from '../../../services.ts';
import style from '../channels.module.css';
import { keysOf, moved } from './route-model.ts';
import { RouteRow, type RouteAction } from './route-row.tsx';

const RouteForm = lazy(() => import('./route-form.tsx'));

type Opened = { readonly kind: 'add' } | { readonly kind: 'edit' | 'delete'; readonly place: number };

/** The section. */
export function RouteList({ channels }: { readonly channels: readonly NotifyChannel[] }) {
  const say = useSay();
  const mayChange = useMay()('alerts:admin');
  const { data: list, error } = useNotifyRoutes();
  const { opened, open, close } = useOpened<Opened>();
  return (
    <Section
      id="routes"
      title={say('notifications.route.title')}
      tools={
        mayChange && list !== undefined && <AddButton label={say('notifications.route.add')} onAdd={open} />
      }
    >
      {list === undefined ? (
        error === null ? (
          <Bones rows={2} />
        ) : (
          <ErrorNotice error={error} />
        )
      ) : (
        <Routes
          list={list}
          channels={channels}
          mayChange={mayChange}
          opened={opened}
          onOpen={open}
          onClose={close}
        />
      )}
    </Section>
  );
}

interface RoutesProps {
  readonly list: NotifyRoutes;
  readonly channels: readonly NotifyChannel[];
  readonly mayChange: boolean;
  readonly opened: Opened | null;
  readonly onOpen: (opened: Opened) => void;
  readonly onClose: () => void;
}

function Routes({ list, channels, mayChange, opened, onOpen, onClose }: RoutesProps) {
  const say = useSay();
  const { announcer } = useServices();
  const set = useSetRoutes();
  const { routes, unmatched, revision } = list;
  const keys = keysOf(routes);
  const nameOf = (id: string) =>
    channels.find(({ channel_id: one }) => one === id)?.name ?? say('notifications.gone');
  const change = (part: Partial<NotifyRoutesChange>, onSuccess?: () => void) => {
    set.mutate({ routes, unmatched, revision, ...part }, onSuccess && { onSuccess });
  };

  const act = (place: number) => (kind: RouteAction) => {
    if (kind !== 'switch') {
      onOpen({ kind, place });
      return;
    }
    change({
      routes: routes.map((one, index) => (index === place ? { ...one, enabled: !one.enabled } : one)),
    });
  };
  const move = (from: number) => (to: number) => {
    change({ routes: [...moved(routes, from, to)] }, () => {
      announcer.say(
        say('notifications.route.moved', {
          name: routes[from]?.name ?? '',
          nth: to + 1,
          count: routes.length,
        }),
      );
    });
  };
  const removed = opened?.kind === 'delete' ? routes[opened.place] : undefined;

  return (
    <>
      <p className={style.lead}>
        {say(routes.length === 0 ? 'notifications.route.none' : 'notifications.route.what')}
      </p>
      {set.error !== null && opened === null && <ErrorNotice error={set.error} />}
      {routes.length > 0 && (
        <EntryTable
          labelledBy="routes"
          columns={[
            say('notifications.route.order'),
            say('notifications.route.takes'),
            say('notifications.route.tells'),
          ]}
          items={routes}
          render={(route, place) => (
            <RouteRow
              key={keys[place]}
              route={route}
              place={place}
              count={routes.length}
              nameOf={nameOf}
              onAction={mayChange ? act(place) : undefined}
              onMove={move(place)}
            />
          )}
        />
      )}
      <NativeSelect
        className={style.unmatched ?? ''}
        label={say(routes.length === 0 ? 'notifications.route.all' : 'notifications.route.unmatched')}
        disabled={!mayChange || set.isPending}
        data={(['all_channels', 'nobody'] as const).map((value) => ({
          value,
          label: say(
            value === 'nobody' ? 'notifications.route.nobody_option' : 'notifications.route.all_channels',
          ),
        }))}
        value={unmatched}
        onChange={(event) => {
          change({ unmatched: event.currentTarget.value === 'nobody' ? 'nobody' : 'all_channels' });
        }}
      />
      <Suspense>
        {(opened?.kind === 'add' || opened?.kind === 'edit') && (
          <RouteForm
            list={list}
            place={opened.kind === 'edit' ? opened.place : null}
            channels={channels}
            onClose={onClose}
          />
        )}
      </Suspense>
      {opened?.kind === 'delete' && removed !== undefined && (
        <Confirm
          title={say('notifications.route.remove_title', { name: removed.name })}
          action={say('notifications.route.remove_action')}
          error={set.error}
          pending={set.isPending}
          onConfirm={() => {
            change({ routes: routes.toSpliced(opened.place, 1) }, onClose);
          }}
          onClose={onClose}
        >
          <p>{say('notifications.route.remove_what')}</p>
        </Confirm>
      )}
    </>
  );
}
