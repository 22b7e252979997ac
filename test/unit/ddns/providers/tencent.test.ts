import { createHash } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ProviderPorts } from '../../../../electron/ddns/providers/provider.ts';
import { tencent } from '../../../../electron/ddns/providers/tencent/index.ts';
import { signTc3 } from '../../../../electron/ddns/providers/tencent/signature-tc3.ts';
import type { Http, HttpRequest } from '../../../../electron/kernel/http.ts';
import { startFakeTencent, type FakeTencentOptions } from '../../../fakes/tencent.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';
import { failureOf } from '../../../support/names-access.ts';
import { openRecords, openWatchedRecords } from '../../../support/records-access.ts';

const zone = 'example.com';
const name = 'nas.example.com';
const ofName = { name, type: 'A' };

async function start(options: FakeTencentOptions = {}, own: Partial<ProviderPorts> = {}) {
  const fake = await startFakeTencent(options);
  onTestFinished(fake.close);
  return { fake, ...openWatchedRecords(tencent, fake, own) };
}

const bodyOf = (request: HttpRequest | undefined): unknown => JSON.parse(request?.body ?? 'null');

describe('TC3-HMAC-SHA256', () => {
  it('equals the official example as far as it is published', () => {
    const body = String.raw`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`;
    expect(createHash('sha256').update(body).digest('hex')).toBe(
      '35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064',
    );
    const { headers, requestHash } = signTc3({ id: 'id', key: 'key' }, 'cvm.tencentcloudapi.com', {
      service: 'cvm',
      version: '2017-03-12',
      action: 'DescribeInstances',
      body,
      at: 1_551_113_065_000,
    });
    expect(requestHash).toBe('7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84');
    expect(headers['x-tc-timestamp']).toBe('1551113065');
    expect(headers['authorization']).toMatch(
      /^TC3-HMAC-SHA256 Credential=id\/2019-02-25\/cvm\/tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature=[0-9a-f]{64}$/,
    );
  });

  it.each([
    ['2025-12-31T23:59:59.999Z', '2025-12-31'],
    ['2026-01-01T00:00:00.000Z', '2026-01-01'],
    // Morning in Shanghai, evening in New York: the day is Greenwich's in both.
    ['2026-03-01T07:30:00.000+08:00', '2026-02-28'],
    ['2026-02-28T20:30:00.000-05:00', '2026-03-01'],
  ])('signs %s for the day %s, and the stand-in agrees', async (moment, day) => {
    const now = (): number => Date.parse(moment);
    const { sent, access } = await start({ now }, { clock: createVirtualClock(now()) });
    expect(await access.zones()).toEqual([zone]);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.headers?.['authorization']).toContain(`/${day}/dnspod/tc3_request,`);
  });

  it('sends the token of a temporary key along', async () => {
    const { access } = await start({ token: 'canary-token' });
    expect(await access.zones()).toEqual([zone]);
  });
});

