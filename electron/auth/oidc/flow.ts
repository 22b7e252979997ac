/**
 * The way to an issuer and back: authorization code flow with PKCE (RFC 7636), state and nonce, each of one attempt and
 * of the browser that began it (RFC 9700 §4.7). What is under way stands in memory: it matters for minutes.
 */
import type { Configuration, CustomFetch } from 'openid-client';
import type { Caches } from '../../kernel/caches.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { CookieToSet } from '../../kernel/cookies.ts';
import { UserError } from '../../kernel/errors.ts';
import type { Http } from '../../kernel/http.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { SecretBox } from '../../kernel/secret-box.ts';
import { createMemory } from '../memory.ts';
import { createOpaqueToken, hashOfToken } from '../opaque-tokens.ts';
import { secretPlaceOf } from './providers.ts';
import type { Claims } from './rules.ts';
import type { OidcStore, StoredProvider } from './store.ts';

/** Cookie that binds an attempt to its browser. The way back comes from another site, so it cannot be `Strict`. */
export const BROWSER_COOKIE = 'oidc_browser';

/** What came back from an issuer. */
export interface Return {
  readonly provider: StoredProvider;
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Claims;
}

/** Sends people to issuers and takes them back. */
export interface OidcFlow {
  /**
   * Where the browser goes. `origin` is how it calls us (`https://nas.example`), `browser` what its cookie holds.
   * @throws {UserError} `RESOURCE_NOT_FOUND`, `AUTH_OIDC_UNREACHABLE`
   */
  start(
    providerId: string,
    origin: string,
    browser: string | undefined,
  ): Promise<{ location: string; cookie: CookieToSet }>;
  /** Who came back. @throws {UserError} `AUTH_OIDC_STATE`, `AUTH_OIDC_UNREACHABLE`, `AUTH_OIDC_FAILED` */
  finish(query: Readonly<Record<string, unknown>>, browser: string | undefined): Promise<Return>;
}

const ATTEMPT_MS = 10 * 60_000;
/** What an issuer says of itself is asked again after this. */
const METADATA_MS = 3600_000;
const CALLBACK = '/api/v2/auth/oidc/callback';

interface Attempt {
  readonly provider_id: string;
  readonly redirect_uri: string;
  readonly verifier: string;
  readonly nonce: string;
  readonly browser_hash: string;
  readonly until: number;
}

