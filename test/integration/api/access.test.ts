/** Who may call what, over the whole contract; and what is served to everybody. */
import { describe, expect, it } from 'vitest';
import type { AreaContract, RouteContract } from '../../../shared/api/contract.ts';
import { contract } from '../../../shared/api/index.ts';
import { request } from '../../support/api.ts';
import { NOBODY, nothingAt, outcome, startHome } from './home.ts';

const home = startHome();

const areas: readonly AreaContract[] = Object.values(contract);
const routes = areas.flatMap((area) => Object.values(area));
const closed = routes.filter(({ access }) => access !== 'public' && access !== 'device');
/** Those that answer in the envelope; the others have tests of their own. */
const wrapped = closed.filter(({ plainText }) => plainText === undefined);
const titled = (all: readonly RouteContract[]): [string, RouteContract][] =>
  all.map((route) => [`${route.method} ${route.path}`, route]);

describe.each(titled(wrapped))('%s', (_title, route) => {
  it('is closed to who is not signed in, whatever is asked', async () => {
    const { url } = home().daemon;
    const answer = await request(url, route.method, nothingAt(route));
    expect(outcome(answer)).toEqual([401, 'AUTH_REQUIRED']);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    const body = route.method === 'GET' ? undefined : { no: 'sense' };
    expect(
      outcome(await request(url, route.method, nothingAt(route), { token: 'forged', ...(body && { body }) })),
    ).toEqual([401, 'AUTH_TOKEN_INVALID']);
  });
});

/** Ending the sign-in would end it for the tests that follow. */
const open = wrapped.filter(
  ({ path, by }) => !/\/log-?out/.test(path) && (by === undefined || by.includes('token')),
);

it.each(titled(open))('%s is open to the administrator', async (_title, route) => {
  const { status } = await home().api.call(route.method, nothingAt(route));
  expect([200, 400, 404]).toContain(status);
});

/**
 * The id of a role, an issuer or a rule is a name that somebody chose, which many texts may be; a token is no id. A
 * setting and a copy have names of a shape of their own (`settings/settings.test.ts`, `copies/copies.test.ts`).
 */
const withId = routes.filter(
  ({ params, path }) =>
    params !== undefined && !/\{(?:role|provider_id|rule_id|template_id|token|key|copy_id)\}/.test(path),
);

it.each(titled(withId))('%s tells an id that nothing has from what is no id', async (_title, route) => {
  const { api } = home();
  const body = route.example.body as object | undefined;
  // A record's id is its provider's, whatever that looks like.
  const isOpaque = route.path.includes('{record_id}');
  const ask = (id: string) => api.call(route.method, route.path.replaceAll(/\{\w+\}/g, id), body);
  const nothing = await api.call(route.method, nothingAt(route), body);
  expect(outcome(nothing)).toEqual([404, 'RESOURCE_NOT_FOUND']);
  // Lines of the log are counted.
  const numbers = route.path.includes('{log_id}') ? [] : ['1'];
  for (const id of [...numbers, 'nas.home.arpa', `${NOBODY}0`, '%00', 'null']) {
    const expected = isOpaque ? [404, 'RESOURCE_NOT_FOUND'] : [400, 'VALIDATION_ERROR'];
    expect(outcome(await ask(id)), id).toEqual(expected);
  }
});

describe.each(['health', 'ready', 'live'])('/%s', (name) => {
  it.each(['', '/api/v2'])('answers below "%s", without signing in', async (prefix) => {
    const response = await fetch(`${home().daemon.url}${prefix}/${name}`);
    expect(response.status).toBe(200);
    const { status, data } = (await response.json()) as {
      status: string;
      data: { status: string; checks: Record<string, unknown> };
    };
    expect([status, data.status]).toEqual(['healthy', 'healthy']);
    for (const check of Object.values(data.checks)) {
      expect(check).toEqual({ status: 'ok', code: null, message: null });
    }
  });
});

describe('the documentation', () => {
  it('is the document of the whole contract', async () => {
    const { url } = home().daemon;
    const response = await fetch(`${url}/openapi.json`);
    const document = (await response.json()) as { openapi: string; paths: Record<string, object> };
    expect(document.openapi).toBe('3.0.3');
    expect(Object.keys(document.paths).sort()).toEqual([...new Set(routes.map(({ path }) => path))].sort());
    expect(await (await fetch(`${url}/api/v2/openapi.json`)).json()).toEqual(document);
  });

  it.each(['/docs', '/redoc'])('%s and all that it names come from this server', async (path) => {
    const { url } = home().daemon;
    const page = await (await fetch(url + path)).text();
    const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file ?? '');
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const response = await fetch(new URL(file, url));
      expect([file, response.status, new URL(response.url).origin]).toEqual([file, 200, url]);
      await response.body?.cancel();
    }
  });
});
