/** Aliyun (Alibaba Cloud) DNS, API Alidns 2015-01-09. */
import { Type, type Static } from 'typebox';
import type { Provider } from '../provider.ts';
import { createAliyunAccess, STANDARD_TTL } from './access.ts';
import { createAliyunClient } from './client.ts';
import { classifyError } from './failures.ts';

const VISIBLE = '^[\\x21-\\x7e]+$';

const Credentials = Type.Object({
  access_key_id: Type.String({
    pattern: VISIBLE,
    maxLength: 128,
  }),
  access_key_secret: Type.String({
    pattern: VISIBLE,
    maxLength: 128,
    writeOnly: true,
  }),
  security_token: Type.Optional(
    Type.String({
      pattern: VISIBLE,
      maxLength: 8192,
      writeOnly: true,
    }),
  ),
  signature: Type.Optional(
    Type.Union([Type.Literal('acs3'), Type.Literal('rpc')], {
      default: 'acs3',
    }),
  ),
});

type Credentials = Static<typeof Credentials>;

/** The provider. */
export const aliyun: Provider<Credentials> = {
  id: 'aliyun',
  title: 'Aliyun DNS (Alibaba Cloud)',
  key_url: 'https://ram.console.aliyun.com/manage/ak',
  credentials: Credentials,
  capabilities: {
    list: 'name',
    families: ['A', 'AAAA'],
    // Below the standard it takes a paid edition.
    ttl: { least: 1, most: 86_400, standard: STANDARD_TTL },
    // Of a main account with all its users; a list of a name is allowed 300 calls, one of a zone 100.
    quota: { read: [{ calls: 100, per: 1000 }], write: [{ calls: 60, per: 1000 }] },
    refresh_days: null,
    no_op_is_abuse: false,
    families_together: false,
    zones_are_named: false,
  },
  endpoint: 'https://alidns.aliyuncs.com',
  open({ credentials, endpoint, zones }, ports) {
    const { access_key_id: id, access_key_secret: secret, security_token: token } = credentials;
    const client = createAliyunClient({
      ports,
      key: { id, secret, ...(token === undefined ? {} : { token }) },
      signature: credentials.signature ?? 'acs3',
      endpoint,
    });
    return createAliyunAccess(client, zones);
  },
  classifyError,
};