/** The library's requests through our one way out. */
function fetchBy(http: Http): CustomFetch {
  return async (url, { method, headers, body }) => {
    const answer = await http({
      method: method as 'GET' | 'POST',
      url,
      headers: {
        ...(body instanceof URLSearchParams ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        ...headers,
      },
      ...(typeof body === 'string' || body instanceof URLSearchParams ? { body: String(body) } : {}),
    });
    const { 'content-type': type = '' } = answer.headers;
    const isEmpty = answer.status === 204 || answer.status === 304;
    return new Response(isEmpty ? null : answer.body, {
      status: answer.status,
      headers: { 'content-type': type },
    });
  };
}

/** Without what an error may hold besides: whole answers, tokens too. */
function described(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { problem: 'unknown' };
  const { code, error: word } = error as { code?: unknown; error?: unknown };
  return { problem: error.name, text: error.message, code, word };
}

/** The flow over its parts. The library is loaded at first use. */
export function createOidcFlow(deps: {
  store: OidcStore;
  secretBox: SecretBox;
  /** The way out to an issuer, which may be in a private network: an administrator named it. */
  httpTo: (issuer: string) => Http;
  caches: Pick<Caches, 'register'>;
  clock: Clock;
  logger: Logger;
}): OidcFlow {
  const { store, secretBox, httpTo, clock, logger } = deps;
  const attempts = createMemory<Attempt>();
  const known = createMemory<{
    readonly updated_at: number;
    readonly at: number;
    readonly config: Configuration;
  }>();

  deps.caches.register(known.asCache('issuers', METADATA_MS / 1000));

  async function discover(provider: StoredProvider): Promise<Configuration> {
    const { id, issuer, client_id, client_secret, updated_at } = provider;
    const remembered = known.get(
      id,
      (found) => found.updated_at === updated_at && clock.elapsed() < found.at + METADATA_MS,
    );
    if (remembered) return remembered.config;
    const library = await import('openid-client');
    const secret =
      client_secret === null
        ? null
        : Buffer.from(secretBox.open(secretPlaceOf(id), client_secret)).toString();
    const url = new URL(issuer);
    try {
      const config = await library.discovery(
        url,
        client_id,
        undefined,
        secret === null ? library.None() : library.ClientSecretBasic(secret),
        {
          [library.customFetch]: fetchBy(httpTo(issuer)),
          // `isIssuer` has let http pass on this machine only.
          // oxlint-disable-next-line typescript/no-deprecated -- marked so only to make people think twice
          execute: [...(url.protocol === 'http:' ? [library.allowInsecureRequests] : [])],
        },
      );
      // The token came over TLS, but its signature is looked at all the same.
      library.enableNonRepudiationChecks(config);
      known.set(id, { updated_at, at: clock.elapsed(), config });
      return config;
    } catch (error) {
      logger.warn({ provider: id, ...described(error) }, 'An issuer could not be asked');
      throw new UserError('AUTH_OIDC_UNREACHABLE', { cause: error });
    }
  }

  async function enabled(id: string): Promise<StoredProvider> {
    const provider = await store.byId(id);
    if (!provider?.enabled) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'issuer' } });
    return provider;
  }

  /** An attempt can be ended once, by the browser that began it. */
  function take(state: unknown, browser: string | undefined): Attempt {
    const attempt = typeof state === 'string' ? attempts.get(state) : undefined;
    if (typeof state === 'string') attempts.delete(state);
    const isOurs =
      attempt !== undefined && browser !== undefined && hashOfToken(browser) === attempt.browser_hash;
    if (!isOurs || clock.elapsed() >= attempt.until) throw new UserError('AUTH_OIDC_STATE');
    return attempt;
  }

  return {
    async start(providerId, origin, before) {
      const provider = await enabled(providerId);
      const config = await discover(provider);
      const library = await import('openid-client');
      const [verifier, state, nonce] = [createOpaqueToken(), createOpaqueToken(), createOpaqueToken()];
      // Several attempts of one browser share its cookie.
      const browser = before !== undefined && /^[\w-]{43}$/.test(before) ? before : createOpaqueToken();
      const redirect_uri = origin + CALLBACK;
      attempts.set(state, {
        provider_id: provider.id,
        redirect_uri,
        verifier,
        nonce,
        browser_hash: hashOfToken(browser),
        until: clock.elapsed() + ATTEMPT_MS,
      });
      const location = library.buildAuthorizationUrl(config, {
        redirect_uri,
        scope: ['openid', ...provider.scopes].join(' '),
        code_challenge: await library.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      const cookie = {
        name: BROWSER_COOKIE,
        value: browser,
        max_age: ATTEMPT_MS / 1000,
        same_site: 'Lax',
      } as const;
      return { location: location.href, cookie };
    },
    async finish(query, browser) {
      const attempt = take(query['state'], browser);
      const provider = await enabled(attempt.provider_id);
      const config = await discover(provider);
      const library = await import('openid-client');
      const address = new URL(attempt.redirect_uri);
      for (const [name, value] of Object.entries(query)) address.searchParams.set(name, String(value));
      try {
        const tokens = await library.authorizationCodeGrant(config, address, {
          pkceCodeVerifier: attempt.verifier,
          expectedState: String(query['state']),
          expectedNonce: attempt.nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) throw new Error('There is no ID token');
        const isSaid = provider.role_claim === null || Object.hasOwn(claims, provider.role_claim);
        // Some say groups only when they are asked for them.
        const more =
          !isSaid && config.serverMetadata().userinfo_endpoint !== undefined
            ? await library.fetchUserInfo(config, tokens.access_token, claims.sub)
            : {};
        return { provider, issuer: claims.iss, subject: claims.sub, claims: { ...more, ...claims } };
      } catch (error) {
        logger.warn({ provider: provider.id, ...described(error) }, 'A sign-in at an issuer failed');
        throw new UserError('AUTH_OIDC_FAILED', { cause: error });
      }
    },
  };
}
