/**
 * Sign-ins of programs: a pair of tokens, kept up with refresh tokens of which each works once (RFC 9700 §4.14.2). The
 * successor is derived from its parent, so that two who come with the same one within a moment get the same one back.
 * Whoever comes with one later has a copy: that sign-in ends.
 */
import type { TokenPair } from '../../shared/api/auth.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import { UserError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import type { AccessTokens } from './access-tokens.ts';
import { createOpaqueToken, hashOfToken } from './opaque-tokens.ts';
import type { RefreshStore } from './refresh-store.ts';
import type { ServerKey } from './server-key.ts';
import type { Begun, Client, Sessions } from './sessions.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { UserRecord, UserStore } from './user-store.ts';
import type { UserOnWire } from './users/on-wire.ts';

/** A sign-in that was written, with the refresh token that is shown once. */
export interface BegunWithTokens extends Begun {
  readonly refresh_token: string;
}

/** Begins sign-ins with tokens and keeps them up. */
export interface TokenSignIns {
  /** See {@link Sessions.begin}. */
  begin(user: UserRecord, client: Client): Promise<BegunWithTokens>;
  /** The answer to somebody who has signed in. Call it after the commit. */
  pair(begun: BegunWithTokens): Promise<TokenPair>;
  /**
   * A new pair for a refresh token, which ends.
   * @throws {UserError} `AUTH_TOKEN_INVALID`; {OperationalError} while nothing can be signed, and the token stays good.
   */
  refresh(refreshToken: string): Promise<TokenPair>;
  /** Ends the sign-in of a refresh token, whichever of its family; nothing where there is none. */
  endBy(refreshToken: string): Promise<void>;
}

const DAY_MS = 24 * 3600_000;
/** A sign-in that is not kept up ends after this. */
const IDLE_MS = 7 * DAY_MS;
/** Two tabs, or an answer that was lost on the way: for so long a replaced token gets its successor once more. */
const GRACE_MS = 20_000;
/** So many former tokens of a family are known for what they are. */
const GENERATIONS_KEPT = 1000;

/** Sign-ins with tokens over their parts. */
export function createTokenSignIns(deps: {
  database: Database;
  users: UserStore;
  sessions: Sessions;
  store: RefreshStore;
  serverKey: ServerKey;
  keys: SigningKeys;
  tokens: AccessTokens;
  userOnWire: UserOnWire;
  audit: AuditTrail;
  clock: Clock;
  logger: Logger;
}): TokenSignIns {
  const { database, users, sessions, store, serverKey, keys, tokens } = deps;
  const { userOnWire, audit, clock, logger } = deps;

  async function pair({ user, refresh_token, ...session }: BegunWithTokens): Promise<TokenPair> {
    const { token, seconds } = await tokens.issue(user, session);
    return {
      access_token: token,
      refresh_token,
      token_type: 'bearer',
      expires_in: seconds,
      user: userOnWire(user),
    };
  }

  /** What a refresh token is worth, and what becomes of it; `null` for nothing. */
  function use(parent: string, successor: string): Promise<BegunWithTokens | null> {
    return database.transact(async () => {
      await sessions.deleteExpired();
      const hash = hashOfToken(parent);
      const row = await store.byHash(hash);
      if (!row) return null;
      const { session_id } = row;
      const now = clock.now();
      if (row.replaced_at === null) {
        await store.replaced(hash, now);
        const generation = row.generation + 1;
        await store.insert({
          token_hash: hashOfToken(successor),
          session_id,
          generation,
          replaced_at: null,
        });
        await store.deleteBefore(session_id, generation - GENERATIONS_KEPT);
      } else {
        const isParent = row.generation === (await store.newest(session_id)) - 1;
        // The wall clock may have been set back meanwhile: that is no reason to trust a token for longer.
        if (!isParent || Math.abs(now - row.replaced_at) > GRACE_MS) {
          await sessions.end(session_id);
          await audit.record({
            action: 'session.end',
            target_id: session_id,
            payload: { reason: 'refresh_reused' },
          });
          logger.warn({ session_id }, 'A refresh token was used a second time: its sign-in was ended');
          return null;
        }
      }
      const { user_id, expires_at } = await sessions.lengthen(session_id, now + IDLE_MS);
      const user = await users.byId(user_id);
      return user ? { user, session_id, expires_at, refresh_token: successor } : null;
    });
  }

  return {
    pair,
    begin: (user, client) =>
      database.transact(async () => {
        const refresh_token = createOpaqueToken('ccr_');
        const begun = await sessions.begin(user, { kind: 'token', token_hash: null, life: IDLE_MS }, client);
        await store.insert({
          token_hash: hashOfToken(refresh_token),
          session_id: begun.session_id,
          generation: 0,
          replaced_at: null,
        });
        return { ...begun, refresh_token };
      }),
    async refresh(refreshToken) {
      // First, so that a token is not used up for an answer that cannot be signed.
      await keys.current();
      const derive = await serverKey.ready();
      const begun = await use(refreshToken, `ccr_${derive('refresh', refreshToken)}`);
      if (!begun) throw new UserError('AUTH_TOKEN_INVALID');
      return pair(begun);
    },
    async endBy(refreshToken) {
      const row = await store.byHash(hashOfToken(refreshToken));
      if (!row) return;
      const { session_id } = row;
      const event = { action: 'auth.sign_out', target_type: 'session', target_id: session_id };
      await audit.with(event, () => sessions.end(session_id));
    },
  };
}
