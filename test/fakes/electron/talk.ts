/** How the fake of Electron speaks with the test that started its process: calls go out, orders come in. */

/** What a test hears. */
export type Said =
  | { readonly call: string; readonly args: readonly unknown[] }
  | { readonly answer: number; readonly value: unknown }
  | { readonly answer: number; readonly error: string };

/** What a test may have happen: an event, a click on a menu line, a call of the page. */
export type Order = { readonly id: number } & (
  | { readonly emit: string; readonly event: string; readonly args: readonly unknown[] }
  | { readonly choose: string }
  | {
      readonly invoke: string;
      readonly input: unknown;
      readonly frame: { origin: string; top: boolean } | null;
    }
  | {
      readonly ask: 'window_open' | 'permission_request' | 'permission_check' | 'device';
      readonly of: string;
      readonly from: string;
    }
  | { readonly navigate: 'will-navigate' | 'will-redirect' | 'will-frame-navigate'; readonly to: string }
  /** Channels of pages that somebody listens to without an answer. */
  | { readonly heard: true }
  | { readonly crash: true }
);

/** Nothing has no text. Functions and objects with a life of their own have names only. */
const plain = (value: unknown): unknown =>
  value === undefined
    ? null
    : JSON.parse(
        JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'function' ? 'ƒ' : inner)),
      );

const say = (said: Said): void => {
  process.send?.(said);
};

/** Notes a call, in its order. */
export const note = (call: string, ...args: readonly unknown[]): void => {
  say({ call, args: args.map(plain) });
};

/** Obeys from now on; keeps the process alive for as long as the test holds its end. */
export function obey(carryOut: (order: Order) => unknown): void {
  process.on('message', (order: Order) => {
    void (async () => {
      try {
        say({ answer: order.id, value: plain(await carryOut(order)) });
      } catch (error) {
        say({ answer: order.id, error: error instanceof Error ? error.message : String(error) });
      }
    })();
  });
}
