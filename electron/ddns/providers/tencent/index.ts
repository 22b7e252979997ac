/** Tencent Cloud DNSPod, API 3.0 of 2021-03-23. */
import { Type, type Static } from 'typebox';
import type { Provider } from '../provider.ts';
import { createTencentAccess, STANDARD_TTL } from './access.ts';
import { createTencentClient } from './client.ts';
import { classifyError } from './failures.ts';

const VISIBLE = '^[\\x21-\\x7e]+$';

const Credentials = Type.Object({
  secret_id: Type.String({
    pattern: VISIBLE,
    maxLength: 128,
  }),
  secret_key: Type.String({
    pattern: VISIBLE,
    maxLength: 128,
    writeOnly: true,
  }),
  token: Type.Optional(
    Type.String({
      pattern: VISIBLE,
      maxLength: 8192,
      writeOnly: true,
    }),
  ),
});

type Credentials = Static<typeof Credentials>;

/** The provider. */
export const tencent: Provider<Credentials> = {
  id: 'tencent',
  title: 'Tencent Cloud DNSPod',
  key_url: 'https://console.cloud.tencent.com/cam/capi',
  credentials: Credentials,
  capabilities: {
    list: 'zone',
    families: ['A', 'AAAA'],
    // Below the standard it takes a paid edition.
    ttl: { least: 1, most: 604_800, standard: STANDARD_TTL },
    // What every action is allowed at least; lists and single changes are allowed more.
    quota: { read: [{ calls: 20, per: 1000 }], write: [{ calls: 20, per: 1000 }] },
    refresh_days: null,
    no_op_is_abuse: false,
    families_together: false,
    zones_are_named: false,
  },
  endpoint: 'https://dnspod.tencentcloudapi.com',
  open({ credentials, endpoint, zones }, ports) {
    const { secret_id: id, secret_key: key, token } = credentials;
    const client = createTencentClient({
      ports,
      key: { id, key, ...(token === undefined ? {} : { token }) },
      endpoint,
    });
    return createTencentAccess(client, zones);
  },
  classifyError,
};
