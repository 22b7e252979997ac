/** Every provider, in the order in which a reader chooses. To add one: `docs/adding-a-provider.md`. */
import { aliyun } from './aliyun/index.ts';
import { cloudflare } from './cloudflare.ts';
import { desec } from './desec.ts';
import { duckdns } from './duckdns.ts';
import { dyndns2Providers } from './dyndns2.ts';
import type { Provider } from './provider.ts';
import { rfc2136 } from './rfc2136/index.ts';
import { tencent } from './tencent/index.ts';

/** The registry. A provider's credentials are checked against its own schema before they reach it. */
export const providers: readonly Provider[] = [
  cloudflare,
  aliyun,
  tencent,
  desec,
  rfc2136,
  duckdns,
  ...dyndns2Providers,
] as readonly Provider[];
