import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { canonicalQuery } from '../../../../electron/ddns/providers/aliyun/canonical-query.ts';
import { aliyun } from '../../../../electron/ddns/providers/aliyun/index.ts';
import { signAcs3 } from '../../../../electron/ddns/providers/aliyun/signature-acs3.ts';
import { rpcSignature } from '../../../../electron/ddns/providers/aliyun/signature-rpc.ts';
import type { ProviderPorts } from '../../../../electron/ddns/providers/provider.ts';
import type { Http, HttpRequest } from '../../../../electron/kernel/http.ts';
import { startFakeAliyun, type FakeAliyunOptions } from '../../../fakes/aliyun.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';
import { failureOf } from '../../../support/names-access.ts';
import { openRecords, openWatchedRecords } from '../../../support/records-access.ts';
import { describeConformance } from './conformance.ts';

const zone = 'example.com';
const name = 'nas.example.com';
const ofName = { name, type: 'A' };

async function start(options: FakeAliyunOptions = {}, own: Partial<ProviderPorts> = {}) {
  const fake = await startFakeAliyun(options);
  onTestFinished(fake.close);
  return { fake, ...openWatchedRecords(aliyun, fake, own) };
}

const parametersOf = (request: HttpRequest | undefined): Record<string, string> =>
  Object.fromEntries(new URL(request?.url ?? 'http://none').searchParams);

describe('Aliyun’s signatures', () => {
  it('equals the official example of ACS3-HMAC-SHA256', () => {
    const { headers, requestHash } = signAcs3(
      { id: 'YourAccessKeyId', secret: 'YourAccessKeySecret' },
      'ecs.cn-shanghai.aliyuncs.com',
      {
        action: 'RunInstances',
        version: '2014-05-26',
        date: '2023-10-26T10:22:32Z',
        nonce: '3156853299f313e23d1673dc12e1703d',
        parameters: {
          RegionId: 'cn-shanghai',
          ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd',
        },
      },
    );
    expect(requestHash).toBe('7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259');
    expect(headers['authorization']).toBe(
      'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;' +
        'x-acs-date;x-acs-signature-nonce;x-acs-version,' +
        'Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    );
  });

  it('equals another implementation’s for a call of ours', () => {
    const { headers } = signAcs3({ id: 'testid', secret: 'testsecret' }, 'alidns.aliyuncs.com', {
      action: 'DescribeSubDomainRecords',
      version: '2015-01-09',
      date: '2026-01-02T03:04:05Z',
      nonce: '00112233445566778899aabbccddeeff',
      parameters: { DomainName: 'example.com', SubDomain: 'nas.example.com', Type: 'A' },
    });
    expect(headers['authorization']).toMatch(
      /Signature=43f7359c4b630d8e7a0759143008c1634835f64ba6cf1986d7cbc5ee5a66bd10$/,
    );
  });

  it('equals the official example of the older one', () => {
    const signature = rpcSignature('testsecret', 'GET', {
      Format: 'XML',
      AccessKeyId: 'testid',
      Action: 'DescribeDomainRecords',
      DomainName: 'example.com',
      SignatureMethod: 'HMAC-SHA1',
      SignatureNonce: 'f59ed6a9-83fc-473b-9cc6-99c95df3856e',
      SignatureVersion: '1.0',
      Timestamp: '2016-03-24T16:41:54Z',
      Version: '2015-01-09',
    });
    expect(signature).toBe('uRpHwaSEt3J+6KQD//svCh/x+pI=');
  });

  it('escapes whatever is in a value so that it is read as it was', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((value) => value.isWellFormed());
    fc.assert(
      fc.property(fc.dictionary(text, text), (parameters) => {
        const query = canonicalQuery(parameters);
        expect(query).toMatch(/^[A-Za-z0-9\-_.~%=&]*$/);
        expect(Object.fromEntries(new URLSearchParams(query))).toEqual({ ...parameters });
      }),
    );
  });

  it.each([{ signature: 'acs3' }, { signature: 'rpc' }] as const)(
    'signs the token of a temporary key along: $signature',
    async ({ signature }) => {
      const { fake, access } = await start({ signature, token: 'canary+token/==' });
      expect(await access.zones()).toEqual([zone]);
      expect(fake.calls()).toEqual([{ verb: 'zones', authentic: true }]);
    },
  );
});

