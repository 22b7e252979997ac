/** Access tokens: JWT (RFC 7519) signed with RS256, everything about them pinned (RFC 8725). */
import type { JWTPayload } from 'jose';
import { v7 as uuid } from 'uuid';
import type { Clock } from '../kernel/clock.ts';
import { UserError } from '../kernel/errors.ts';
import type { SigningKeys } from './signing-keys.ts';

/** An access token's life, in seconds. */
export const ACCESS_SECONDS = 3600;

/** The key that a token of `/oauth/token` acts for, and what it was asked for. */
export interface ClientClaims {
  readonly key_id: string;
  readonly scope: readonly string[];
}

/** What an access token says. Moments are milliseconds UTC. */
export interface AccessClaims {
  readonly user_id: string;
  /** Whose token it is: a sign-in's, or a key's. */
  readonly by: { readonly session_id: string } | ClientClaims;
  readonly epoch: number;
  readonly issued_at: number;
  readonly expires_at: number;
}

/** Signs and checks access tokens. */
export interface AccessTokens {
  /**
   * A token for a user's sign-in, and the seconds it is good for: never longer than the sign-in itself.
   * @throws whatever {@link SigningKeys.current} throws.
   */
  issue(
    user: { readonly id: string; readonly role: string; readonly epoch: number },
    session: { readonly session_id: string; readonly expires_at: number },
  ): Promise<{ token: string; seconds: number }>;
  /** The same for a key (RFC 9068 §2.2); `expires_at` is the key's own end, `null` where it has none. */
  issueForKey(
    user: { readonly id: string; readonly role: string; readonly epoch: number },
    client: ClientClaims & { readonly expires_at: number | null },
  ): Promise<{ token: string; seconds: number }>;
  /** @throws {UserError} `AUTH_TOKEN_EXPIRED`, `AUTH_TOKEN_INVALID` */
  verify(token: string): Promise<AccessClaims>;
}

const ALGORITHM = 'RS256';
/** Media type of access tokens (RFC 9068 §2.1): no other kind of token passes for one. */
const TYPE = 'at+jwt';
const ISSUER = 'cloudcube';
const AUDIENCE = 'cloudcube-api';
/** Far above what {@link AccessTokens.issue} makes (about 800). */
const LONGEST_TOKEN = 4096;

function claimsOf({ sub, sid, client_id, scope, epoch, iat, exp }: JWTPayload): AccessClaims {
  const by =
    typeof sid === 'string' && client_id === undefined
      ? { session_id: sid }
      : typeof client_id === 'string' && typeof scope === 'string' && sid === undefined
        ? { key_id: client_id, scope: scope.split(' ') }
        : null;
  if (
    typeof sub !== 'string' ||
    by === null ||
    typeof epoch !== 'number' ||
    iat === undefined ||
    exp === undefined
  ) {
    throw new UserError('AUTH_TOKEN_INVALID');
  }
  return { user_id: sub, by, epoch, issued_at: iat * 1000, expires_at: exp * 1000 };
}

/** Access tokens under the installation's keys. The library is loaded at first use. */
export function createAccessTokens(deps: {
  keys: Pick<SigningKeys, 'current' | 'publicKey'>;
  clock: Clock;
}): AccessTokens {
  const { keys, clock } = deps;

  async function sign(
    user: { readonly id: string; readonly role: string; readonly epoch: number },
    claims: JWTPayload,
    end: number | null,
  ): Promise<{ token: string; seconds: number }> {
    const { kid, privateKey } = await keys.current();
    const { SignJWT } = await import('jose');
    const issuedAt = Math.floor(clock.now() / 1000);
    const expiresAt = Math.min(issuedAt + ACCESS_SECONDS, Math.floor((end ?? Infinity) / 1000));
    const token = await new SignJWT({ ...claims, epoch: user.epoch, roles: [user.role] })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(user.id)
      .setJti(uuid())
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(privateKey);
    return { token, seconds: expiresAt - issuedAt };
  }

  return {
    issue: (user, session) => sign(user, { sid: session.session_id }, session.expires_at),
    issueForKey: (user, { key_id, scope, expires_at }) =>
      sign(user, { client_id: key_id, scope: scope.join(' ') }, expires_at),
    async verify(token) {
      if (token.length > LONGEST_TOKEN) throw new UserError('AUTH_TOKEN_INVALID');
      const { jwtVerify, errors } = await import('jose');
      try {
        const { payload } = await jwtVerify(
          token,
          ({ kid }) => {
            const key = keys.publicKey(kid ?? '');
            if (!key) throw new UserError('AUTH_TOKEN_INVALID');
            return key;
          },
          {
            algorithms: [ALGORITHM],
            typ: TYPE,
            issuer: ISSUER,
            audience: AUDIENCE,
            requiredClaims: ['sub', 'epoch', 'jti', 'iat', 'exp'],
            currentDate: new Date(clock.now()),
          },
        );
        return claimsOf(payload);
      } catch (error) {
        // Told only after the signature was found good.
        if (error instanceof errors.JWTExpired) throw new UserError('AUTH_TOKEN_EXPIRED');
        if (error instanceof errors.JOSEError) throw new UserError('AUTH_TOKEN_INVALID', { cause: error });
        throw error;
      }
    },
  };
}
