/** The channels: made, changed, let go, and opened for whoever sends by them. */
import { v7 as uuid } from 'uuid';
import type { NewNotifyChannel, NotifyChannelChange } from '../../shared/api/notify.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import type { Clock } from '../kernel/clock.ts';
import { UserError } from '../kernel/errors.ts';
import { createLock } from '../kernel/lock.ts';
import { changeSettings, checkSettings, partSettings, type AnyKind } from './channel-settings.ts';
import type { ChannelStore } from './channel-store.ts';
import { freshStanding, type ChannelSettings, type ChannelStanding, type StoredChannel } from './model.ts';

/** A channel and how it is doing. */
export interface ChannelView {
  readonly channel: StoredChannel;
  readonly standing: ChannelStanding;
}

/** What the channels stand on. */
export interface ChannelsDeps {
  readonly store: ChannelStore;
  readonly kinds: ReadonlyMap<string, AnyKind>;
  /** Whether a channel can be made of it now; those that are there stay. */
  readonly isOffered: (kind: AnyKind) => boolean;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  /** Name of a route that names a channel; `null` for none. */
  readonly routeWith: (channelId: string) => string | null;
  /** In the transaction of the change: a channel is gone or switched off, so nothing more is sent by it. */
  readonly dropped: (channelId: string, why: 'gone' | 'off') => Promise<void>;
  /** One stands otherwise; in the transaction of what it follows from. */
  readonly stands: () => void;
  /** Once a change is stored. */
  readonly changed: (channelId: string) => void;
}

/** The channels. Each change is stored before it is answered. */
export interface Channels {
  list(): readonly ChannelView[];
  /** `undefined` for one that is not there. */
  find(channelId: string): ChannelView | undefined;
  /** @throws {UserError} `RESOURCE_NOT_FOUND` */
  get(channelId: string): ChannelView;
  create(input: NewNotifyChannel): Promise<ChannelView>;
  update(channelId: string, change: NotifyChannelChange): Promise<ChannelView>;
  remove(channelId: string): Promise<void>;
  /** All settings, the secret ones too. @throws while its secrets are locked */
  open(channelId: string): Promise<ChannelSettings>;
  /** Keeps how one is doing; in the transaction of what it follows from. Ends with `false` where it was edited since. */
  saveStanding(view: ChannelView, standing: ChannelStanding): Promise<boolean>;
}

/** As many as anybody has. */
const MOST_CHANNELS = 100;

/** Loads the channels. */
export async function createChannels(deps: ChannelsDeps): Promise<Channels> {
  const { store, kinds, audit, clock } = deps;
  const views = new Map((await store.all()).map((view) => [view.channel.channel_id, view]));
  const inTurn = createLock();

  function get(channelId: string): ChannelView {
    const view = views.get(channelId);
    if (!view) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'channel' } });
    return view;
  }

  function kindNamed(id: string): AnyKind {
    const kind = kinds.get(id);
    if (!kind) throw new UserError('NOTIFY_KIND_UNKNOWN', { params: { channel_kind: id } });
    return kind;
  }

  function checkName(given: string, ownId: string | null): string {
    const name = given.trim();
    const isTaken = [...views.values()].some(
      ({ channel }) => channel.name === name && channel.channel_id !== ownId,
    );
    if (isTaken) throw new UserError('NOTIFY_CHANNEL_EXISTS', { params: { name } });
    return name;
  }

  async function create(input: NewNotifyChannel): Promise<ChannelView> {
    if (views.size >= MOST_CHANNELS)
      throw new UserError('NOTIFY_TOO_MANY', { params: { maximum: MOST_CHANNELS } });
    const kind = kindNamed(input.kind);
    if (!deps.isOffered(kind))
      throw new UserError('NOTIFY_KIND_UNKNOWN', { params: { channel_kind: kind.id } });
    const { open, secret } = partSettings(kind, checkSettings(kind, input.settings));
    const now = clock.now();
    const channel: StoredChannel = {
      channel_id: uuid(),
      name: checkName(input.name, null),
      kind: kind.id,
      enabled: input.enabled ?? true,
      language: input.language ?? 'en',
      rate: input.rate ?? null,
      settings: open,
      secrets_set: Object.keys(secret).sort(),
      ...{ revision: 1, created_at: now, updated_at: now },
    };
    const payload = { name: channel.name, kind: channel.kind, secrets_set: channel.secrets_set };
    await audit.with({ action: 'channel.create', target_id: channel.channel_id, payload }, () =>
      store.insert(channel, freshStanding, secret),
    );
    const view = { channel, standing: freshStanding };
    views.set(channel.channel_id, view);
    deps.changed(channel.channel_id);
    return view;
  }

  async function changed(before: StoredChannel, change: ChannelSettings) {
    const kind = kindNamed(before.kind);
    const kept = { open: before.settings, secret: await store.secrets(before.channel_id) };
    return partSettings(kind, changeSettings(kind, kept, change));
  }

  async function update(channelId: string, change: NotifyChannelChange): Promise<ChannelView> {
    const { channel: before, standing } = get(channelId);
    if (change.revision !== undefined && change.revision !== before.revision)
      throw new UserError('NOTIFY_CHANGED_MEANWHILE');
    const settings = change.settings ? await changed(before, change.settings) : null;
    const { enabled = before.enabled, language = before.language, rate = before.rate } = change;
    const channel: StoredChannel = {
      ...before,
      name: change.name === undefined ? before.name : checkName(change.name, channelId),
      ...{ enabled, language, rate },
      ...(settings ? { settings: settings.open, secrets_set: Object.keys(settings.secret).sort() } : {}),
      revision: before.revision + 1,
      updated_at: clock.now(),
    };
    // Whoever edits or switches on a channel that was stopped or waits wants to see whether it works now.
    const isFresh = settings !== null || (enabled && !before.enabled);
    const after = isFresh ? { ...freshStanding, last_sent_at: standing.last_sent_at } : standing;
    const { settings: told = {}, ...plain } = change;
    const payload = { ...plain, settings: Object.keys(told).sort() };
    await audit.with({ action: 'channel.update', target_id: channelId, payload }, async () => {
      await store.update(channel, after, settings?.secret ?? null);
      if (before.enabled && !enabled) await deps.dropped(channelId, 'off');
    });
    const view = { channel, standing: after };
    views.set(channelId, view);
    deps.changed(channelId);
    return view;
  }

  async function remove(channelId: string): Promise<void> {
    const { channel } = get(channelId);
    const route = deps.routeWith(channelId);
    if (route !== null) throw new UserError('NOTIFY_CHANNEL_IN_USE', { params: { route } });
    const payload = { name: channel.name };
    await audit.with({ action: 'channel.delete', target_id: channelId, payload }, async () => {
      await store.remove(channelId);
      await deps.dropped(channelId, 'gone');
    });
    views.delete(channelId);
    deps.changed(channelId);
  }

  return {
    list: () => [...views.values()],
    find: (channelId) => views.get(channelId),
    get,
    create: (input) => inTurn(() => create(input)),
    update: (channelId, change) => inTurn(() => update(channelId, change)),
    remove: (channelId) => inTurn(() => remove(channelId)),
    async open(channelId) {
      const { channel } = get(channelId);
      return { ...channel.settings, ...(await store.secrets(channelId)) };
    },
    async saveStanding({ channel }, standing) {
      const now = views.get(channel.channel_id);
      // What was learned of the settings before says nothing of those after.
      if (now?.channel.revision !== channel.revision) return false;
      await store.saveStanding(channel.channel_id, standing);
      views.set(channel.channel_id, { channel: now.channel, standing });
      deps.stands();
      return true;
    },
  };
}
