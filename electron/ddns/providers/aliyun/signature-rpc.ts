/**
 * Aliyun's older signature of RPC calls, version 1.0 with HMAC-SHA1: everything stands in the query
 * (https://help.aliyun.com/zh/sdk/product-overview/rpc-mechanism). For gateways that know no other.
 */
import { createHmac } from 'node:crypto';
import { canonicalQuery, percentEncode } from './canonical-query.ts';
import type { AliyunCall, AliyunKey } from './signature-acs3.ts';

/** Pure: the signature of a call to `/` by all of its parameters, in Base64. */
export function rpcSignature(
  secret: string,
  method: 'GET' | 'POST',
  parameters: Readonly<Record<string, string>>,
): string {
  const text = `${method}&${percentEncode('/')}&${percentEncode(canonicalQuery(parameters))}`;
  return createHmac('sha1', `${secret}&`).update(text).digest('base64');
}

/** Pure: the query of a POST to `/`, signed. */
export function signRpc(key: AliyunKey, call: AliyunCall): string {
  const parameters = {
    ...call.parameters,
    Action: call.action,
    Version: call.version,
    Format: 'JSON',
    AccessKeyId: key.id,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: call.nonce,
    Timestamp: call.date,
    ...(key.token === undefined ? {} : { SecurityToken: key.token }),
  };
  return canonicalQuery({ ...parameters, Signature: rpcSignature(key.secret, 'POST', parameters) });
}
