/** A stand-in for deSEC's REST interface, by https://desec.readthedocs.io/en/latest/. */
import type { IncomingMessage } from 'node:http';
import { isIPv4, isIPv6 } from 'node:net';
import type { ArrivedCall, FakeProvider, StandingRecord, Trap } from './provider.ts';
import { jsonAnswer, startTrapServer, verbByMethod, type PlainAnswer } from './trap-server.ts';

const TOKEN = 'canary-desec-i-T3b1h_OI-H9ab8tRS98st';
const ZONE = 'example.com';
const RETRY_AFTER_S = 41;
const LEAST_TTL = 60;
const MOST_TTL = 604_800;
/** Smaller than the real one, so that lists have pages. */
const SETS_A_PAGE = 2;
const DOMAINS = '/api/v1/domains/';
const RRSETS = `${DOMAINS}${ZONE}/rrsets/`;

interface Rrset {
  readonly subname: string;
  readonly type: string;
  readonly ttl: number;
  readonly records: readonly string[];
}

const no = (status: number, detail: string, headers?: Readonly<Record<string, string>>): PlainAnswer =>
  jsonAnswer(status, { detail }, headers);
const invalid = (field: string, words: string): PlainAnswer => jsonAnswer(400, { [field]: [words] });

function verbOf(request: IncomingMessage): ArrivedCall['verb'] {
  const { pathname } = new URL(request.url ?? '/', 'http://fake');
  if (pathname === DOMAINS) return 'zones';
  return verbByMethod(request);
}

/** What the traps of deSEC itself answer. */
function trapped(trap: Trap | undefined): PlainAnswer | null {
  switch (trap) {
    case 'auth':
      return no(401, 'Invalid token.');
    case 'throttle':
      return no(429, `Request was throttled. Expected available in ${String(RETRY_AFTER_S)} seconds.`, {
        'retry-after': String(RETRY_AFTER_S),
      });
    case 'outage':
      return no(500, "Internal Server Error. We're on it!");
    case 'duplicate':
      return invalid(
        'non_field_errors',
        'Another RRset with the same subdomain and type exists for this domain.',
      );
    case 'gone':
      return no(404, 'Not found.');
    default:
      return null;
  }
}

/** What is wrong with a field of a set. */
function faultOf(given: Readonly<Record<string, unknown>>, type: unknown): PlainAnswer | null {
  const { ttl, records } = given;
  const strange = Object.keys(given).find((key) => !['subname', 'type', 'ttl', 'records'].includes(key));
  if (strange !== undefined) return invalid(strange, 'This stand-in knows no such field.');
  if (ttl !== undefined) {
    if (!Number.isInteger(ttl)) return invalid('ttl', 'A valid integer is required.');
    if ((ttl as number) < LEAST_TTL)
      return invalid('ttl', `Ensure this value is greater than or equal to ${String(LEAST_TTL)}.`);
    if ((ttl as number) > MOST_TTL) return invalid('ttl', 'Ensure this value is less than or equal to it.');
  }
  if (records === undefined) return null;
  if (!Array.isArray(records) || records.some((value) => typeof value !== 'string'))
    return invalid('records', 'Expected a list of strings.');
  const values = records as string[];
  if (new Set(values).size < values.length) return invalid('records', 'Record contents are not unique.');
  const isRight = { A: isIPv4, AAAA: isIPv6 }[type as string] ?? (() => true);
  return values.every(isRight) ? null : invalid('records', `Record content is no ${String(type)}.`);
}

