/** The contract of what other programs expect of a server that gives out tokens: OAuth 2.0 and the keys it signs with. */
import { Type } from 'typebox';
import { defineRoutes } from './contract.ts';

/** A public key that access tokens can be checked with (RFC 7517 §4, RFC 7518 §6.3.1). */
export const JsonWebKey = Type.Object({
  kty: Type.Literal('RSA'),
  use: Type.Literal('sig'),
  alg: Type.Literal('RS256'),
  kid: Type.String(),
  n: Type.String(),
  e: Type.String(),
});

/** Operations at addresses and in shapes that the protocols fix. */
export const authOAuthRoutes = defineRoutes({
  token: {
    method: 'POST',
    path: '/oauth/token',
    limit: 'auth',
    tag: 'keys',
    summary: 'An access token for an API key: OAuth 2.0 client credentials (RFC 6749 §4.4)',
    access: 'public',
    unaudited: 'stores nothing: a key gets a token that may do no more than the key, whose uses are counted',
    raw: 'the protocol is OAuth 2.0',
    oauth: {
      failures: {
        OAUTH_REQUEST_INVALID: 'invalid_request',
        OAUTH_CLIENT_INVALID: 'invalid_client',
        OAUTH_GRANT_UNSUPPORTED: 'unsupported_grant_type',
        OAUTH_SCOPE_INVALID: 'invalid_scope',
        VALIDATION_ERROR: 'invalid_request',
        INVALID_JSON: 'invalid_request',
        UNSUPPORTED_MEDIA_TYPE: 'invalid_request',
        PAYLOAD_TOO_LARGE: 'invalid_request',
      },
      otherwise: 'temporarily_unavailable',
    },
    body: Type.Object({
      grant_type: Type.Optional(Type.String({ maxLength: 100, description: '`client_credentials`' })),
      client_id: Type.Optional(Type.String({ maxLength: 100, description: 'The id of an API key' })),
      client_secret: Type.Optional(
        Type.String({ maxLength: 200, description: 'What stands after the dot of an API key' }),
      ),
      scope: Type.Optional(
        Type.String({
          maxLength: 4000,
          description: 'Permissions with a space between; all of the key unless told',
        }),
      ),
    }),
    data: Type.Object({
      access_token: Type.String(),
      token_type: Type.Literal('Bearer'),
      expires_in: Type.Integer({ description: 'Seconds' }),
      scope: Type.String(),
    }),
    errors: [
      'OAUTH_REQUEST_INVALID',
      'OAUTH_CLIENT_INVALID',
      'OAUTH_GRANT_UNSUPPORTED',
      'OAUTH_SCOPE_INVALID',
      'SECRETS_KEY_MISSING',
    ],
    example: {
      body: { grant_type: 'client_credentials', client_id: '4fQ9sX2mLbTz81Ka', client_secret: '…' },
      data: {
        access_token: 'eyJhbGciOiJSUzI1NiIs…',
        token_type: 'Bearer',
        expires_in: 3600,
        scope: 'ddns:read',
      },
    },
  },
  jwks: {
    method: 'GET',
    path: '/.well-known/jwks.json',
    tag: 'auth',
    summary: 'The public keys of access tokens (RFC 7517)',
    access: 'public',
    onlyAtRoot: true,
    raw: 'the format is RFC 7517',
    data: Type.Object({ keys: Type.Array(JsonWebKey) }),
    example: {
      data: {
        keys: [
          {
            kty: 'RSA',
            use: 'sig',
            alg: 'RS256',
            kid: '0198f3a0-0000-7000-8000-000000000041',
            n: 'u1SU1LfVLPHCozMxH2Mo…',
            e: 'AQAB',
          },
        ],
      },
    },
  },
});
