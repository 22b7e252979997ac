/** Messages that programs send by the owner's channels: `/integrations/*`. They go the outbox's way like all others. */
import { v7 as uuidv7 } from 'uuid';
import { integrationRoutes, type SentMessage } from '../../shared/api/integrations.ts';
import type { Notice } from '../../shared/notice.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import type { Clock } from '../kernel/clock.ts';
import { OperationalError, UserError } from '../kernel/errors.ts';
import { implement, type AnswerOf, type BoundRoute } from '../server/route.ts';
import type { FailureClass } from './channels/channel.ts';

/** What became of a message that was put and waited for. */
export type Delivered =
  | { readonly kind: 'sent' | 'pending'; readonly delivery_id: string }
  | {
      readonly kind: 'failed';
      readonly delivery_id: string;
      readonly failure: FailureClass;
      /** The service's own words, without secrets. */
      readonly message: string;
    };

/** The owner's channels, and a way by each. */
export interface Ways {
  /** The first of a kind that is switched on, or the one that is named and of this kind; `null` where there is none. */
  channelOf(
    kind: string,
    channelId?: string,
  ): Promise<{ readonly channel_id: string; readonly name: string } | null>;
  /** Puts a notice for one channel, and waits a while. */
  deliver(channelId: string, notice: Notice, options: Readonly<Record<string, unknown>>): Promise<Delivered>;
}

/** What they stand on. */
export interface IntegrationDeps {
  readonly ways: Ways;
  readonly audit: Pick<AuditTrail, 'record'>;
  readonly clock: Clock;
}

/** What somebody wants to send. */
interface Wish {
  readonly kind: 'slack' | 'telegram' | 'email';
  readonly via: string | undefined;
  /** For the log of deliveries, and an e-mail's subject. */
  readonly title: string;
  readonly text: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** For the audit log: to whom. */
  readonly to: unknown;
}

const verbatim = (text: string) => ({ code: 'verbatim', params: { text } });

/** The beginning of the first line, for a list. */
const MOST_OF_A_TITLE = 80;
const titleOf = (text: string): string =>
  Array.from(text.split('\n', 1)[0] ?? '')
    .slice(0, MOST_OF_A_TITLE)
    .join('');

/** Joins the contract with the outbox. */
export function createIntegrationRoutes({ ways, audit, clock }: IntegrationDeps): BoundRoute[] {
  async function send(wish: Wish): Promise<AnswerOf<typeof integrationRoutes.sendEmail>> {
    const { kind, via, title, text, options, to } = wish;
    const channel = await ways.channelOf(kind, via);
    if (!channel) throw new UserError('NOTIFY_CHANNEL_MISSING', { params: { channel_kind: kind } });
    const { channel_id, name: channel_name } = channel;
    const key = `integration.${uuidv7()}`;
    const notice: Notice = {
      ...{ key, subject: key, kind: 'message', severity: 'info', labels: { source: 'api' } },
      ...{ at: clock.now(), title: verbatim(title), lines: [verbatim(text)], page: null, alert: null },
    };
    // Before it goes: whoever sends in the owner's name stands in the audit log.
    await audit.record({ action: `integration.${kind}`, target_id: channel_id, payload: { key, to } });
    const delivered = await ways.deliver(channel_id, notice, options);
    if (delivered.kind === 'failed') {
      const { delivery_id, failure, message: problem } = delivered;
      throw new OperationalError('NOTIFY_NOT_SENT', {
        params: { channel: channel_name, problem },
        details: { delivery_id, failure },
      });
    }
    const data: SentMessage = {
      ...{ delivery_id: delivered.delivery_id, status: delivered.kind, channel_id, channel_name },
    };
    return delivered.kind === 'pending' ? { data, status: 202 } : { data };
  }

  return implement(integrationRoutes, {
    notifySlack: ({ body: { message, channel, attachments, via } }) =>
      send({
        ...{ kind: 'slack', via, title: titleOf(message), text: message, to: channel ?? null },
        options: {
          as_written: true,
          ...(channel === undefined ? {} : { channel }),
          ...(attachments === undefined ? {} : { attachments }),
        },
      }),
    sendTelegram: ({ body: { chat_id, message, parse_mode = 'Markdown', via } }) =>
      send({
        ...{ kind: 'telegram', via, title: titleOf(message), text: message, to: chat_id },
        options: {
          ...{ as_written: true, chat_id: String(chat_id) },
          ...(parse_mode === 'none' ? {} : { parse_mode }),
        },
      }),
    sendEmail: ({ body: { to, subject, body, html, attachments, via } }) => {
      const recipients = typeof to === 'string' ? [to] : to;
      return send({
        ...{ kind: 'email', via, title: subject, text: body, to: recipients },
        options: {
          to: recipients,
          ...(html === undefined ? {} : { html }),
          ...(attachments === undefined ? {} : { attachments }),
        },
      });
    },
  });
}
