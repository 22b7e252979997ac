/** The table of channels. What is secret is sealed, and leaves it only to send. */
import type { Kysely } from 'kysely';
import type { Database } from '../kernel/database.ts';
import type { SecretBox, SecretPlace } from '../kernel/secret-box.ts';
import type { ChannelSettings, ChannelStanding, StoredChannel } from './model.ts';
import { asJson, toChannel, type NotifyTables } from './rows.ts';

const placeOf = (channelId: string): SecretPlace => ({
  table: 'notify_channels',
  column: 'secrets',
  row: channelId,
});

const toRow = ({ enabled, rate, settings, secrets_set, ...rest }: StoredChannel) => ({
  ...rest,
  enabled: enabled ? 1 : 0,
  rate: rate && JSON.stringify(rate),
  settings: JSON.stringify(settings),
  secrets_set: JSON.stringify(secrets_set),
});

const standingRow = ({ reason, ...rest }: ChannelStanding) => ({ ...rest, reason: asJson(reason) });

/** Reads and writes; joins the transaction it is called in. */
export type ChannelStore = ReturnType<typeof createChannelStore>;

/** The store over the state database. Whatever touches secrets throws as {@link SecretBox} does while it is locked. */
export function createChannelStore(database: Database, secretBox: Pick<SecretBox, 'seal' | 'open'>) {
  const db = (): Kysely<NotifyTables> => database.query<NotifyTables>();
  const seal = (channelId: string, secret: ChannelSettings): Uint8Array =>
    secretBox.seal(placeOf(channelId), Buffer.from(JSON.stringify(secret)));

  return {
    async all(): Promise<{ channel: StoredChannel; standing: ChannelStanding }[]> {
      const rows = await db().selectFrom('notify_channels').selectAll().orderBy('channel_id').execute();
      return rows.map(({ secrets: _, ...row }) => toChannel(row));
    },
    async secrets(channelId: string): Promise<ChannelSettings> {
      const { secrets } = await db()
        .selectFrom('notify_channels')
        .select('secrets')
        .where('channel_id', '=', channelId)
        .executeTakeFirstOrThrow();
      return JSON.parse(
        Buffer.from(secretBox.open(placeOf(channelId), secrets)).toString(),
      ) as ChannelSettings;
    },
    async insert(channel: StoredChannel, standing: ChannelStanding, secret: ChannelSettings): Promise<void> {
      await db()
        .insertInto('notify_channels')
        .values({ ...toRow(channel), ...standingRow(standing), secrets: seal(channel.channel_id, secret) })
        .execute();
    },
    async update(
      channel: StoredChannel,
      standing: ChannelStanding,
      secret: ChannelSettings | null,
    ): Promise<void> {
      await db()
        .updateTable('notify_channels')
        .set({
          ...toRow(channel),
          ...standingRow(standing),
          ...(secret ? { secrets: seal(channel.channel_id, secret) } : {}),
        })
        .where('channel_id', '=', channel.channel_id)
        .execute();
    },
    async saveStanding(channelId: string, standing: ChannelStanding): Promise<void> {
      await db()
        .updateTable('notify_channels')
        .set(standingRow(standing))
        .where('channel_id', '=', channelId)
        .execute();
    },
    async remove(channelId: string): Promise<void> {
      await db().deleteFrom('notify_channels').where('channel_id', '=', channelId).execute();
    },
  };
}
