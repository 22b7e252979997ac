/** A stand-in for Aliyun's Alidns 2015-01-09, by https://help.aliyun.com/zh/dns/api-alidns-2015-01-09-overview. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { domainToASCII, domainToUnicode } from 'node:url';
import { claimOf, type AliyunClaim } from './aliyun-signature.ts';
import type { ArrivedCall, FakeProvider, StandingRecord, Trap } from './provider.ts';
import { startTrapServer, type PlainAnswer } from './trap-server.ts';

const KEY_ID = 'fake-aliyun-key-id';
const SECRET = 'canary-aliyun-secret';
const WAIT_MS = 2500;
const FIFTEEN_MINUTES_MS = 900_000;
/** Smaller than the real one, so that lists have pages. */
const MOST_A_PAGE = 3;

const verbs: Readonly<Record<string, ArrivedCall['verb']>> = {
  DescribeDomains: 'zones',
  DescribeSubDomainRecords: 'list',
  AddDomainRecord: 'create',
  UpdateDomainRecord: 'update',
  DeleteDomainRecord: 'remove',
};

interface Row {
  readonly RecordId: string;
  readonly RR: string;
  readonly Type: string;
  readonly Value: string;
  readonly TTL: number;
  readonly Line: string;
  readonly Priority?: number;
  readonly Status: string;
  readonly Locked: boolean;
  readonly Weight: number;
  readonly Remark: string;
}

/** How a stand-in is to be. */
export interface FakeAliyunOptions {
  /** ASCII; shown in its own script, as Aliyun does. */
  readonly zone?: string;
  readonly signature?: 'acs3' | 'rpc';
  /** A temporary key's. */
  readonly token?: string;
  /** Its clock, milliseconds UTC. */
  readonly now?: () => number;
}

const actionOf = (request: IncomingMessage): string =>
  String(
    request.headers['x-acs-action'] ?? new URL(request.url ?? '/', 'http://fake').searchParams.get('Action'),
  );