describe('Aliyun', () => {
  it('echoes line, TTL and priority, which an update would set back', async () => {
    const { fake, sent, access } = await start();
    fake.stand({
      ...ofName,
      value: '203.0.113.7',
      ttl: 1200,
      kept: { Line: 'unicom', Weight: 3, Priority: 5 },
    });
    const [record] = await access.list(zone, ofName);
    expect(record?.kept).toMatchObject({
      Line: 'unicom',
      Weight: 3,
      Remark: 'by hand',
      Status: 'ENABLE',
      Locked: false,
    });
    await access.update(zone, record!, { value: '203.0.113.8' });
    expect(parametersOf(sent.at(-1))).toEqual({
      RecordId: record?.record_id,
      RR: 'nas',
      Type: 'A',
      Value: '203.0.113.8',
      TTL: '1200',
      Line: 'unicom',
      Priority: '5',
    });
  });

  it('asks for an exact name and type, a hundred at a time', async () => {
    const { sent, access } = await start();
    await access.list(zone, { name: zone, type: 'AAAA' });
    expect(sent[0]?.headers?.['x-acs-action']).toBe('DescribeSubDomainRecords');
    expect(parametersOf(sent[0])).toEqual({
      DomainName: zone,
      SubDomain: '@.example.com',
      Type: 'AAAA',
      PageSize: '100',
      PageNumber: '1',
    });
    expect(await failureOf(access.list(zone, { name }))).toMatchObject({ failure: 'config' });
  });

  it('takes no list for whole that ends before its end', async () => {
    const rows = { RequestId: 'R', TotalCount: 2, DomainRecords: { Record: [] } };
    const http: Http = () => Promise.resolve({ status: 200, headers: {}, body: JSON.stringify(rows) });
    const { access } = await start({}, { http });
    expect(await failureOf(access.list(zone, ofName))).toMatchObject({ failure: 'transient' });
  });

  it('speaks of a zone in its own script, and finds a label in either spelling', async () => {
    const ascii = 'xn--fsqu00a.cn';
    const { fake, sent, access } = await start({ zone: ascii });
    expect(await access.zones()).toEqual([ascii]);
    const here = { name: `xn--fiq228c.${ascii}`, type: 'A' };
    expect(await access.list(ascii, here)).toEqual([]);
    fake.stand({ ...here, value: '203.0.113.7', ttl: 600, kept: { RR: '中文' } });
    fake.stand({ ...here, value: '203.0.113.8', ttl: 600, kept: {} });
    const found = await access.list(ascii, here);
    expect(found.map((record) => `${record.name} ${record.value}`).sort()).toEqual([
      `${here.name} 203.0.113.7`,
      `${here.name} 203.0.113.8`,
    ]);
    await access.update(
      ascii,
      found.find(({ value }) => value === '203.0.113.7')!,
      { value: '203.0.113.9' },
    );
    expect(parametersOf(sent.at(-1))).toMatchObject({ RR: '中文' });
    await access.create(ascii, { name: ascii, type: 'A', value: '203.0.113.10', ttl: null });
    expect(parametersOf(sent.at(-1))).toMatchObject({ DomainName: '例子.cn', RR: '@', TTL: '600' });
  });

  it('takes the time from the answer when its clock is wrong, and keeps it', async () => {
    const clock = createVirtualClock(Date.UTC(2001, 0, 1));
    const { fake, access } = await start({}, { clock });
    expect(await access.zones()).toEqual([zone]);
    expect(fake.calls()).toHaveLength(2);
    expect(await access.list(zone, ofName)).toEqual([]);
    expect(fake.calls()).toHaveLength(3);
    // NTP has set the clock meanwhile: what was added is wrong now.
    clock.set(Date.now());
    expect(await access.list(zone, ofName)).toEqual([]);
    expect(fake.calls()).toHaveLength(5);
  });

  it.each([
    ['told another time each time', { date: 'Thu, 01 Jan 2026 00:00:00 GMT' }, 2],
    ['told no time', {}, 1],
  ])('does not go on asking when it is %s', async (_what, headers, most) => {
    let asked = 0;
    const http: Http = () => {
      asked++;
      const body = JSON.stringify({ Code: 'IllegalTimestamp', Message: 'no' });
      return Promise.resolve({ status: 400, headers: headers, body });
    };
    const { access } = await start({}, { http });
    expect(await failureOf(access.zones())).toMatchObject({
      failure: 'transient',
      code: 'IllegalTimestamp',
    });
    expect(asked).toBe(most);
  });

  it('is refused a nonce that was used before', async () => {
    const { access } = await start({}, { nonce: () => '00112233445566778899aabbccddeeff' });
    await access.zones();
    expect(await failureOf(access.zones())).toMatchObject({ code: 'SignatureNonceUsed' });
  });

  it('repeats nothing of what is said about a key', async () => {
    const { fake } = await start({ token: 'canary-token', signature: 'rpc' });
    const wrong = { ...fake, credentials: fake.wrongCredentials };
    const failure = await failureOf(openRecords(aliyun, wrong).zones());
    expect(failure.message).toBe(`${new URL(fake.endpoint).host}: SignatureDoesNotMatch`);
  });

  it('stops at a record that its owner locked', async () => {
    const { fake, access } = await start();
    fake.stand({ ...ofName, value: '203.0.113.7', ttl: 600, kept: { Locked: true } });
    const [record] = await access.list(zone, ofName);
    const failure = await failureOf(access.update(zone, record!, { value: '203.0.113.8' }));
    expect(failure).toMatchObject({ failure: 'config', code: 'DomainRecordLocked' });
  });

  it.each([
    [400, 'DomainRecordDuplicate', 'conflict'],
    [400, 'DomainRecordNotBelongToUser', 'gone'],
    [400, 'DomainRecordConflict', 'config'],
    [400, 'DomainRecordLocked', 'config'],
    [400, 'DomainForbidden', 'config'],
    [400, 'IncorrectDomainUser', 'config'],
    [400, 'InvalidDomainName.NoExist', 'config'],
    [400, 'InvalidDomainName.Format', 'config'],
    [400, 'QuotaExceeded.TTL', 'config'],
    [400, 'QuotaExceeded.ARecord', 'config'],
    [400, 'SubDomainInvalid.Value', 'config'],
    [400, 'MissingParameter', 'config'],
    [404, 'InvalidAccessKeyId.NotFound', 'auth'],
    [400, 'InvalidAccessKeyId.Inactive', 'auth'],
    [400, 'SignatureDoesNotMatch', 'auth'],
    [400, 'IncompleteSignature', 'auth'],
    [400, 'InvalidSecurityToken.Expired', 'auth'],
    [403, 'Forbidden.RAM', 'auth'],
    [403, 'NoPermission', 'auth'],
    [403, 'Forbidden.RiskControl', 'abuse'],
    [400, 'RecordForbidden.BlackHole', 'abuse'],
    [400, 'Throttling', 'throttled'],
    [400, 'Throttling.User', 'throttled'],
    [503, 'Throttling.Api', 'throttled'],
    [429, null, 'throttled'],
    [400, 'UnKnownError', 'transient'],
    [400, 'IllegalTimestamp', 'transient'],
    [500, 'InternalError', 'transient'],
    [503, 'ServiceUnavailable', 'transient'],
    [400, null, 'transient'],
    [200, 'SomethingNew', 'transient'],
  ] as const)('reads %s %s as %s', (status, code, failure) => {
    expect(aliyun.classifyError({ status, headers: {}, code, message: '' })).toEqual({ failure });
  });

  it.each([
    ['x-acs-retry-after, in milliseconds', { 'x-acs-retry-after': '2500', 'retry-after': '9' }, 2500],
    ['Retry-After, in seconds', { 'retry-after': '9' }, 9000],
  ])('waits by %s', (_what, headers, wait) => {
    const refusal = {
      status: 400,
      headers: headers as Record<string, string>,
      code: 'Throttling.User',
      message: '',
    };
    expect(aliyun.classifyError(refusal)).toEqual({ failure: 'throttled', retry_after: wait });
  });
});

describe('with the older signature and a temporary key', () => {
  describeConformance({
    provider: aliyun,
    startFake: () => startFakeAliyun({ signature: 'rpc', token: 'canary-aliyun-token' }),
  });
});
