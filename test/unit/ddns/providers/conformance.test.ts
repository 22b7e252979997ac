/** Every provider passes the same suite against a stand-in of its own. */
import { expect, it } from 'vitest';
import { providers } from '../../../../electron/ddns/providers/index.ts';
import type { FakeProvider } from '../../../fakes/provider.ts';
import { startFakeAliyun } from '../../../fakes/aliyun.ts';
import { startFakeCloudflare } from '../../../fakes/cloudflare.ts';
import { startFakeDesec } from '../../../fakes/desec.ts';
import { startFakeDuckdns } from '../../../fakes/duckdns.ts';
import { startFakeDyndns2 } from '../../../fakes/dyndns2.ts';
import { startFakeTencent } from '../../../fakes/tencent.ts';
import { describeConformance, type Subject } from './conformance.ts';

const fakes: Readonly<Record<string, () => Promise<FakeProvider>>> = {
  cloudflare: startFakeCloudflare,
  desec: startFakeDesec,
  aliyun: () => startFakeAliyun(),
  tencent: () => startFakeTencent(),
  duckdns: startFakeDuckdns,
  noip: () => startFakeDyndns2('noip'),
  dynu: () => startFakeDyndns2('dynu'),
  he: () => startFakeDyndns2('he'),
  ovh: () => startFakeDyndns2('ovh'),
  dynv6: () => startFakeDyndns2('dynv6'),
  strato: () => startFakeDyndns2('strato'),
  dyndns2: () => startFakeDyndns2('dyndns2'),
};

/** What is a service's own way. */
const ways: Readonly<Record<string, Pick<Subject, 'wrongKey' | 'saysNothing'>>> = {
  // It has one word for every mistake.
  duckdns: { wrongKey: 'config' },
  // A list is a bare array.
  desec: { saysNothing: (body) => body.trim() === '[]' },
};

/** Proved against a real server instead: test/integration/ddns/rfc2136.test.ts. */
const elsewhere = ['rfc2136'];

it('covers every provider there is', () => {
  expect(providers.map(({ id }) => id).sort()).toEqual([...Object.keys(fakes), ...elsewhere].sort());
});

for (const provider of providers) {
  const startFake = fakes[provider.id];
  if (startFake) describeConformance({ provider, startFake, ...ways[provider.id] });
}
