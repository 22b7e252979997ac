/** A reader of the hub with a transport that is emptied when the test says so. Refuses what no socket could send. */
import { Value } from 'typebox/value';
import type { Reader } from '../../electron/server/live/membership.ts';
import { serverMessages, type ServerMessage } from '../../shared/events.ts';
import type { Language } from '../../shared/i18n/index.ts';

/** A reader, and the other side of its transport. */
export interface FakeReader extends Reader {
  /** What has arrived, in order. */
  readonly received: ServerMessage[];
  /** How it was ended. */
  readonly ended: { readonly code: number; readonly reason: string } | null;
  /** How many messages were sent with the wish to hear of room. */
  readonly asked: number;
  /** It takes nothing from now on: everything stays in the transport. */
  stall(): void;
  /** So many of the messages that lie in the transport arrive, all of them unless told; then it stalls again. */
  take(count?: number): void;
  /** Takes what lies there and whatever comes, at once. */
  flow(): void;
}

function read(text: Buffer): ServerMessage {
  const message = JSON.parse(text.toString('utf8')) as ServerMessage;
  const { type, data, timestamp, seq } = message;
  if (!Value.Check(serverMessages[type], data)) throw new Error(`Not a message: ${text.toString()}`);
  if (!Number.isInteger(seq) || new Date(timestamp).toISOString() !== timestamp)
    throw new Error('Not stamped');
  return message;
}

/** One that takes everything at once. */
export function createFakeReader(language: Language = 'en'): FakeReader {
  const lying: { readonly text: Buffer; readonly flushed: (() => void) | undefined }[] = [];
  const received: ServerMessage[] = [];
  let ended: FakeReader['ended'] = null;
  let asked = 0;
  let isFlowing = true;
  let bytes = 0;

  function take(count: number): void {
    for (let left = count; left > 0; left -= 1) {
      const first = lying.shift();
      if (!first) return;
      bytes -= first.text.length;
      received.push(read(first.text));
      first.flushed?.();
    }
  }

  return {
    language,
    received,
    get ended() {
      return ended;
    },
    get asked() {
      return asked;
    },
    send(text, flushed) {
      if (ended) throw new Error('It was ended');
      if (flushed) asked += 1;
      lying.push({ text, flushed });
      bytes += text.length;
      if (isFlowing) take(1);
    },
    buffered: () => bytes,
    end(code, reason) {
      if (ended) throw new Error('It was ended before');
      ended = { code, reason };
    },
    stall() {
      isFlowing = false;
    },
    take(count = lying.length) {
      take(count);
    },
    flow() {
      isFlowing = true;
      take(Infinity);
    },
  };
}
