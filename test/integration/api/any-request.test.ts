/** Whatever is asked of an operation, it answers in the envelope and never with a fault of its own. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { AreaContract } from '../../../shared/api/contract.ts';
import { contract } from '../../../shared/api/index.ts';
import { addHost, addRecord, NOBODY, startHome } from './home.ts';
import { anyRequest } from './requests.ts';

const home = startHome();

const areas: readonly AreaContract[] = Object.values(contract);
/** Ending the sign-in would end the test; a hash for each try at a password would take minutes. */
const left = /\/log-?(?:in|out)|^\/setup$|password/;
/** They ask strangers, whom no test may ask. */
const asksOutside = [
  '/ddns/accounts/test',
  '/ddns/accounts/{account_id}/test',
  '/ddns/sources/test',
  '/ddns/sources/{source_id}/test',
];
const routes = areas
  .flatMap((area) => Object.values(area))
  .filter(
    ({ path, plainText }) => !left.test(path) && !asksOutside.includes(path) && plainText === undefined,
  );

describe.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s',
  (_title, route) => {
    it('answers any request', async () => {
      const { api, daemon } = home();
      const host = await addHost(api, { name: `h${crypto.randomUUID()}.home.arpa` });
      const record = await addRecord(api, crypto.randomUUID(), 'A', '192.168.1.1');
      const ids = [host.host_id, record.record_id, NOBODY];
      await fc.assert(
        fc.asyncProperty(anyRequest(route, ids), async ({ path, query, body }) => {
          const base = route.onlyAtRoot ? daemon.url : `${daemon.url}/api/v2`;
          const response = await fetch(`${base}${path}?${query}`, {
            method: route.method,
            redirect: 'manual',
            headers: { authorization: `Bearer ${api.token}`, 'content-type': 'application/json' },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          });
          if (response.status === 302) {
            // Back to our own page, whatever came.
            expect(response.headers.get('location')).toMatch(/^\/(?!\/)/);
            return;
          }
          const answer = (await response.json()) as { success: boolean; error?: { message: string } };
          expect(response.status).toBeLessThan(500);
          if (route.raw !== undefined) return;
          expect(answer).toMatchObject({
            success: response.ok,
            request_id: response.headers.get('x-request-id'),
            timestamp: expect.stringMatching(/^\d{4}-.*Z$/) as string,
            ...(response.ok
              ? { data: expect.anything() as unknown }
              : { error: { code: expect.stringMatching(/^[A-Z_]+$/) as string } }),
          });
        }),
        { numRuns: route.body || route.query ? 60 : 10 },
      );
    });
  },
);

afterAll(() => {
  expect(home().daemon.output()).not.toContain('"level":"error"');
});