/** Starts one with an empty zone. */
export async function startFakeAliyun({
  zone = 'example.com',
  signature = 'acs3',
  token,
  now = () => Date.now(),
}: FakeAliyunOptions = {}): Promise<FakeProvider> {
  const shown = domainToUnicode(zone);
  const rows = new Map<string, Row>();
  const calls: ArrivedCall[] = [];
  const nonces = new Set<string>();
  let made = 4_215_937_000_000_000_000n;

  const json = (
    status: number,
    body: object,
    headers: Readonly<Record<string, string>> = {},
  ): PlainAnswer => ({
    status,
    headers: {
      'content-type': 'application/json;charset=utf-8',
      date: new Date(now()).toUTCString(),
      ...headers,
    },
    body: JSON.stringify({ RequestId: randomUUID().toUpperCase(), ...body }),
  });
  const no = (
    status: number,
    Code: string,
    Message: string,
    headers?: Readonly<Record<string, string>>,
  ): PlainAnswer =>
    json(
      status,
      { HostId: 'alidns.aliyuncs.com', Code, Message, Recommend: 'https://api.aliyun.com' },
      headers,
    );

  const put = (row: Omit<Row, 'RecordId'>, id = String(++made)): Row => {
    const whole = { ...row, RecordId: id };
    rows.set(id, whole);
    return whole;
  };
  const isTaken = (row: Omit<Row, 'RecordId'>, id?: string): boolean =>
    [...rows.values()].some(
      (other) =>
        other.RecordId !== id &&
        other.RR === row.RR &&
        other.Type === row.Type &&
        other.Value === row.Value &&
        other.Line === row.Line,
    );

  /** Why a call is not let in, `null` where it is. */
  function guard(claim: AliyunClaim | null): PlainAnswer | null {
    if (!claim) return no(400, 'IncompleteSignature', 'The request signature does not conform.');
    if (claim.version !== '2015-01-09') return no(400, 'InvalidVersion', 'Specified version is not valid.');
    if (claim.keyId !== KEY_ID)
      return no(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
    if (claim.token !== (token ?? null))
      return no(400, 'InvalidSecurityToken.Malformed', `Not a token: ${String(claim.token)}`);
    const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(claim.date);
    if (!isTime || Math.abs(Date.parse(claim.date) - now()) > FIFTEEN_MINUTES_MS)
      return no(400, 'IllegalTimestamp', 'The input parameter "Timestamp" that is mandatory is not valid.');
    if (!claim.isSignedWith(SECRET))
      return no(
        400,
        'SignatureDoesNotMatch',
        `Not our calculation, with ${SECRET} and ${String(claim.token)}`,
      );
    if (nonces.has(claim.nonce))
      return no(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
    nonces.add(claim.nonce);
    return null;
  }

  /** What the traps of Aliyun itself answer. */
  function trapped(trap: Trap | undefined): PlainAnswer | null {
    switch (trap) {
      case 'auth':
        return no(403, 'Forbidden.RAM', 'User not authorized to operate on the specified resource.');
      case 'throttle':
        return no(400, 'Throttling.User', 'Request was denied due to user flow control.', {
          'x-acs-retry-after': String(WAIT_MS),
        });
      case 'outage':
        return no(
          503,
          'ServiceUnavailable',
          'The request has failed due to a temporary failure of the server.',
        );
      case 'error_in_200':
        return no(200, 'InternalError', 'The request processing has failed due to some unknown error.');
      case 'duplicate':
        return no(400, 'DomainRecordDuplicate', 'The DNS record already exists.');
      case 'gone':
        return no(400, 'DomainRecordNotBelongToUser', 'The domain record does not belong to this user.');
      default:
        return null;
    }
  }

  function page(
    found: readonly object[],
    query: URLSearchParams,
  ): { TotalCount: number; shownRows: readonly object[] } {
    const size = Math.min(MOST_A_PAGE, Number(query.get('PageSize') ?? '20'));
    const at = Number(query.get('PageNumber') ?? '1');
    return { TotalCount: found.length, shownRows: found.slice((at - 1) * size, at * size) };
  }

  /** A record as a call wants it. Whatever it leaves out is what Aliyun takes instead. */
  function wanted(
    query: URLSearchParams,
  ): Pick<Row, 'RR' | 'Type' | 'Value' | 'TTL' | 'Line' | 'Priority'> | PlainAnswer {
    const [RR, Type, Value] = [query.get('RR'), query.get('Type'), query.get('Value')];
    if (RR === null || RR === '' || Type === null || Value === null)
      return no(400, 'MissingParameter', 'A parameter is missing.');
    const family = { A: 4, AAAA: 6 }[Type];
    if (family !== undefined && isIP(Value) !== family)
      return no(400, 'SubDomainInvalid.Value', 'The value of the DNS record is invalid.');
    const TTL = Number(query.get('TTL') ?? '600');
    if (!Number.isInteger(TTL) || TTL < 600 || TTL > 86_400)
      return no(400, 'QuotaExceeded.TTL', 'The TTL is out of the range 600 to 86400.');
    const priority = query.get('Priority');
    return {
      RR,
      Type,
      Value,
      TTL,
      Line: query.get('Line') ?? 'default',
      ...(priority === null ? {} : { Priority: Number(priority) }),
    };
  }

  function create(query: URLSearchParams): PlainAnswer {
    const row = wanted(query);
    if ('body' in row) return row;
    const whole = { ...row, Status: 'ENABLE', Locked: false, Weight: 1, Remark: '' };
    if (isTaken(whole)) return no(400, 'DomainRecordDuplicate', 'The DNS record already exists.');
    return json(200, { RecordId: put(whole).RecordId });
  }

  function update(query: URLSearchParams): PlainAnswer {
    const before = rows.get(query.get('RecordId') ?? '');
    if (!before)
      return no(400, 'DomainRecordNotBelongToUser', 'The domain record does not belong to this user.');
    if (before.Locked) return no(400, 'DomainRecordLocked', 'The domain record has been locked.');
    const row = wanted(query);
    if ('body' in row) return row;
    const { RecordId, Status, Locked, Weight, Remark } = before;
    const after = { ...row, Status, Locked, Weight, Remark };
    const isSame = Object.entries(after).every(([field, value]) => before[field as keyof Row] === value);
    if (isSame || isTaken(after, RecordId))
      return no(400, 'DomainRecordDuplicate', 'The DNS record already exists.');
    put(after, RecordId);
    return json(200, { RecordId });
  }

  /** The real one is exact here; this one also finds neighbours, as its other list does. */
  function list(query: URLSearchParams): PlainAnswer {
    const asked = query.get('SubDomain') ?? '';
    if (!asked.endsWith(`.${shown}`)) return no(400, 'InvalidDomainName.Format', 'Invalid domain name.');
    const label = asked.slice(0, -(shown.length + 1));
    const type = query.get('Type');
    const found = [...rows.values()].filter(
      (row) => (row.RR.includes(label) || row.RR === '*') && (type === null || row.Type === type),
    );
    const { TotalCount, shownRows } = page(
      found.map((row) => ({ ...row, DomainName: shown })),
      query,
    );
    return json(200, { TotalCount, DomainRecords: { Record: shownRows } });
  }

  function carryOut(action: string, query: URLSearchParams): PlainAnswer {
    if (action === 'DescribeDomains') {
      const { TotalCount, shownRows } = page([{ DomainName: shown, PunyCode: zone }], query);
      return json(200, { TotalCount, Domains: { Domain: shownRows } });
    }
    const domain = query.get('DomainName');
    if (domain !== null && domain !== shown)
      return no(400, 'InvalidDomainName.NoExist', 'The specified domain name does not exist.');
    if (action === 'DescribeSubDomainRecords') return list(query);
    if (action === 'AddDomainRecord') return create(query);
    if (action === 'UpdateDomainRecord') return update(query);
    if (action !== 'DeleteDomainRecord') return no(404, 'InvalidAction.NotFound', 'No such action.');
    const id = query.get('RecordId') ?? '';
    if (rows.delete(id)) return json(200, { RecordId: id });
    return no(400, 'DomainRecordNotBelongToUser', 'The domain record does not belong to this user.');
  }

  const server = await startTrapServer(
    (request) => verbs[actionOf(request)] ?? 'list',
    (request, trap, body) => {
      const claim = claimOf(request, body);
      const verb = verbs[actionOf(request)] ?? 'list';
      calls.push({ verb, authentic: claim?.keyId === KEY_ID && claim.isSignedWith(SECRET) });
      const { searchParams } = new URL(request.url ?? '/', 'http://fake');
      return guard(claim) ?? trapped(trap) ?? carryOut(actionOf(request), searchParams);
    },
  );

  const toStanding = ({
    RR,
    Type,
    Value,
    TTL,
    Line,
    Status,
    Locked,
    Weight,
    Remark,
  }: Row): StandingRecord => ({
    name: RR === '@' ? zone : domainToASCII(`${RR}.${shown}`),
    type: Type,
    value: Value,
    ttl: TTL,
    kept: { RR, Line, Status, Locked, Weight, Remark },
  });

  const credentials = {
    access_key_id: KEY_ID,
    access_key_secret: SECRET,
    signature,
    ...(token === undefined ? {} : { security_token: token }),
  };
  return {
    endpoint: server.endpoint,
    zone,
    credentials,
    wrongCredentials: { ...credentials, access_key_secret: 'wrong-secret' },
    throttleMs: WAIT_MS,
    without: {},
    records: () => [...rows.values()].map(toStanding),
    stand: ({ name, type, value, ttl, kept }) =>
      void put({
        RR: name === zone ? '@' : name.slice(0, -(zone.length + 1)),
        Type: type,
        Value: value,
        TTL: ttl,
        Line: 'telecom',
        Status: 'ENABLE',
        Locked: false,
        Weight: 5,
        Remark: 'by hand',
        ...kept,
      }),
    calls: () => calls,
    trap: server.trap,
    close: server.close,
  };
}
