/** A stand-in for DNSPod's API 3.0, by https://cloud.tencent.com/document/api/1427/56193. Errors have status 200. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { domainToASCII, domainToUnicode } from 'node:url';
import type { ArrivedCall, FakeProvider, StandingRecord, Trap } from './provider.ts';
import { claimOf, type TencentClaim } from './tencent-signature.ts';
import { startTrapServer, type PlainAnswer } from './trap-server.ts';

const SECRET_ID = 'fake-tencent-secret-id';
const SECRET_KEY = 'canary-tencent-secret';
const FIVE_MINUTES_S = 300;
/** Smaller than the real one, so that lists have pages. */
const MOST_A_PAGE = 3;

const verbs: Readonly<Record<string, ArrivedCall['verb']>> = {
  DescribeDomainList: 'zones',
  DescribeRecordList: 'list',
  CreateRecord: 'create',
  ModifyRecord: 'update',
  DeleteRecord: 'remove',
};

interface Row {
  readonly RecordId: number;
  readonly Name: string;
  readonly Type: string;
  readonly Value: string;
  readonly TTL: number;
  readonly Line: string;
  readonly LineId: string;
  readonly Weight: number | null;
  readonly MX: number;
  readonly Remark: string;
  readonly Status: string;
}

type Given = Readonly<Record<string, unknown>>;

/** Lines by their numbers. */
const lines: Readonly<Record<string, string>> = { '0': '默认', '10=0': '电信', '10=1': '联通' };

/** How a stand-in is to be. */
export interface FakeTencentOptions {
  /** ASCII; shown in its own script, as DNSPod does. */
  readonly zone?: string;
  /** A temporary key's. */
  readonly token?: string;
  /** Its clock, milliseconds UTC. */
  readonly now?: () => number;
}

const actionOf = (request: IncomingMessage): string => String(request.headers['x-tc-action'] ?? '');

