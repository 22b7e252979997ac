/** Finds out whose a socket is, and counts each try as a request: who only guesses soon guesses no more. */
import { UserError } from '../../kernel/errors.ts';
import { isRefusal } from '../limits/identify.ts';
import type { RequestLimits, Told } from '../limits/request-limits.ts';
import type { Authenticate, Caller } from '../route.ts';
import type { Standing } from './model.ts';
import type { Proof } from './peer.ts';

/** Somebody who may be here, and until when (ms UTC). */
export type SignedIn = NonNullable<ReturnType<Standing>>;

/** What is found out by. */
export interface SignInDeps {
  readonly authenticate: Authenticate;
  readonly standing: Standing;
  readonly requestLimits: RequestLimits | undefined;
}

/** Who it is, or why it is nobody. Throws only what is not the caller's to mend. */
export type SignIn = (proof: Proof, told?: Told) => Promise<SignedIn | UserError>;

/** What a message is answered with has no headers. */
const UNTOLD: Told = { headers: () => undefined, getHeader: () => undefined, hasHeader: () => false };

/** By what the server lets requests in by. */
export function createSignIn({ authenticate, standing, requestLimits }: SignInDeps): SignIn {
  async function find(proof: Proof): Promise<SignedIn | UserError> {
    const ends: (() => void)[] = [];
    try {
      const caller: Caller = await authenticate({ ...proof, onEnd: (fn) => void ends.push(fn) });
      return standing(caller) ?? new UserError('AUTH_TOKEN_INVALID');
    } catch (error) {
      if (error instanceof UserError) return error;
      throw error;
    } finally {
      // A socket stays open for days; what is counted is that somebody came in.
      for (const end of ends) end();
    }
  }

  return async (proof, told = UNTOLD) => {
    const found = await find(proof);
    // A key that is beyond its own limit is good all the same.
    if (found instanceof UserError && isRefusal(found)) return found;
    const caller = found instanceof UserError ? null : found.caller;
    return requestLimits?.count(caller, proof.ip, told) ?? found;
  };
}
