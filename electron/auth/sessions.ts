/** Sign-ins: begun with a password, kept up with refresh tokens of which each works once, ended by signing out. */
import { v7 as uuid } from 'uuid';
import type { TokenPair } from '../../shared/api/auth.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import { UserError } from '../kernel/errors.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { Live } from './live.ts';
import { createOpaqueToken, hashOfToken } from './opaque-tokens.ts';
import type { SessionStore } from './session-store.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { UserRecord, UserStore } from './user-store.ts';
import type { UserOnWire } from './users/on-wire.ts';

/** A sign-in that was written, with the refresh token that is shown once. */
export interface Begun {
  readonly user: UserRecord;
  readonly session_id: string;
  readonly expires_at: number;
  readonly refresh_token: string;
}

/** Begins, keeps up and ends sign-ins. */
export interface Sessions {
  /**
   * Writes a sign-in for a user whose password was just found good.
   * @throws {UserError} `AUTH_INVALID_CREDENTIALS` when the user has changed in the meantime.
   */
  begin(user: UserRecord, ip: string): Promise<Begun>;
  /** The answer to somebody who has signed in. Call it after the commit. */
  tokensFor(begun: Begun): Promise<TokenPair>;
  /**
   * A new pair for a refresh token, which ends.
   * @throws {UserError} `AUTH_TOKEN_INVALID`; {OperationalError} while nothing can be signed, and the token stays good.
   */
  refresh(refreshToken: string): Promise<TokenPair>;
  end(sessionId: string): Promise<void>;
}

const DAY_MS = 24 * 3600_000;
/** A sign-in that is not kept up ends after this. */
const IDLE_MS = 7 * DAY_MS;
/** Every sign-in ends after this. */
const ABSOLUTE_MS = 30 * DAY_MS;
/** So that a script which signs in at each run does not fill memory: beyond this the longest unused ones end. */
const SESSIONS_PER_USER = 200;

/** Reads the living sign-ins into memory; those that have expired are deleted. */
export async function createSessions(deps: {
  database: Database;
  users: UserStore;
  store: SessionStore;
  keys: SigningKeys;
  tokens: AccessTokens;
  live: Live;
  userOnWire: UserOnWire;
  clock: Clock;
}): Promise<Sessions> {
  const { database, users, store, keys, tokens, live, userOnWire, clock } = deps;

  async function deleteExpired(): Promise<void> {
    const ended = await store.deleteExpired(clock.now());
    database.afterCommit(() => {
      live.endSessions(ended);
    });
  }

  async function tokensFor({ user, refresh_token, ...session }: Begun): Promise<TokenPair> {
    const { token, seconds } = await tokens.issue(user, session);
    return {
      access_token: token,
      refresh_token,
      token_type: 'bearer',
      expires_in: seconds,
      user: userOnWire(user),
    };
  }

  await deleteExpired();
  for (const user of await users.all()) live.putUser(user);
  for (const { session_id, user_id } of await store.all()) live.startSession(session_id, user_id);

  return {
    tokensFor,
    begin: (user, ip) =>
      database.transact(async () => {
        const now = clock.now();
        const session_id = uuid();
        const refresh_token = createOpaqueToken('ccr_');
        const expires_at = now + IDLE_MS;
        if (!(await users.noteLogin(user.id, user.epoch, now)))
          throw new UserError('AUTH_INVALID_CREDENTIALS');
        await store.insert({
          session_id,
          user_id: user.id,
          refresh_hash: hashOfToken(refresh_token),
          created_at: now,
          refreshed_at: now,
          expires_at,
          ip,
        });
        const ended = await store.deleteOldest(user.id, SESSIONS_PER_USER);
        database.afterCommit(() => {
          live.putUser(user);
          live.startSession(session_id, user.id);
          live.endSessions(ended);
        });
        return { user: { ...user, last_login: now }, session_id, expires_at, refresh_token };
      }),
    async refresh(refreshToken) {
      // First, so that a token is not used up for an answer that cannot be signed.
      await keys.current();
      const refresh_token = createOpaqueToken('ccr_');
      const begun = await database.transact(async () => {
        await deleteExpired();
        const oldHash = hashOfToken(refreshToken);
        const session = await store.byRefreshHash(oldHash);
        const user = session && (await users.byId(session.user_id));
        if (!user) return null;
        const refreshed_at = clock.now();
        const expires_at = Math.min(refreshed_at + IDLE_MS, session.created_at + ABSOLUTE_MS);
        await store.rotate(oldHash, { refresh_hash: hashOfToken(refresh_token), refreshed_at, expires_at });
        return { user, session_id: session.session_id, expires_at, refresh_token };
      });
      if (!begun) throw new UserError('AUTH_TOKEN_INVALID');
      return tokensFor(begun);
    },
    async end(sessionId) {
      await store.delete(sessionId);
      live.endSessions([sessionId]);
    },
  };
}
