/** What the conformance suite asks of a stand-in for a channel's service: what arrived, and the traps it plays. */
import type { ChannelPorts, FailureClass } from '../../electron/notify/channels/channel.ts';

/** A message as it arrived and was taken. */
export interface ArrivedMessage {
  /** What its reader sees, once the service has read formats, escapes and mentions in it. */
  readonly shown: string;
  /** What the service tells a second try by, where it does. */
  readonly key?: string | undefined;
}

/** What goes wrong at the next message. */
export type ChannelTrap =
  /** The service's own trouble. */
  | 'outage'
  /** Told to wait; the stand-in says {@link FakeChannel.throttleMs}. */
  | 'throttle'
  /** This one is refused for what it is. */
  | 'message'
  /** An error that is told with status 200. */
  | 'error_in_200'
  /** No answer for 30 s. */
  | 'slow'
  /** Half of the answer, then the end of the connection. */
  | 'half'
  /** A captive portal: 200, text/html. */
  | 'portal'
  /** The connection ends before an answer. */
  | 'cut'
  /** Sent elsewhere; nobody may follow. */
  | 'redirect'
  /** A refusal that repeats all that was sent. */
  | 'echo';

/** A stand-in, listening on loopback. */
export interface FakeChannel {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly wrongSettings: Readonly<Record<string, unknown>>;
  /** What `throttle` asks to wait, `null` where the service never says. */
  readonly throttleMs: number | null;
  /** Failure of the trap `error_in_200`. */
  readonly hidden: FailureClass;
  /** Traps that this service cannot play, with the reason. */
  readonly without: Readonly<Partial<Record<ChannelTrap, string>>>;
  /** Ways to it. */
  readonly ports: Partial<ChannelPorts>;
  arrived(): readonly ArrivedMessage[];
  /** Messages that were begun, taken or not. */
  tries(): number;
  /** Plays a trap once, at the next message. */
  trap(trap: ChannelTrap): void;
  close(): Promise<void>;
}