describe('Tencent DNSPod', () => {
  it('echoes line, TTL, weight, remark and status, which an update would set back', async () => {
    const { fake, sent, access } = await start();
    const kept = { Line: '联通', LineId: '10=1', Weight: 30, Status: 'DISABLE' };
    fake.stand({ ...ofName, value: '203.0.113.7', ttl: 1200, kept });
    const [record] = await access.list(zone, ofName);
    expect(record?.kept).toMatchObject({ ...kept, Remark: 'by hand' });
    await access.update(zone, record!, { value: '203.0.113.8' });
    expect(bodyOf(sent.at(-1))).toEqual({
      Domain: zone,
      RecordId: Number(record?.record_id),
      SubDomain: 'nas',
      RecordType: 'A',
      RecordLine: '联通',
      RecordLineId: '10=1',
      Value: '203.0.113.8',
      TTL: 1200,
      Weight: 30,
      Remark: 'by hand',
      Status: 'DISABLE',
    });
    expect(fake.records()[0]).toMatchObject({ value: '203.0.113.8', ttl: 1200, kept });
  });

  it('echoes the priority of a record that has one, and a weight of none', async () => {
    const { fake, access } = await start();
    const kept = { MX: 10, Weight: null, Remark: '' };
    fake.stand({ name, type: 'MX', value: 'mail.example.com.', ttl: 600, kept });
    const [record] = await access.list(zone, { name, type: 'MX' });
    await access.update(zone, record!, { ttl: 900 });
    expect(fake.records()[0]).toMatchObject({ value: 'mail.example.com.', ttl: 900, kept });
  });

  it('asks for a whole zone, and not to be told an error when it is empty', async () => {
    const { sent, access } = await start();
    expect(await access.list(zone, ofName)).toEqual([]);
    expect(bodyOf(sent[0])).toEqual({ Domain: zone, Offset: 0, Limit: 3000, ErrorOnEmpty: 'no' });
  });

  it('takes "no data" for no empty list', async () => {
    const Response = {
      RequestId: 'R',
      Error: { Code: 'ResourceNotFound.NoDataOfRecord', Message: 'empty' },
    };
    const http: Http = () =>
      Promise.resolve({ status: 200, headers: {}, body: JSON.stringify({ Response }) });
    const { access } = await start({}, { http });
    expect(await failureOf(access.list(zone, ofName))).toMatchObject({
      name: 'ProviderFailure',
      code: 'ResourceNotFound.NoDataOfRecord',
    });
  });

  it('speaks of a zone in its own script', async () => {
    const ascii = 'xn--fsqu00a.cn';
    const { fake, sent, access } = await start({ zone: ascii });
    expect(await access.zones()).toEqual([ascii]);
    const here = { name: `xn--fiq228c.${ascii}`, type: 'A' };
    fake.stand({ ...here, value: '203.0.113.7', ttl: 600, kept: { Name: '中文' } });
    const [record] = await access.list(ascii, here);
    expect(record).toMatchObject(here);
    await access.update(ascii, record!, { value: '203.0.113.8' });
    expect(bodyOf(sent.at(-1))).toMatchObject({ Domain: '例子.cn', SubDomain: '中文' });
  });

  it('takes the time from the answer when its clock is wrong, and keeps it', async () => {
    const clock = createVirtualClock(Date.UTC(2001, 0, 1));
    const { fake, access } = await start({}, { clock });
    expect(await access.zones()).toEqual([zone]);
    expect(fake.calls()).toHaveLength(2);
    expect(await access.list(zone, ofName)).toEqual([]);
    expect(fake.calls()).toHaveLength(3);
  });

  it('asks once more and not again when the time is told wrong', async () => {
    let asked = 0;
    const http: Http = () => {
      asked++;
      const Response = { RequestId: 'R', Error: { Code: 'AuthFailure.SignatureExpire', Message: 'no' } };
      const headers = { date: 'Thu, 01 Jan 2026 00:00:00 GMT' };
      return Promise.resolve({ status: 200, headers, body: JSON.stringify({ Response }) });
    };
    const { access } = await start({}, { http });
    expect(await failureOf(access.zones())).toMatchObject({ failure: 'transient' });
    expect(asked).toBe(2);
  });

  it('repeats nothing of what is said about a key', async () => {
    const { fake } = await start({ token: 'canary-token' });
    const wrong = { ...fake, credentials: fake.wrongCredentials };
    const failure = await failureOf(openRecords(tencent, wrong).zones());
    expect(failure.message).toBe(`${new URL(fake.endpoint).host}: AuthFailure.SignatureFailure`);
  });

  it.each([
    ['InvalidParameter.DomainRecordExist', 'conflict'],
    ['InvalidParameter.RecordIdInvalid', 'gone'],
    ['ResourceNotFound.NoDataOfRecord', 'gone'],
    ['AuthFailure', 'auth'],
    ['AuthFailure.SecretIdNotFound', 'auth'],
    ['AuthFailure.SignatureFailure', 'auth'],
    ['AuthFailure.TokenFailure', 'auth'],
    ['AuthFailure.UnauthorizedOperation', 'auth'],
    ['UnauthorizedOperation', 'auth'],
    ['OperationDenied.NoPermissionToOperateDomain', 'auth'],
    ['InvalidParameter.RequestIpLimited', 'auth'],
    ['IpInBlacklist', 'abuse'],
    ['InvalidParameter.AccountIsBanned', 'abuse'],
    ['FailedOperation.DomainIsSpam', 'abuse'],
    ['RequestLimitExceeded', 'throttled'],
    ['RequestLimitExceeded.RequestLimitExceeded', 'throttled'],
    ['RequestLimitExceeded.IPLimitExceeded', 'throttled'],
    ['InvalidParameter', 'config'],
    ['InvalidParameter.RecordLineInvalid', 'config'],
    ['InvalidParameterValue.DomainNotExists', 'config'],
    ['LimitExceeded.AAAACountLimit', 'config'],
    ['LimitExceeded.RecordTtlLimit', 'config'],
    ['FailedOperation.DomainIsLocked', 'config'],
    ['FailedOperation.NotDomainOwner', 'config'],
    ['MissingParameter', 'config'],
    ['AuthFailure.SignatureExpire', 'transient'],
    ['FailedOperation', 'transient'],
    ['FailedOperation.UnknowError', 'transient'],
    ['InternalError', 'transient'],
    ['SomethingNew', 'transient'],
  ] as const)('reads %s, which comes with status 200, as %s', (code, failure) => {
    expect(tencent.classifyError({ status: 200, headers: {}, code, message: '' })).toEqual({ failure });
  });
});
