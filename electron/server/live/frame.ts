/** A message, made once: everybody who reads it in the same language gets the same bytes. */
import type { ServerData, ServerMessageType } from '../../../shared/events.ts';
import type { Language, Words } from '../../../shared/i18n/index.ts';
import { languages } from '../../../shared/i18n/index.ts';
import type { TopicName } from '../../../shared/live/topics.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import { createStamps } from '../stamps.ts';
import type { Render } from './model.ts';
import { NOBODY } from './routing.ts';

/** Bytes that a message counts for before anybody has read it: most are smaller, and what is captured is small, too. */
const UNREAD_BYTES = 512;

/** A message as the hub holds it. */
export interface Frame {
  readonly seq: number;
  /** `null`: for one reader alone. */
  readonly topic: TopicName | null;
  /** Rank from which on roles are told without subscribing, see `routing.ts`. */
  readonly least: number;
  /**
   * The whole message, UTF-8. It is put into words when the first reader of a language needs it, which may be much later;
   * `null` where that failed, which is logged.
   */
  text(language: Language): Buffer | null;
  /** What it takes in memory, in bytes; as long as nobody has read it, a guess. */
  bytes(): number;
  /** Calls with the bytes that it takes more whenever it grows; `null` ends that. */
  watch(grown: ((more: number) => void) | null): void;
}

/** Makes them. */
export interface Frames {
  /** The number of the newest. */
  last(): number;
  /** For all readers of a topic. `render` must give the same whenever it is asked: facts are captured, not looked up. */
  shared<T extends ServerMessageType>(topic: TopicName, type: T, render: Render<T>, least?: number): Frame;
  /** For one reader, in no particular language. */
  single<T extends ServerMessageType>(type: T, data: ServerData<T>, id?: string): Frame;
  /** {@link single} that stands in the place of messages that are not sent, and so has the number of the last of them. */
  instead<T extends ServerMessageType>(seq: number, type: T, data: ServerData<T>): Frame;
}

/** A kept message has bytes of its own: cut from Node's pool it would keep 8 kB of strangers. */
function alone(text: string): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}

/** `seq` counts from 1. `words` answers the same for the same language each time. */
export function createFrames(deps: {
  readonly clock: Clock;
  readonly words: (language: Language) => Words;
  readonly logger: Logger;
}): Frames {
  const { clock, words, logger } = deps;
  const stamp = createStamps(clock);
  let last = 0;
  let isLogging = false;

  /** A line of the log is a message itself: one about a line that fails would be told by one that fails, and so on. */
  function failed(error: unknown, type: ServerMessageType): void {
    if (isLogging) return;
    isLogging = true;
    logger.error({ error, type }, 'A message could not be put into words');
    isLogging = false;
  }

  const rest = (timestamp: string, seq: number): string => `,"timestamp":"${timestamp}","seq":${seq}`;

  function single(seq: number, type: ServerMessageType, data: unknown, id?: string): Frame {
    const answered = id === undefined ? '' : `,"id":${JSON.stringify(id)}`;
    const text = Buffer.from(
      `{"type":"${type}","data":${JSON.stringify(data)}${rest(stamp(), seq)}${answered}}`,
    );
    return {
      ...{ seq, topic: null, least: NOBODY },
      text: () => text,
      bytes: () => text.length,
      watch: () => undefined,
    };
  }

  return {
    last: () => last,

    shared(topic, type, render, least = NOBODY) {
      const [seq, timestamp] = [(last += 1), stamp()];
      const texts: Partial<Record<Language, Buffer | null>> = {};
      let facts: typeof render | null = render;
      let bytes = 0;
      let onGrown: ((more: number) => void) | null = null;

      function make(language: Language): Buffer | null {
        let text: Buffer | null = null;
        try {
          const data = facts === null ? undefined : JSON.stringify(facts(words(language)));
          if (data !== undefined) text = alone(`{"type":"${type}","data":${data}${rest(timestamp, seq)}}`);
        } catch (error) {
          failed(error, type);
        }
        texts[language] = text;
        const before = bytes || UNREAD_BYTES;
        bytes += text?.length ?? 0;
        onGrown?.((bytes || UNREAD_BYTES) - before);
        // Nobody asks for them again.
        if (languages.every((one) => texts[one] !== undefined)) facts = null;
        return text;
      }

      return {
        ...{ seq, topic, least },
        text(language) {
          const text = texts[language];
          return text === undefined ? make(language) : text;
        },
        bytes: () => bytes || UNREAD_BYTES,
        watch(grown) {
          onGrown = grown;
        },
      };
    },

    single: (type, data, id) => single((last += 1), type, data, id),
    instead: (seq, type, data) => single(seq, type, data),
  };
}