/** Starts one that holds the name servers of its zone, as every zone there does. */
export async function startFakeDesec(): Promise<FakeProvider> {
  let sets: readonly Rrset[] = [];
  const calls: ArrivedCall[] = [];
  const own: Rrset = { subname: '', type: 'NS', ttl: 3600, records: ['ns1.desec.io.', 'ns2.desec.org.'] };

  const nameOf = (subname: string): string => (subname === '' ? ZONE : `${subname}.${ZONE}`);
  const shown = (set: Rrset): Readonly<Record<string, unknown>> => ({
    created: '2019-09-18T16:32:16.510368Z',
    domain: ZONE,
    name: `${nameOf(set.subname)}.`,
    touched: '2020-04-06T09:24:09.987436Z',
    ...set,
  });

  /** In pages, by a cursor that only this stand-in can read. */
  function page(rows: readonly unknown[], url: URL): PlainAnswer {
    const cursor = url.searchParams.get('cursor');
    if (rows.length <= SETS_A_PAGE && (cursor ?? '') === '') return jsonAnswer(200, rows);
    if (cursor === null) return no(400, 'Pagination required.');
    const at = cursor === '' ? 0 : Number(Buffer.from(cursor, 'base64').toString());
    const link = (rel: string, to: string): string => {
      const target = new URL(url);
      target.searchParams.set('cursor', to);
      // As behind a gateway, the address is not the one that was asked.
      return `<https://desec.io${target.pathname}${target.search}>; rel="${rel}"`;
    };
    const next = at + SETS_A_PAGE;
    const links = [link('first', ''), ...(at > 0 ? [link('prev', '')] : [])];
    if (next < rows.length) links.push(link('next', Buffer.from(String(next)).toString('base64')));
    return jsonAnswer(200, rows.slice(at, next), { link: links.join(', ') });
  }

  function create(given: Readonly<Record<string, unknown>>): PlainAnswer {
    const { subname = '', type, ttl, records } = given;
    for (const field of ['type', 'ttl', 'records'])
      if (given[field] === undefined) return invalid(field, 'This field is required.');
    const fault = faultOf(given, type);
    if (fault) return fault;
    if (typeof subname !== 'string' || !/^([*]|[a-z0-9_*.-]*)$/.test(subname))
      return invalid('subname', 'Subname can only use (lowercase) a-z, 0-9, ., -, and _.');
    if (typeof type !== 'string' || !/^[A-Z][A-Z0-9]*$/.test(type)) return invalid('type', 'Not a type.');
    if ((records as string[]).length === 0) return invalid('records', 'This field must not be empty.');
    if (sets.some((set) => set.subname === subname && set.type === type))
      return invalid(
        'non_field_errors',
        'Another RRset with the same subdomain and type exists for this domain.',
      );
    const made = { subname, type, ttl: ttl as number, records: records as string[] };
    sets = [made, ...sets];
    return jsonAnswer(201, shown(made));
  }

  function change(
    found: Rrset | undefined,
    given: Readonly<Record<string, unknown>>,
    isWhole: boolean,
  ): PlainAnswer {
    if (!found) return no(404, 'Not found.');
    const fault = faultOf(given, found.type);
    if (fault) return fault;
    if (isWhole && (given['ttl'] === undefined || given['records'] === undefined))
      return invalid('ttl', 'This field is required.');
    const after = { ...found, ...given };
    sets = sets.flatMap((set) => (set !== found ? [set] : after.records.length > 0 ? [after] : []));
    return after.records.length > 0 ? jsonAnswer(200, shown(after)) : jsonAnswer(204, null);
  }

  const server = await startTrapServer(verbOf, (request, trap, body) => {
    const url = new URL(request.url ?? '/', 'http://fake');
    const authentic = request.headers.authorization === `Token ${TOKEN}`;
    calls.push({ verb: verbOf(request), authentic });
    if (!authentic) return no(401, 'Invalid token.');
    const said = trapped(trap);
    if (said) return said;
    if (body !== '' && request.headers['content-type'] !== 'application/json')
      return no(415, 'Unsupported media type in request.');
    const given = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
    if (url.pathname === DOMAINS && request.method === 'GET')
      return page([{ name: ZONE, minimum_ttl: LEAST_TTL, created: '2018-09-18T16:36:16.510368Z' }], url);
    if (!url.pathname.startsWith(RRSETS)) return no(404, 'Not found.');
    if (url.pathname === RRSETS) {
      if (request.method === 'POST') return create(given);
      const subname = url.searchParams.get('subname');
      const type = url.searchParams.get('type');
      // A filter that finds neighbours too: whoever relies on it alone takes them for its own.
      const found = [...sets, own].filter(
        (set) => (subname === null || set.subname.includes(subname)) && (type === null || set.type === type),
      );
      return page(found.map(shown), url);
    }
    const [, label = '', type] = /^([^/]+)\/([A-Z0-9]+)\/$/.exec(url.pathname.slice(RRSETS.length)) ?? [];
    const subname = label === '@' ? '' : decodeURIComponent(label);
    const found = sets.find((set) => set.subname === subname && set.type === type);
    if (request.method === 'DELETE') {
      sets = sets.filter((set) => set !== found);
      return jsonAnswer(204, null);
    }
    if (request.method === 'GET') return found ? jsonAnswer(200, shown(found)) : no(404, 'Not found.');
    return change(found, given, request.method === 'PUT');
  });

  return {
    endpoint: `${server.endpoint}/api/v1`,
    zone: ZONE,
    credentials: { token: TOKEN },
    wrongCredentials: { token: 'wrong-token' },
    throttleMs: RETRY_AFTER_S * 1000,
    without: { error_in_200: 'It says its errors with a status of their own' },
    records: () =>
      sets.flatMap(({ subname, type, ttl, records }): StandingRecord[] =>
        records.map((value) => ({ name: nameOf(subname), type, value, ttl, kept: {} })),
      ),
    stand({ name, type, value, ttl }) {
      const subname = name === ZONE ? '' : name.slice(0, -(ZONE.length + 1));
      const found = sets.find((set) => set.subname === subname && set.type === type);
      sets = found
        ? sets.map((set) => (set === found ? { ...set, records: [...set.records, value] } : set))
        : [{ subname, type, ttl, records: [value] }, ...sets];
    },
    calls: () => calls,
    trap: server.trap,
    close: server.close,
  };
}
