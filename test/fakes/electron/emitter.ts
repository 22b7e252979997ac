/** Events of Electron's parts. */
import { EventEmitter } from 'node:events';

/** An event that can be prevented. */
export interface FakeEvent {
  defaultPrevented: boolean;
  preventDefault(): void;
  readonly [field: string]: unknown;
}

/** One, with fields of its kind. */
export function createEvent(fields: Readonly<Record<string, unknown>> = {}): FakeEvent {
  const event: FakeEvent = {
    ...fields,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true;
    },
  };
  return event;
}

/** Listeners of one part. `O` is Electron's own `on`, so that a listener for no event of its does not compile. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- what it answers is told by it alone
export function createEmitter<O>() {
  const emitter = new EventEmitter();
  const on = (event: string, listener: (...args: never[]) => void): unknown => {
    emitter.on(event, listener as (...args: unknown[]) => void);
    return undefined;
  };
  return {
    on: on as O,
    emit: (event: string, ...args: readonly unknown[]): boolean => emitter.emit(event, ...args),
    hears: (event: string): boolean => emitter.listenerCount(event) > 0,
  };
}
