/** What every provider must do, whatever its service does: run against a stand-in that checks what it receives. */
import { describe, expect, it } from 'vitest';
import { inWords } from '../../../../electron/ddns/providers/in-words.ts';
import type { NameAccess, RecordAccess } from '../../../../electron/ddns/providers/provider.ts';
import { createWords } from '../../../../shared/i18n/index.ts';
import type { ArrivedCall } from '../../../fakes/provider.ts';
import { failureOf } from '../../../support/names-access.ts';
import { describeNames } from './conformance-names.ts';
import { describeRecords } from './conformance-records.ts';
import { describeRubbish } from './conformance-rubbish.ts';
import { A, B, secretsOf, startOf, toldBy, unclear, type Subject } from './conformance-subject.ts';

export type { Subject } from './conformance-subject.ts';

/** Each verb, with the call that it arrives as. */
function verbsOf(
  access: RecordAccess | NameAccess,
  zone: string,
  name: string,
): [ArrivedCall['verb'], () => Promise<unknown>][] {
  if (access.kind === 'names') return [['put', () => access.put(name, { A })]];
  const record = { record_id: '1', name, type: 'A', value: A, ttl: 600, kept: {} };
  return [
    ['zones', () => access.zones()],
    ['list', () => access.list(zone, { name, type: 'A' })],
    ['create', () => access.create(zone, { name, type: 'A', value: A, ttl: null })],
    ['update', () => access.update(zone, record, { value: B })],
    ['remove', () => access.remove(zone, record)],
  ];
}

/** Runs the suite. */
export function describeConformance(subject: Subject): void {
  const { provider, wrongKey = 'auth' } = subject;
  const start = startOf(subject);

  describe(provider.title, () => {
    it('says of each credential what it is, and which are secret', () => {
      const told = (['en', 'zh-CN'] as const).map((language) => inWords(provider, createWords(language)));
      const properties = told.flatMap(({ credentials }) =>
        Object.values(credentials['properties'] as Record<string, Record<string, unknown>>),
      );
      expect(properties.length).toBeGreaterThan(0);
      for (const property of properties) {
        // What has no words would be told by its key in the catalogue.
        expect(property).toMatchObject({
          title: expect.not.stringContaining('providers.') as string,
          description: expect.not.stringContaining('providers.') as string,
        });
      }
      expect(properties.some(({ writeOnly }) => writeOnly === true)).toBe(true);
      expect(told[0]?.title).toBe(provider.title);
      expect(URL.canParse(provider.key_url) && URL.canParse(provider.endpoint)).toBe(true);
    });

    it('signs every call with the right secret', async () => {
      const { fake, access, name } = await start();
      if (access.kind === 'names') await access.put(name, { A });
      else {
        await access.zones();
        const made = await access.create(fake.zone, { name, type: 'A', value: A, ttl: null });
        const changed = await access.update(fake.zone, made, { value: B });
        await access.list(fake.zone, { name, type: 'A' });
        await access.remove(fake.zone, changed);
      }
      expect(fake.calls().length).toBeGreaterThan(0);
      expect(fake.calls().filter(({ authentic }) => !authentic)).toEqual([]);
    });

    it('is told a wrong key, and says nothing of the right one', async () => {
      const { fake, open, name } = await start();
      const access = open(fake.wrongCredentials);
      const failure = await failureOf(
        access.kind === 'names' ? access.put(name, { A }) : access.list(fake.zone, { name, type: 'A' }),
      );
      expect(failure).toMatchObject({ name: 'ProviderFailure', failure: wrongKey });
      expect(fake.records()).toEqual([]);
    });

    it('says in no failure what is secret', async () => {
      const { fake, access, open, name } = await start();
      const secrets = [fake.credentials, fake.wrongCredentials].flatMap((one) => secretsOf(provider, one));
      expect(secrets.length).toBeGreaterThan(0);
      const wrong = open(fake.wrongCredentials);
      const refusal = await failureOf(
        wrong.kind === 'names' ? wrong.put(name, { A }) : wrong.list(fake.zone, { name, type: 'A' }),
      );
      const told = [toldBy(refusal)];
      for (const trap of [...unclear, 'auth', 'throttle', 'gone', 'duplicate'] as const) {
        if (fake.without[trap] !== undefined) continue;
        for (const [verb, work] of verbsOf(access, fake.zone, name)) {
          // Nobody's answer tells no more of one verb than of another.
          if (trap === 'slow' && verb !== 'list' && verb !== 'put') continue;
          fake.trap(trap, verb);
          told.push(toldBy(await work().catch((error: unknown) => error)));
        }
      }
      for (const secret of secrets) expect(told.filter((text) => text.includes(secret))).toEqual([]);
      // Nor what else was sent or came back: a portal's page may hold anything.
      expect(told.filter((text) => /authorization|user-agent|<!doctype/i.test(text))).toEqual([]);
    });

    describeRubbish(subject, start);
    if (provider.capabilities.list === 'none') describeNames(subject, start);
    else describeRecords(subject, start);
  });
}
