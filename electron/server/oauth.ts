/** Routes that speak OAuth: their failures, and their bodies where they are forms. */
import type { OAuthFailures } from '../../shared/api/contract.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Words } from '../../shared/i18n/index.ts';
import { UserError, type ErrorAnswer } from '../kernel/errors.ts';

/** What a form is sent as (RFC 6749 §4.4.2). */
export const FORM_TYPE = 'application/x-www-form-urlencoded';

/** Body of a failure (RFC 6749 §5.2). Only ASCII may stand in it, so the description is always English. */
export function oauthFailure(
  { failures, otherwise }: OAuthFailures,
  { code, params }: Pick<ErrorAnswer, 'code' | 'params'>,
  english: Words,
): { error: string; error_description: string } {
  const words: Partial<Readonly<Record<ErrorCode, string>>> = failures;
  return {
    error: words[code] ?? otherwise,
    error_description: english
      .explain({ code, params })
      .replaceAll('"', "'")
      .replaceAll(/[^\x20-\x5b\x5d-\x7e]/g, '?'),
  };
}

/** A form as an object. @throws {UserError} `OAUTH_REQUEST_INVALID` where a parameter comes twice (RFC 6749 §3.2) */
export function parseForm(body: string): Record<string, string> {
  const fields = Object.create(null) as Record<string, string>;
  for (const [name, value] of new URLSearchParams(body)) {
    if (name in fields) {
      throw new UserError('OAUTH_REQUEST_INVALID', { params: { parameter: name.slice(0, 50) } });
    }
    // "Parameters sent without a value MUST be treated as if they were omitted."
    if (value !== '') fields[name] = value;
  }
  return fields;
}
