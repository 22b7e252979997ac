/**
 * What a channel is: data about it, one verb, and how its refusals are to be read. When something is sent, to whom and how
 * often is the outbox's to decide. To add one: `docs/adding-a-channel.md`.
 */
import type { TObject } from 'typebox';
import type { Language } from '../../../shared/i18n/index.ts';
import type { Notice, NoticeAlert, Severity } from '../../../shared/notice.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Egress } from '../../kernel/egress.ts';
import type { Http } from '../../kernel/http.ts';

/** A message in the channel's language, cut to its limits. */
export interface Message {
  /** The same at each try: for receivers that know idempotency keys. */
  readonly key: string;
  /** What it is about; later messages about the same may replace this one. */
  readonly subject: string;
  readonly kind: Notice['kind'];
  readonly severity: Severity;
  readonly title: string;
  /** Plain text, lines parted by `\n`. A channel escapes it for its own format. */
  readonly body: string;
  /** Of the page; `null` where it has no address that others can open. */
  readonly url: string | null;
  readonly language: Language;
  /** When it happened, ms UTC. */
  readonly at: number;
  /** Those that all its alerts share. */
  readonly labels: Readonly<Record<string, string>>;
  /** What a caller of the API asked for beyond the words (`chat_id`, `to`, `html`), checked by whoever put it. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Alerts that it tells of, each with its labels; empty for other messages. */
  readonly alerts: readonly (NoticeAlert & {
    readonly labels: Readonly<Record<string, string>>;
    readonly title: string;
    readonly description: string;
  })[];
}

/**
 * What a refusal means for the next try: `auth` and `config` stop until somebody edits the channel; `message` is of this
 * one alone and is not tried again; `throttled` waits as told; `transient` is tried again later.
 */
export type FailureClass = 'auth' | 'config' | 'message' | 'throttled' | 'transient';

/** What a channel said when it refused. `code` is its own word, as precise as it gives one. */
export interface Refusal {
  /** HTTP status, SMTP reply code; 0 where there is none. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly code: string | null;
  readonly message: string;
}

/** How a refusal is read. `retry_after` in ms. */
export interface Verdict {
  readonly failure: FailureClass;
  readonly retry_after?: number;
}

/** A message that was not taken, or of which that is not known (`transient`). Holds nothing secret. */
export class ChannelFailure extends Error {
  override readonly name = 'ChannelFailure';
  readonly failure: FailureClass;
  /** The channel's own code, `null` where there was no answer to read. */
  readonly code: string | null;
  /** Milliseconds that it asks to wait. */
  readonly retryAfter: number | undefined;

  constructor(verdict: Verdict, told: { readonly code: string | null; readonly message: string }) {
    super(told.message.slice(0, 300));
    this.failure = verdict.failure;
    this.code = told.code;
    this.retryAfter = verdict.retry_after;
  }
}

/** How long a message may be, and how often one may come. */
export interface ChannelLimits {
  /** Of the title and of the body; `null` without a limit. What is longer is cut at a whole character, with an ellipsis. */
  readonly title: number | null;
  readonly body: number | null;
  /** What both count: UTF-16 code units (`length`), or bytes of UTF-8. */
  readonly unit: 'characters' | 'bytes';
  /** Messages in so many ms, as the service publishes it; the outbox never exceeds it. */
  readonly rate: readonly { readonly messages: number; readonly per: number }[];
}

/** The desktop that the program runs on. */
export interface Desktop {
  /** Whether it could show something now: a session may come and go. */
  isThere(): boolean;
  /** Shows a notification; a click on it leads to the page. @throws {Error} where it was not shown */
  show(message: Pick<Message, 'title' | 'body' | 'severity' | 'language'>): Promise<void>;
}

/** What sending takes. */
export interface ChannelPorts {
  readonly http: Http;
  readonly egress: Egress;
  /** IP addresses of a host, at least one. @throws {Error} where there are none */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  readonly clock: Clock;
  /** `null` where no desktop can be. */
  readonly desktop: Desktop | null;
}

/** A kind of channel. */
export interface ChannelKind<Settings = unknown> {
  /** `telegram`; its words stand under `channels.<id>` of the catalogue. */
  readonly id: string;
  /** Where its owner gets what the settings ask for; `null` where there is no such place. */
  readonly key_url: string | null;
  /** JSON Schema of the settings; secret properties are `writeOnly`, and those that are kept sealed. */
  readonly settings: TObject;
  /**
   * Pure: the addresses that the settings name (`https://nas.lan:8443/…`, `smtp://mail.lan:587`), each with scheme and
   * port: an administrator's may lead into the own networks. May hold something secret; only the origin is of use.
   */
  places(settings: Settings): readonly string[];
  readonly limits: ChannelLimits;
  /** The receiver tells a second try apart by the message's key. */
  readonly knows_keys: boolean;
  /** Whether a channel of this kind can be made here and now; left out where it always can. */
  isOffered?(ports: Pick<ChannelPorts, 'desktop'>): boolean;
  /** Sends one message. @throws {ChannelFailure} */
  send(settings: Settings, message: Message, ports: ChannelPorts): Promise<void>;
  classifyError(refusal: Refusal): Verdict;
}
