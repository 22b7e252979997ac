/**
 * The end of a caller's patience without the wait for it. A stand-in that plays dead says so here, and whoever asks it gives
 * up at once; a real limit of time would be too long on a quick machine and too short on a slow one.
 */
import { EventEmitter, once } from 'node:events';

const dead = new EventEmitter().setMaxListeners(0);

/** The stand-in at `host` (`127.0.0.1:8080`) will not answer what it was just asked. */
export function playDead(host: string): void {
  dead.emit(host);
}

/** Aborts when the stand-in at `host` plays dead. `done` ends the listening. */
export function patienceWith(host: string, done: AbortSignal): AbortSignal {
  const patience = new AbortController();
  once(dead, host, { signal: done }).then(
    () => patience.abort(new Error(`${host} says nothing`)),
    () => undefined,
  );
  return patience.signal;
}
