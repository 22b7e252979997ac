/** Requests of a client that wait for their answer. */
import { LiveError, type LiveClock, type Question, type Reply } from './client-model.ts';
import type { AnyMessage } from './incoming.ts';

/** Longer than any operation takes (ms). */
const LONGEST_MS = 120_000;
/** More at once means that nobody answers. */
const MOST = 1_000;

interface Waiting {
  readonly resolve: (data: unknown) => void;
  readonly reject: (error: LiveError) => void;
  readonly cancel: () => void;
}

/** Messages that refuse what was asked. */
const isRefusal = (type: string): boolean => type === 'error' || type.endsWith('_error');

/** Starts with none. */
export function createAsking(clock: LiveClock) {
  const waiting = new Map<string, Waiting>();
  let count = 0;

  const take = (id: string): Waiting | undefined => {
    const one = waiting.get(id);
    one?.cancel();
    waiting.delete(id);
    return one;
  };

  return {
    /** `send` gets the id under which the answer comes. */
    ask<Q extends Question>(send: (id: string) => void): Promise<Reply<Q>> {
      if (waiting.size >= MOST) return Promise.reject(new LiveError('LIVE_SILENT', 'Nothing is answered'));
      count += 1;
      const id = `c${count}`;
      return new Promise<Reply<Q>>((resolve, reject) => {
        const cancel = clock.after(LONGEST_MS, () => {
          take(id)?.reject(new LiveError('LIVE_SILENT', 'No answer came'));
        });
        waiting.set(id, { resolve: resolve as (data: unknown) => void, reject, cancel });
        send(id);
      });
    },
    /** Takes an answer; other messages are none of its business. */
    answered(message: AnyMessage): void {
      if (message.id === undefined) return;
      const one = take(message.id);
      if (one === undefined) return;
      if (isRefusal(message.type)) {
        const { code, error } = message.data as { readonly code: string; readonly error: string };
        one.reject(new LiveError(code, error));
      } else one.resolve(message.data);
    },
    /** The connection is over: nothing will be answered. */
    closed(): void {
      for (const id of [...waiting.keys()]) {
        take(id)?.reject(new LiveError('LIVE_CLOSED', 'The connection ended before the answer'));
      }
    },
  };
}
