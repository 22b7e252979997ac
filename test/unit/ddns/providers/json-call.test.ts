/** Calls whose answer is JSON: what is an answer, and what is none. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callJson } from '../../../../electron/ddns/providers/json-call.ts';
import { ProviderFailure } from '../../../../electron/ddns/providers/provider.ts';
import { HttpFailure, type HttpAnswer, type HttpRequest } from '../../../../electron/kernel/http.ts';
import { failureOf } from '../../../support/names-access.ts';

const request: HttpRequest = { method: 'GET', url: 'https://api.example/v1?secret=canary' };
const answered = (answer: Partial<HttpAnswer>) =>
  callJson(() => Promise.resolve({ status: 200, headers: {}, body: '', ...answer }), request);

describe('a call for JSON', () => {
  it('says who asks, and what it sends', async () => {
    const sent: HttpRequest[] = [];
    const http = (one: HttpRequest): Promise<HttpAnswer> => {
      sent.push(one);
      return Promise.resolve({ status: 200, headers: {}, body: '{}' });
    };
    await callJson(http, request);
    await callJson(http, { ...request, method: 'POST', body: '{}', headers: { authorization: 'x' } });
    const agent = expect.stringMatching(/^CloudCube\//) as string;
    expect(sent[0]?.headers).toEqual({ 'user-agent': agent, accept: 'application/json' });
    expect(sent[1]?.headers).toEqual({
      'user-agent': agent,
      accept: 'application/json',
      'content-type': 'application/json',
      authorization: 'x',
    });
  });

  it.each([200, 400, 403, 429, 500, 503])('reads the body whatever the status: %i', async (status) => {
    expect(await answered({ status, body: '{"code":7}', headers: { 'retry-after': '3' } })).toEqual({
      status,
      headers: { 'retry-after': '3' },
      body: { code: 7 },
    });
  });

  it('takes a success without a body for one', async () => {
    expect((await answered({ status: 204 })).body).toBeNull();
  });

  it.each(['', '<html>', '{"records":[', 'OK'])('takes what is no JSON for no answer: %j', async (body) => {
    const failure = await failureOf(answered({ body }));
    expect(failure).toMatchObject({ failure: 'transient', code: null });
    expect(failure.message).toBe('api.example: HTTP 200 without JSON');
  });

  it('waits as a gateway tells it to, which speaks no JSON', async () => {
    const answer = { status: 429, headers: { 'retry-after': '9' }, body: '<html>' };
    expect(await failureOf(answered(answer))).toMatchObject({ failure: 'throttled', retryAfter: 9000 });
  });

  it('knows nothing after a request without an answer', async () => {
    const failure = await failureOf(
      callJson(() => Promise.reject(new HttpFailure('cut', 'api.example')), request),
    );
    expect(failure).toMatchObject({ failure: 'transient', message: 'api.example: cut' });
  });

  it('lets a mistake of its own be one', async () => {
    await expect(callJson(() => Promise.reject(new TypeError('bug')), request)).rejects.toThrow(TypeError);
  });

  it('gives JSON, or a failure that tells nothing of the address', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (body) => {
        const outcome: unknown = await answered({ body }).catch((error: unknown) => error);
        if (!(outcome instanceof ProviderFailure)) {
          expect(outcome).toMatchObject({ status: 200, body: JSON.parse(body) as unknown });
          return;
        }
        expect(outcome.failure).toBe('transient');
        expect(outcome.message).not.toContain('canary');
      }),
    );
  });
});
