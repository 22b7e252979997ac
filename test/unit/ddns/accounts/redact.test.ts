import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAccountRedaction } from '../../../../electron/ddns/accounts/redact.ts';
import type { Provider } from '../../../../electron/ddns/providers/provider.ts';
import { echoing } from './home.ts';

const provider = echoing as Provider;
const redactionOf = (key: string, proxy: string | null = null) =>
  createAccountRedaction(provider, { credentials: { user: 'me', key }, proxy });

describe('what a provider says of an account', () => {
  it('keeps what is not secret', () => {
    expect(redactionOf('canary')('me is unknown here')).toBe('me is unknown here');
  });

  it('loses the key and the proxy’s password in every form in which they travel', () => {
    const redact = redactionOf('a+b/ "c', 'http://me:p%40ss-word@proxy:1');
    const base64 = (text: string): string => Buffer.from(text).toString('base64');
    for (const form of [
      'a+b/ "c',
      encodeURIComponent('a+b/ "c'),
      'a%2Bb%2F+%22c',
      'a+b/ \\"c',
      base64('a+b/ "c'),
      base64('me:a+b/ "c'),
      'p@ss-word',
      'p%40ss-word',
      base64('me:p@ss-word'),
    ]) {
      expect(redact(`before ${form} after`)).toBe('before ••• after');
    }
  });

  it('loses the beginning of a key where the text was cut', () => {
    expect(redactionOf('canary-key')('Bad key canary-k')).toBe('Bad key •••');
  });

  it('never holds a key, whatever stands around it', () => {
    const key = fc.string({ minLength: 4, maxLength: 40 });
    fc.assert(
      fc.property(fc.string(), key, fc.string(), (before, secret, after) => {
        fc.pre(!'•••'.includes(secret));
        expect(redactionOf(secret)(`${before}${secret}${after}`)).not.toContain(secret);
      }),
    );
  });
});
