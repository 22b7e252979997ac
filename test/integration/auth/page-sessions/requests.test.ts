/** What protects a request that comes with the cookie. */
import { describe, expect, it } from 'vitest';
import { startHome } from '../home.ts';
import { openPage } from '../page.ts';

const home = startHome();

describe('a request with the cookie', () => {
  const refusedOrigin = { status: 403, code: 'SERVER_ORIGIN_NOT_ALLOWED' };
  const refusedToken = { status: 403, code: 'AUTH_CSRF_INVALID' };

  it.each([
    ['no token', { 'x-csrf-token': '' }, refusedToken],
    ['another session’s token', { 'x-csrf-token': 'other' }, refusedToken],
    ['a token that is too long', { 'x-csrf-token': 'x'.repeat(5000) }, refusedToken],
    ['another origin', { origin: 'http://evil.example' }, refusedOrigin],
    ['our name on another port', { origin: 'http://localhost:81' }, refusedOrigin],
    ['the origin of a sandbox', { origin: 'null' }, refusedOrigin],
    ['an origin in other case', { origin: 'HTTP://LOCALHOST' }, refusedOrigin],
    ['a foreign fetch', { 'sec-fetch-site': 'cross-site' }, refusedOrigin],
    ['a fetch from a neighbour', { 'sec-fetch-site': 'same-site' }, refusedOrigin],
  ])('is refused with %s', async (_, headers, refused) => {
    const page = await openPage(home());
    const other = await openPage(home());
    const given =
      Object.values(headers)[0] === 'other' ? { 'x-csrf-token': other.begun.csrf_token } : headers;
    expect(await page.call('POST', '/admin/logout', { headers: given })).toMatchObject(refused);
    expect((await page.call('GET', '/auth/me')).status).toBe(200);
  });

  it('is refused without the token or the origin at all', async () => {
    const { cookie, headers, begun } = await openPage(home());
    const only = (more: Record<string, string>) =>
      home().call('POST', '/admin/logout', { headers: { cookie, ...more } });
    expect(await only({ origin: 'http://localhost' })).toMatchObject(refusedToken);
    expect(await only({ 'x-csrf-token': begun.csrf_token })).toMatchObject(refusedOrigin);
    expect((await home().call('POST', '/admin/logout', { headers })).status).toBe(200);
  });

  it('reads without a token, but not for another site', async () => {
    const { cookie } = await openPage(home());
    const read = (more: Record<string, string>) =>
      home().call('GET', '/auth/me', { headers: { cookie, ...more } });
    expect((await read({})).status).toBe(200);
    expect((await read({ 'sec-fetch-site': 'none' })).status).toBe(200);
    expect((await read({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect(await read({ 'sec-fetch-site': 'cross-site' })).toMatchObject(refusedOrigin);
    expect(await read({ origin: 'http://evil.example' })).toMatchObject(refusedOrigin);
  });

  it('is not decided by the cookie where a better sign comes beside it, however bad that is', async () => {
    const { headers } = await openPage(home());
    const bearer = { ...headers, authorization: 'Bearer a.b.c' };
    expect(await home().call('GET', '/auth/me', { headers: bearer })).toMatchObject({
      code: 'AUTH_TOKEN_INVALID',
    });
    const key = { ...headers, 'x-api-key': 'none' };
    expect(await home().call('GET', '/auth/me', { headers: key })).toMatchObject({
      code: 'AUTH_KEY_INVALID',
    });
    const proxy = { ...headers, authorization: 'Basic YTpi' };
    expect((await home().call('GET', '/auth/me', { headers: proxy })).status).toBe(200);
  });

  it('asks for its token again as often as it likes', async () => {
    const page = await openPage(home());
    const { data } = await page.call<{ csrf_token: string }>('GET', '/admin/csrf-token');
    expect(data.csrf_token).toBe(page.begun.csrf_token);
    const { access_token: token } = (await home().login()).data;
    expect(await home().call('GET', '/admin/csrf-token', { token })).toMatchObject({
      code: 'AUTH_SIGN_IN_NEEDED',
    });
  });
});