/** Starts one with an empty zone. */
export async function startFakeTencent({
  zone = 'example.com',
  token,
  now = () => Date.now(),
}: FakeTencentOptions = {}): Promise<FakeProvider> {
  const shown = domainToUnicode(zone);
  const rows = new Map<number, Row>();
  const calls: ArrivedCall[] = [];
  let made = 1_560_000_000;

  const ok = (response: object): PlainAnswer => ({
    status: 200,
    headers: { 'content-type': 'application/json', date: new Date(now()).toUTCString() },
    body: JSON.stringify({ Response: { ...response, RequestId: randomUUID() } }),
  });
  const no = (Code: string, Message: string): PlainAnswer => ok({ Error: { Code, Message } });

  /** Why a call is not let in, `null` where it is. */
  function guard(request: IncomingMessage, claim: TencentClaim | null): PlainAnswer | null {
    if (request.headers['x-tc-version'] !== '2021-03-23') return no('NoSuchVersion', 'No such version.');
    if (!claim) return no('AuthFailure.InvalidAuthorization', 'The Authorization header is wrong.');
    if (claim.keyId !== SECRET_ID) return no('AuthFailure.SecretIdNotFound', 'The SecretId is not found.');
    if (claim.token !== (token ?? null))
      return no('AuthFailure.TokenFailure', `Not a token: ${String(claim.token)}`);
    if (Math.abs(claim.timestamp - now() / 1000) > FIVE_MINUTES_S)
      return no('AuthFailure.SignatureExpire', 'The signature is expired.');
    if (!claim.isSignedWith(SECRET_KEY))
      return no(
        'AuthFailure.SignatureFailure',
        `Not our calculation, with ${SECRET_KEY} and ${String(claim.token)}`,
      );
    return null;
  }

  /** What the traps of DNSPod itself answer. */
  function trapped(trap: Trap | undefined): PlainAnswer | null {
    switch (trap) {
      case 'auth':
        return no('UnauthorizedOperation', 'You are not authorized to perform this operation.');
      case 'throttle':
        return no('RequestLimitExceeded.RequestLimitExceeded', 'Too many requests.');
      case 'outage':
        return { status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>502 Bad Gateway</h1>' };
      case 'error_in_200':
        return no('InternalError', 'An internal error has occurred.');
      case 'duplicate':
        return no('InvalidParameter.DomainRecordExist', 'The record exists already.');
      case 'gone':
        return no('InvalidParameter.RecordIdInvalid', 'The record number is wrong.');
      default:
        return null;
    }
  }

  /** A record as a call wants it. Whatever it leaves out is what DNSPod takes instead. */
  function wanted(given: Given): Omit<Row, 'RecordId'> | PlainAnswer {
    const { SubDomain = '@', RecordType, RecordLine, RecordLineId, Value, TTL = 600 } = given;
    const { Weight = null, MX = 0, Remark = '', Status = 'ENABLE' } = given;
    const lineId = RecordLineId ?? Object.keys(lines).find((id) => lines[id] === RecordLine);
    if (typeof RecordLine !== 'string' || typeof lineId !== 'string' || lines[lineId] === undefined)
      return no('InvalidParameter.RecordLineInvalid', 'The line is wrong.');
    if (typeof SubDomain !== 'string' || typeof RecordType !== 'string' || typeof Value !== 'string')
      return no('MissingParameter', 'A parameter is missing.');
    const family = { A: 4, AAAA: 6 }[RecordType];
    if (family !== undefined && isIP(Value) !== family)
      return no('InvalidParameter.RecordValueInvalid', 'The value is wrong.');
    if (typeof TTL !== 'number' || !Number.isInteger(TTL) || TTL < 1 || TTL > 604_800)
      return no('LimitExceeded.RecordTtlLimit', 'The TTL is out of range.');
    if (Weight !== null && (typeof Weight !== 'number' || Weight < 0 || Weight > 100))
      return no('InvalidParameter.InvalidWeight', 'The weight is wrong.');
    const isPriority = typeof MX === 'number' && (given['MX'] === undefined || (MX >= 1 && MX <= 65_535));
    if (!isPriority) return no('InvalidParameter.MxInvalid', 'The priority is wrong.');
    if (typeof Remark !== 'string' || (Status !== 'ENABLE' && Status !== 'DISABLE'))
      return no('InvalidParameter.ParamInvalid', 'A parameter is wrong.');
    const [Line, LineId] = [lines[lineId] ?? '', lineId];
    return { Name: SubDomain, Type: RecordType, Value, TTL, Line, LineId, Weight, MX, Remark, Status };
  }

  function write(given: Given, RecordId: number): PlainAnswer {
    const row = wanted(given);
    if ('body' in row) return row;
    const isTaken = [...rows.values()].some(
      (other) =>
        other.RecordId !== RecordId &&
        (['Name', 'Type', 'Value', 'LineId'] as const).every((field) => other[field] === row[field]),
    );
    if (isTaken) return no('InvalidParameter.DomainRecordExist', 'The record exists already.');
    rows.set(RecordId, { RecordId, ...row });
    return ok({ RecordId });
  }

  function slice(found: readonly object[], { Offset = 0, Limit = 100 }: Given): readonly object[] | null {
    if (!Number.isInteger(Offset) || !Number.isInteger(Limit) || Number(Limit) > 3000) return null;
    return found.slice(Number(Offset), Number(Offset) + Math.min(MOST_A_PAGE, Number(Limit)));
  }

  /** Its filters find neighbours too: whoever relies on them alone writes over those. */
  function list(given: Given): PlainAnswer {
    const { Subdomain, RecordType, ErrorOnEmpty = 'yes' } = given;
    const found = [...rows.values()].filter(
      ({ Name, Type }) =>
        (typeof Subdomain !== 'string' || Name.includes(Subdomain)) &&
        (RecordType === undefined || Type === RecordType),
    );
    const RecordList = slice(found, given);
    if (!RecordList) return no('InvalidParameter.OffsetInvalid', 'The page is wrong.');
    if (RecordList.length === 0 && ErrorOnEmpty !== 'no')
      return no('ResourceNotFound.NoDataOfRecord', 'The list of records is empty.');
    const RecordCountInfo = {
      SubdomainCount: new Set(found.map(({ Name }) => Name)).size,
      ListCount: RecordList.length,
      TotalCount: found.length,
    };
    return ok({ RecordCountInfo, RecordList });
  }

  function carryOut(action: string, given: Given): PlainAnswer {
    if (action === 'DescribeDomainList') {
      const domains = [{ DomainId: 1923, Name: shown, Punycode: zone, Status: 'ENABLE', Grade: 'DP_FREE' }];
      const DomainList = slice(domains, given);
      if (!DomainList) return no('InvalidParameter.OffsetInvalid', 'The page is wrong.');
      return ok({ DomainCountInfo: { DomainTotal: 1, AllTotal: 1, MineTotal: 1 }, DomainList });
    }
    if (given['Domain'] !== shown) return no('InvalidParameterValue.DomainNotExists', 'No such domain.');
    if (action === 'DescribeRecordList') return list(given);
    if (action === 'CreateRecord') return write(given, ++made);
    const { RecordId } = given;
    if (typeof RecordId !== 'number' || !rows.has(RecordId))
      return no('InvalidParameter.RecordIdInvalid', 'The record number is wrong.');
    if (action === 'ModifyRecord') return write(given, RecordId);
    if (action !== 'DeleteRecord') return no('InvalidAction', 'No such action.');
    rows.delete(RecordId);
    return ok({});
  }

  const server = await startTrapServer(
    (request) => verbs[actionOf(request)] ?? 'list',
    (request, trap, body) => {
      const claim = claimOf(request, body);
      const authentic = claim?.keyId === SECRET_ID && claim.isSignedWith(SECRET_KEY);
      calls.push({ verb: verbs[actionOf(request)] ?? 'list', authentic });
      return guard(request, claim) ?? trapped(trap) ?? carryOut(actionOf(request), JSON.parse(body) as Given);
    },
  );

  const toStanding = ({ RecordId: _id, Name, Type, Value, TTL, ...kept }: Row): StandingRecord => ({
    name: Name === '@' ? zone : domainToASCII(`${Name}.${shown}`),
    type: Type,
    value: Value,
    ttl: TTL,
    kept: { Name, ...kept },
  });

  const credentials = {
    secret_id: SECRET_ID,
    secret_key: SECRET_KEY,
    ...(token === undefined ? {} : { token }),
  };
  return {
    endpoint: server.endpoint,
    zone,
    credentials,
    wrongCredentials: { ...credentials, secret_key: 'wrong-secret' },
    throttleMs: null,
    without: {},
    records: () => [...rows.values()].map(toStanding),
    stand({ name, type, value, ttl, kept }) {
      const RecordId = ++made;
      rows.set(RecordId, {
        RecordId,
        Name: name === zone ? '@' : name.slice(0, -(zone.length + 1)),
        Type: type,
        Value: value,
        TTL: ttl,
        Line: '电信',
        LineId: '10=0',
        Weight: 20,
        MX: 0,
        Remark: 'by hand',
        Status: 'ENABLE',
        ...kept,
      });
    },
    calls: () => calls,
    trap: server.trap,
    close: server.close,
  };
}
