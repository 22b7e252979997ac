/** What every kind must do, whatever its service does: run against a stand-in that checks what it receives. */
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  ChannelFailure,
  type ChannelKind,
  type ChannelPorts,
  type Message,
} from '../../../../electron/notify/channels/channel.ts';
import { inWords } from '../../../../electron/notify/channels/in-words.ts';
import type { Http, HttpAnswer } from '../../../../electron/kernel/http.ts';
import { createWords } from '../../../../shared/i18n/index.ts';
import type { ChannelTrap, FakeChannel } from '../../../fakes/channel.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';
import { firing, hostile } from './message.ts';

/** A kind with its stand-in. */
export interface Subject {
  readonly kind: ChannelKind;
  /** Which of its ways, where it has several. */
  readonly way?: string;
  readonly startFake: () => Promise<FakeChannel>;
  /** Speaks HTTP. */
  readonly http: boolean;
  /** Any answer of this kind is a success: it says nothing more. */
  readonly isSuccess: (answer: Pick<HttpAnswer, 'status' | 'body'>) => boolean;
}

const noWay = (): never => {
  throw new Error('Not this way');
};

/** Ports that lead nowhere but to the stand-in. */
const portsOf = (fake: FakeChannel): ChannelPorts => ({
  http: noWay,
  egress: { udp: noWay, connect: noWay },
  resolve: noWay,
  clock: createVirtualClock(),
  desktop: null,
  ...fake.ports,
});

/** A text of the longest length that the limit lets through, of characters that cost the most to send. */
function longest(limit: number | null, unit: 'characters' | 'bytes', filler: string): string {
  const most = limit ?? 10_000;
  const size = unit === 'bytes' ? Buffer.byteLength(filler) : filler.length;
  return filler.repeat(Math.floor(most / size));
}

const answers: fc.Arbitrary<HttpAnswer> = fc.record({
  status: fc.constantFrom(
    200,
    200,
    200,
    201,
    204,
    302,
    308,
    400,
    401,
    403,
    404,
    410,
    413,
    418,
    429,
    500,
    503,
  ),
  headers: fc.constantFrom<Readonly<Record<string, string>>>(
    {},
    { 'retry-after': 'soon' },
    { 'retry-after': '-1', date: 'never' },
  ),
  body: fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.json(),
    fc.constantFrom(
      '',
      'ok',
      '{}',
      '[]',
      'null',
      '{"ok":false}',
      '{"errcode":"0"}',
      '{"code":1}',
      '<html>',
      '{"status":0}',
    ),
  ),
});

