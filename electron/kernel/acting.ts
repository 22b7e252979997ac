/**
 * Who acts. It travels with a request, a command or a piece of the program's own work, so that whoever writes an audit
 * entry need not be handed it through every call in between.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

/** What somebody came in with; `cli` is the command line, `system` what CloudCube does by itself. */
export type ActorKind = 'token' | 'session' | 'key' | 'device' | 'anonymous' | 'system' | 'cli';

/** Who acts, and on whose request. */
export interface Actor {
  readonly kind: ActorKind;
  /** Of the user, or of the key. */
  readonly id: string | null;
  readonly name: string;
  readonly ip: string | null;
  readonly ua: string | null;
  readonly request_id: string | null;
}

const nowhere = { id: null, ip: null, ua: null, request_id: null } as const;

/** CloudCube itself. */
export const SYSTEM: Actor = { kind: 'system', name: 'system', ...nowhere };

/** Whoever has the command line of this machine. */
export const COMMAND_LINE: Actor = { kind: 'cli', name: 'command line', ...nowhere };

/** Knows who acts. */
export interface Acting {
  /** Does the work, and all that follows from it, in somebody's name. */
  run<T>(actor: Actor, work: () => T): T;
  /** {@link SYSTEM} where nobody else does. */
  current(): Actor;
}

/** Nobody but CloudCube itself acts yet. */
export function createActing(): Acting {
  const actors = new AsyncLocalStorage<Actor>();
  return {
    run: (actor, work) => actors.run(actor, work),
    current: () => actors.getStore() ?? SYSTEM,
  };
}
