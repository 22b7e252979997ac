/** The way back from an issuer, and what would come in by it. */
import { describe, expect, it } from 'vitest';
import { problem, startOidc } from './home.ts';

const { home, issuer, start, begin, comeBack, signIn } = startOidc();

describe('the way back', () => {
  const state = problem('AUTH_OIDC_STATE');

  it('is open to the browser that began alone, once, for ten minutes', async () => {
    await start({}, { standard_role: 'user' });
    const begun = await begin();
    const address = await issuer().signIn(begun.location, 'ada');
    // Somebody else's browser, lured there with an address of the attacker's (login CSRF).
    expect(await comeBack(address, {})).toMatchObject(state);
    expect(await comeBack(address, begun.cookies)).toMatchObject(state);

    const mine = await begin();
    const other = await begin();
    expect(await comeBack(await issuer().signIn(mine.location, 'ada'), other.cookies)).toMatchObject(state);

    const third = await begin();
    const good = await issuer().signIn(third.location, 'ada');
    expect((await comeBack(good, third.cookies)).location).toBe('/');
    expect(await comeBack(good, third.cookies)).toMatchObject(state);

    const late = await begin();
    const lateBack = await issuer().signIn(late.location, 'ada');
    await home().clock.advance(600_000);
    expect(await comeBack(lateBack, late.cookies)).toMatchObject(state);
  });

  it('lets two tabs of one browser both come back', async () => {
    await start({}, { standard_role: 'user' });
    const one = await begin();
    const two = await begin(one.cookies);
    expect(two.cookies).toEqual(one.cookies);
    for (const { location } of [one, two])
      expect((await comeBack(await issuer().signIn(location, 'ada'), one.cookies)).location).toBe('/');
  });

  it.each([
    ['another code', (address: URL) => address.searchParams.set('code', 'x'.repeat(43))],
    ['no code', (address: URL) => address.searchParams.delete('code')],
    ['a refusal', (address: URL) => address.searchParams.set('error', 'access_denied')],
    ['another issuer', (address: URL) => address.searchParams.set('iss', 'https://evil.example')],
  ])('is refused with %s', async (_what, spoil) => {
    await start({}, { standard_role: 'user' });
    const begun = await begin();
    const address = await issuer().signIn(begun.location, 'ada');
    spoil(address);
    const back = await comeBack(address, begun.cookies);
    expect(back).toMatchObject(problem('AUTH_OIDC_FAILED'));
    expect(back.cookies).toEqual({});
  });

  it('is not fooled by an ID token of another hand, another audience or another attempt', async () => {
    const spoilers: ((claims: Record<string, unknown>) => void)[] = [
      (claims) => (claims['sub'] = 'somebody-else'),
      (claims) => (claims['aud'] = 'another-client'),
      (claims) => (claims['nonce'] = 'of another attempt'),
    ];
    let spoil = spoilers[0];
    await start(
      {
        oidcHttp: (http) => async (request) => {
          const answer = await http(request);
          if (!spoil || !request.url.endsWith('/token')) return answer;
          const body = JSON.parse(answer.body) as { id_token: string };
          const [header = '', payload = '', signature = ''] = body.id_token.split('.');
          const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
          spoil(claims);
          const forged = Buffer.from(JSON.stringify(claims)).toString('base64url');
          return {
            ...answer,
            body: JSON.stringify({ ...body, id_token: [header, forged, signature].join('.') }),
          };
        },
      },
      { standard_role: 'user' },
    );
    for (const one of spoilers) {
      spoil = one;
      expect(await signIn('ada')).toMatchObject(problem('AUTH_OIDC_FAILED'));
    }
    spoil = undefined;
    expect((await signIn('ada')).location).toBe('/');
  });

  it('says so where the issuer cannot be asked', async () => {
    await start(
      { oidcHttp: () => () => Promise.reject(new Error('no way there')) },
      { standard_role: 'user' },
    );
    expect(await begin()).toMatchObject(problem('AUTH_OIDC_UNREACHABLE'));
  });
});
