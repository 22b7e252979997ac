/** OAuth 2.0 client credentials (RFC 6749 §4.4): the client is an API key, and its token can do no more than the key. */
import type { authOAuthRoutes } from '../../../shared/api/auth-oauth.ts';
import type { BodyOf, DataOf } from '../../../shared/api/contract.ts';
import { holds, intersect } from '../../../shared/permissions.ts';
import { UserError } from '../../kernel/errors.ts';
import type { AccessTokens } from '../access-tokens.ts';
import type { KeyCallers } from './callers.ts';
import { KEY_PREFIX, parseKey, type KeyParts } from './format.ts';

type Asked = BodyOf<typeof authOAuthRoutes.token>;
type Given = DataOf<typeof authOAuthRoutes.token>;

/**
 * Gives a token for client credentials.
 * @throws {UserError} `OAUTH_REQUEST_INVALID`, `OAUTH_CLIENT_INVALID`, `OAUTH_GRANT_UNSUPPORTED`, `OAUTH_SCOPE_INVALID`,
 * and what limits a key
 */
export type GiveToken = (
  asked: Asked,
  from: {
    readonly authorization: string | undefined;
    readonly ip: string;
  },
) => Promise<Given>;

const invalid = (parameter: string): UserError =>
  new UserError('OAUTH_REQUEST_INVALID', { params: { parameter } });

/** As a form encodes it (RFC 6749 §2.3.1, appendix B): a plus is a space. */
function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // A per cent sign without its two digits.
    throw new UserError('OAUTH_CLIENT_INVALID');
  }
}

/** Client id and secret from `Authorization: Basic`; `null` for another scheme. */
function basicOf(authorization: string): { id: string; secret: string } | null {
  const match = /^basic +([A-Za-z0-9+/=_-]+)$/i.exec(authorization.trim());
  if (match?.[1] === undefined) return null;
  const text = Buffer.from(match[1], 'base64').toString();
  const colon = text.indexOf(':');
  if (colon === -1) return null;
  return { id: formDecode(text.slice(0, colon)), secret: formDecode(text.slice(colon + 1)) };
}

/** Who asks. Two ways at once are refused (RFC 6749 §2.3). */
function clientOf(asked: Asked, authorization: string | undefined): KeyParts | null {
  const { client_id, client_secret } = asked;
  if (authorization === undefined) {
    if (client_id === undefined) throw new UserError('OAUTH_CLIENT_INVALID');
    return parseKey(`${KEY_PREFIX}${client_id}.${client_secret ?? ''}`);
  }
  const basic = basicOf(authorization);
  if (!basic) throw new UserError('OAUTH_CLIENT_INVALID');
  if (client_secret !== undefined) throw invalid('client_secret');
  if (client_id !== undefined && client_id !== basic.id) throw invalid('client_id');
  return parseKey(`${KEY_PREFIX}${basic.id}.${basic.secret}`);
}

/** The scope that is given: what was asked for, or all that the key may do now. */
function scopeOf(asked: string | undefined, held: readonly string[]): readonly string[] {
  if (asked === undefined) return held;
  const wanted = [...new Set(asked.split(' ').filter((word) => word !== ''))];
  const refused = wanted.find((permission) => !holds(held, permission));
  if (refused !== undefined || wanted.length === 0) {
    throw new UserError('OAUTH_SCOPE_INVALID', { params: { scope: (refused ?? asked).slice(0, 100) } });
  }
  return intersect(wanted, held);
}

/** Gives tokens by the keys of this installation. */
export function createGiveToken(deps: { keys: KeyCallers; tokens: AccessTokens }): GiveToken {
  const { keys, tokens } = deps;

  function admit(parts: KeyParts | null, ip: string) {
    try {
      const { key } = keys.check(parts, ip);
      return keys.admit(key.stored.key_id, { ip, onEnd: null });
    } catch (error) {
      if (error instanceof UserError && error.code !== 'RATE_LIMIT_EXCEEDED') {
        throw new UserError('OAUTH_CLIENT_INVALID', { cause: error });
      }
      throw error;
    }
  }

  return async (asked, { authorization, ip }) => {
    if (asked.grant_type === undefined) throw invalid('grant_type');
    if (asked.grant_type !== 'client_credentials') throw new UserError('OAUTH_GRANT_UNSUPPORTED');
    const { key, owner } = admit(clientOf(asked, authorization), ip);
    const scope = scopeOf(asked.scope, keys.permissionsOf(key, owner));
    const { key_id, expires_at } = key.stored;
    const { token, seconds } = await tokens.issueForKey(owner, { key_id, scope, expires_at });
    return { access_token: token, token_type: 'Bearer', expires_in: seconds, scope: scope.join(' ') };
  };
}
