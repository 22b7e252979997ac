/** What went wrong with a request, as sockets, TLS and undici tell it. */
import { describe, expect, it } from 'vitest';
import { EgressError, problemOf } from '../../../electron/kernel/http-problem.ts';

const failure = (code: string, message = code, options?: ErrorOptions) =>
  Object.assign(new Error(message, options), { code });

describe('the problem of a request', () => {
  it.each([
    ['ECONNREFUSED', 'refused'],
    ['ENOTFOUND', 'unresolved'],
    ['ENETUNREACH', 'unreachable'],
    ['ETIMEDOUT', 'timeout'],
    ['ECONNRESET', 'cut'],
    ['HPE_INVALID_CONSTANT', 'cut'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
  ])('of %s is %s', (code, problem) => {
    expect(problemOf(failure(code))).toBe(problem);
  });

  it('is that of its cause where it has no name of its own', () => {
    expect(problemOf(new Error('failed', { cause: new EgressError('too_large') }))).toBe('too_large');
    expect(problemOf(failure('UND_ERR_PRX_CONN', 'proxy', { cause: failure('ECONNREFUSED') }))).toBe(
      'refused',
    );
  });

  it('of several addresses is that of one that was there', () => {
    const [there, nowhere] = [failure('ECONNREFUSED'), failure('ENETUNREACH')];
    expect(problemOf(new AggregateError([nowhere, there]))).toBe('refused');
    expect(problemOf(new AggregateError([there, nowhere]))).toBe('refused');
    expect(problemOf(new AggregateError([nowhere, nowhere]))).toBe('unreachable');
  });

  it('of a proxy that led nowhere is told by its status', () => {
    const answered = (status: number) =>
      failure('UND_ERR_ABORTED', `Proxy response (${String(status)}) !== 200 when HTTP Tunneling`);
    expect([407, 403, 502].map((status) => problemOf(answered(status)))).toEqual([
      'refused',
      'refused',
      'unreachable',
    ]);
  });

  it('that is nothing known is a cut', () => {
    expect(problemOf('thrown')).toBe('cut');
    expect(problemOf(new Error('no code'))).toBe('cut');
  });
});
