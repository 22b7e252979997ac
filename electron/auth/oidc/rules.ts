/** What follows from what an issuer says of somebody. Pure; claims are untrusted. */
import type { OidcProvider } from '../../../shared/api/auth-oidc.ts';
import { cleanUsername } from '../usernames.ts';

/** What an issuer says, by claim. */
export type Claims = Readonly<Record<string, unknown>>;

const words = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value]).filter((word) => typeof word === 'string');

/** The role that claims lead to; `null` for none. */
export function roleFor(
  claims: Claims,
  rules: Pick<OidcProvider, 'role_claim' | 'role_map' | 'standard_role'>,
): string | null {
  const { role_claim, role_map, standard_role } = rules;
  const said = role_claim === null || !Object.hasOwn(claims, role_claim) ? [] : words(claims[role_claim]);
  const [, role] = Object.entries(role_map).find(([word]) => said.includes(word)) ?? [];
  return role ?? standard_role;
}

const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value : null;

/** Names that somebody could have here, the best first; each can be used. There is always one. */
export function namesFor(claims: Claims): string[] {
  const local = text(claims['email'])?.split('@')[0] ?? null;
  return [text(claims['preferred_username']), local, text(claims['sub']), 'user']
    .map((name) => (name === null ? null : cleanUsername(name)))
    .filter((name) => name !== null);
}

/** The e-mail address, where the issuer vouches for it. */
export function emailFor(claims: Claims): string | null {
  const email = text(claims['email']);
  return claims['email_verified'] === true && email !== null && /^\S+@\S+$/.test(email)
    ? email.slice(0, 254)
    : null;
}

/** The name of a person, as far as it can be printed. */
export function fullNameFor(claims: Claims): string | null {
  const name = text(claims['name']);
  return name === null
    ? null
    : name
        .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
        .trim()
        .slice(0, 128) || null;
}

/**
 * Whether an address may be an issuer's: `https`, or on this very machine `http`, without what OpenID Connect Discovery
 * 1.0 §3 rules out.
 */
export function isIssuer(address: string): boolean {
  const url = URL.parse(address);
  if (!url || /[\s\p{Cc}]/u.test(address)) return false;
  const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isHere);
  return isSafe && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
}
