/** The suite's part about answers that are none: whatever comes back, it is a failure of a known kind, and no list. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ProviderFailure, type ProviderRecord } from '../../../../electron/ddns/providers/provider.ts';
import type { HttpAnswer } from '../../../../electron/kernel/http.ts';
import { A, B, type Start, type Subject } from './conformance-subject.ts';

const bytes = fc
  .uint8Array({ maxLength: 200 })
  .chain((raw) =>
    fc.constantFrom('utf8', 'latin1').map((encoding) => Buffer.from(raw).toString(encoding as 'utf8')),
  );

const body = fc.oneof(
  bytes,
  fc.string({ maxLength: 200 }),
  fc.json(),
  fc.constantFrom('', '[]', '{}', 'null', '{"success":true}', '{"Response":{}}', '<html>', '{"result":[]}'),
  fc.constantFrom(
    '{"success":true,"errors":[],"result":[]}',
    '{"success":true,"result":[],"result_info":null}',
    '{"Response":{"RecordList":[]}}',
    '{"DomainRecords":{"Record":[]}}',
    '[{"name":"example.com"}]',
  ),
);

const answer: fc.Arbitrary<HttpAnswer> = fc.record({
  status: fc.constantFrom(200, 200, 200, 201, 204, 302, 400, 403, 404, 409, 418, 429, 500, 503),
  headers: fc.constantFrom<Readonly<Record<string, string>>>(
    {},
    { 'content-type': 'application/json' },
    { 'retry-after': 'soon', link: '<http://[>; rel="next"' },
    { 'retry-after': '-1', date: 'never', link: '<?cursor=x>; rel="next"' },
  ),
  body,
});

/** Declares its tests. */
export function describeRubbish({ saysNothing = () => false }: Subject, start: Start): void {
  it('takes no rubbish for an answer', async () => {
    const { fake, name, open } = await start();
    const record: ProviderRecord = { record_id: '1', name, type: 'A', value: A, ttl: 600, kept: {} };
    const wish = { name, type: 'A', value: A, ttl: 600 };

    await fc.assert(
      fc.asyncProperty(answer, async (given) => {
        const access = open(fake.credentials, () => Promise.resolve(given));
        if (access.kind === 'names') {
          const outcome: unknown = await access.put(name, { A }).catch((error: unknown) => error);
          // These are whole answers of those that speak in words.
          if (/^(good|nochg|OK)\b/.test(given.body.trim())) return;
          expect(outcome).toBeInstanceOf(ProviderFailure);
          return;
        }
        const isNothing = given.status === 200 && saysNothing(given.body);
        for (const asked of [access.zones(), access.list(fake.zone, { name, type: 'A' })]) {
          const outcome: unknown = await asked.catch((error: unknown) => error);
          if (!isNothing) expect(outcome).toBeInstanceOf(ProviderFailure);
        }
        for (const written of [
          access.create(fake.zone, wish),
          access.update(fake.zone, record, { value: B }),
          access.remove(fake.zone, record),
        ]) {
          const outcome: unknown = await written.catch((error: unknown) => error);
          expect(outcome).toBeInstanceOf(ProviderFailure);
        }
      }),
      { numRuns: 200 },
    );
  });
}