/** Runs the suite. */
export function describeChannel({ kind, way, startFake, http: overHttp, isSuccess }: Subject): void {
  async function start(): Promise<{
    fake: FakeChannel;
    send: (message?: Message, settings?: object) => Promise<void>;
  }> {
    const fake = await startFake();
    onTestFinished(() => fake.close());
    const ports = portsOf(fake);
    return {
      fake,
      send: (message = firing, settings = fake.settings) => kind.send(settings, message, ports),
    };
  }

  async function failureOf(sending: Promise<void>): Promise<ChannelFailure> {
    const outcome: unknown = await sending.then(
      () => 'sent',
      (error: unknown) => error,
    );
    expect(outcome).toBeInstanceOf(ChannelFailure);
    return outcome as ChannelFailure;
  }

  const secretsOf = (settings: object): string[] =>
    Object.entries(settings)
      .filter(([name]) => (kind.settings.properties[name] as { writeOnly?: boolean }).writeOnly === true)
      .map(([, value]) => String(value));

  describe(way === undefined ? kind.id : `${kind.id} (${way})`, () => {
    it('says of each setting what it is, and which are secret', () => {
      for (const language of ['en', 'zh-CN'] as const) {
        const { title, settings } = inWords(kind, createWords(language));
        expect(title).not.toContain('channels.');
        for (const property of Object.values(settings['properties'] as Record<string, object>)) {
          expect(property).toMatchObject({
            title: expect.not.stringContaining('channels.') as string,
            description: expect.not.stringContaining('channels.') as string,
          });
        }
      }
      const properties = Object.values(kind.settings.properties) as { writeOnly?: boolean }[];
      expect(properties.some(({ writeOnly }) => writeOnly === true)).toBe(true);
      expect(kind.key_url === null || URL.canParse(kind.key_url)).toBe(true);
    });

    it('takes its settings, and not what is none of them', async () => {
      const { fake } = await start();
      expect(Value.Check(kind.settings, fake.settings)).toBe(true);
      expect(Value.Check(kind.settings, fake.wrongSettings)).toBe(true);
      for (const place of kind.places(fake.settings)) expect(new URL(place).host).not.toBe('');
      const names = Object.keys(fake.settings);
      if (names.length === 0) return;
      expect(
        Value.Check(kind.settings, Object.fromEntries(names.map((name) => [name, { no: 'text' }]))),
      ).toBe(false);
    });

    it('delivers title, body and address', async () => {
      const { fake, send } = await start();
      await send();
      const [arrived] = fake.arrived();
      expect(fake.arrived()).toHaveLength(1);
      for (const part of [firing.title, ...firing.body.split('\n')]) expect(arrived?.shown).toContain(part);
      if (firing.url !== null) expect(arrived?.shown).toContain(firing.url);
    });

    it('delivers a message of a title alone', async () => {
      const { fake, send } = await start();
      await send({
        ...firing,
        kind: 'message',
        severity: 'info',
        body: '',
        url: null,
        alerts: [],
        labels: {},
      });
      expect(fake.arrived()[0]?.shown).toContain(firing.title);
    });

    it('shows names as they are, whatever they are', async () => {
      const { fake, send } = await start();
      const title = hostile.slice(0, Math.min(kind.limits.title ?? 120, 120));
      await send({ ...firing, title, body: `${hostile}\n${hostile}` });
      const [arrived] = fake.arrived();
      expect(arrived?.shown).toContain(title);
      expect(arrived?.shown).toContain(hostile);
    });

    it.each(['a', '<', '&', '*', '"', '\\', '家', '😀', '\n'])(
      'stays within the limits when full of %j',
      async (filler) => {
        const { fake, send } = await start();
        const { title, body, unit } = kind.limits;
        // A title has no lines.
        const titleFiller = filler === '\n' ? 'a' : filler;
        await send({
          ...firing,
          title: longest(title ?? 500, unit, titleFiller),
          body: longest(body, unit, filler),
        });
        expect(fake.arrived()).toHaveLength(1);
      },
    );

    it('gives the same message the same key, and another one another', async () => {
      if (!kind.knows_keys) return;
      const { fake, send } = await start();
      await send();
      await send();
      await send({ ...firing, key: 'another', subject: 'another' });
      const [first, second, third] = fake.arrived().map(({ key }) => key);
      expect(first).toEqual(expect.stringMatching(/./));
      expect(second).toBe(first);
      expect(third).not.toBe(first);
    });

    it('is told of a wrong secret', async () => {
      const { fake, send } = await start();
      const failure = await failureOf(send(firing, fake.wrongSettings));
      expect(failure.failure).toBe('auth');
      expect(fake.arrived()).toEqual([]);
    });

    it('waits as it is told', async () => {
      const { fake, send } = await start();
      if (fake.without.throttle !== undefined) return;
      fake.trap('throttle');
      const failure = await failureOf(send());
      expect(failure.failure).toBe('throttled');
      expect(failure.retryAfter ?? null).toBe(fake.throttleMs);
    });

    it.each<ChannelTrap>(['outage', 'slow', 'half', 'portal', 'cut'])(
      'tries again later after: %s',
      async (trap) => {
        const { fake, send } = await start();
        if (fake.without[trap] !== undefined) return;
        fake.trap(trap);
        expect((await failureOf(send())).failure).toBe('transient');
        await send();
        expect(fake.arrived().length).toBeGreaterThan(0);
      },
    );

    it('finds an error that comes with status 200', async () => {
      const { fake, send } = await start();
      if (fake.without.error_in_200 !== undefined) return;
      fake.trap('error_in_200');
      expect((await failureOf(send())).failure).toBe(fake.hidden);
    });

    it('does not try a message again that is refused for what it is', async () => {
      const { fake, send } = await start();
      if (fake.without.message !== undefined) return;
      fake.trap('message');
      expect((await failureOf(send())).failure).toBe('message');
    });

    it('follows nobody elsewhere', async () => {
      const { fake, send } = await start();
      if (fake.without.redirect !== undefined) return;
      fake.trap('redirect');
      await failureOf(send());
      expect(fake.tries()).toBe(1);
    });

    it('says in no failure what is secret', async () => {
      const { fake, send } = await start();
      const told: string[] = [];
      const traps: ChannelTrap[] = [
        'echo',
        'outage',
        'throttle',
        'message',
        'error_in_200',
        'portal',
        'cut',
        'redirect',
      ];
      for (const trap of traps.filter((one) => fake.without[one] === undefined)) {
        fake.trap(trap);
        const failure = await failureOf(send());
        told.push(`${failure.message} ${failure.code ?? ''}`);
      }
      const wrong = await failureOf(send(firing, fake.wrongSettings));
      told.push(`${wrong.message} ${wrong.code ?? ''}`);
      const secrets = [fake.settings, fake.wrongSettings].flatMap(secretsOf);
      expect(secrets.length).toBeGreaterThan(0);
      for (const secret of secrets) {
        expect(told.join('\n')).not.toContain(secret);
        expect(told.join('\n')).not.toContain(encodeURIComponent(secret));
      }
    });

    it('takes no rubbish for an answer', async () => {
      if (!overHttp) return;
      const { fake } = await start();
      await fc.assert(
        fc.asyncProperty(answers, async (given) => {
          const http: Http = () => Promise.resolve(given);
          const outcome: unknown = await kind
            .send(fake.settings, firing, { ...portsOf(fake), http })
            .catch((error: unknown) => error);
          if (isSuccess(given)) expect(outcome).toBeUndefined();
          else expect(outcome).toBeInstanceOf(ChannelFailure);
        }),
        { numRuns: 150 },
      );
    });
  });
}
