/** Bytes that are hardly requests, or requests that no client of ours would send. */
import fc, { type Arbitrary } from 'fast-check';
import { nastyBodies, nastySegments } from './nasty.ts';

/** What is put together before it is bytes. */
interface Rough {
  readonly method: string;
  readonly target: string;
  readonly version: string;
  readonly lines: readonly string[];
  readonly body: string;
}

const methods = [
  ...['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'TRACE', 'CONNECT', 'PROPFIND', 'QUERY'],
  ...['BREW', 'get', 'G\0T', '', 'X'.repeat(300)],
];
const versions = [
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/0.9',
  'HTTP/2.0',
  'HTTP/1.11',
  'ICY',
  '',
];
const targets = (path: string): string[] => [
  ...[
    path,
    path,
    path,
    `${path}/`,
    `/${path}`,
    `${path}?`,
    `${path}#x`,
    `${path} x`,
    `${path}\0`,
    `${path}\xff`,
  ],
  ...[
    `http://evil.example${path}`,
    `//evil.example${path}`,
    '*',
    'evil.example:80',
    '',
    `${path}?${'a=1&'.repeat(3000)}`,
  ],
  `${path}/${'x'.repeat(20_000)}`,
];
const types = [
  ...[
    'application/json',
    'application/json; charset=utf-16',
    'application/json, text/html',
    'application/JSON',
  ],
  ...[
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'application/xml',
  ],
  ...[
    'application/octet-stream',
    '',
    ';',
    'application/merge-patch+json',
    'x'.repeat(500),
    'application/json;=',
  ],
];
const strangeLines: readonly string[] = [
  ...[
    'Host: evil.example',
    'Host: localhost',
    'Host:',
    'Content-Length: 5',
    'Content-Length: -1',
    'Content-Length: 9e9',
  ],
  ...[
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: gzip, chunked',
    'Transfer-Encoding : chunked',
    'Connection: close',
  ],
  ...[
    'Connection: keep-alive, Upgrade',
    'Upgrade: websocket',
    'Upgrade: h2c',
    'HTTP2-Settings: AAMAAABkAAQ',
    'Expect: 100-continue',
  ],
  ...[
    'Expect: tea',
    'Authorization: Bearer x',
    'Authorization: Bearer y',
    'Authorization: Basic',
    'Cookie: a=b',
    'Cookie: \xff',
  ],
  ...[
    'X-API-Key: ccb_a.b',
    'X-API-Key: ccb_c.d',
    'Content-Encoding: br',
    'Accept-Encoding: \x01',
    'X-CSRF-Token: x',
    'TE: trailers',
  ],
  ...[
    ' folded: line',
    'no colon at all',
    ': no name',
    'Na me: x',
    'X: a\x00b',
    'X: a\nY: b',
    `X: ${'x'.repeat(20_000)}`,
  ],
  ...[
    'Range: bytes=0-,1-',
    'If-Modified-Since: never',
    'Accept-Language: \xe4',
    'Idempotency-Key: \x7f',
    'Origin: null',
  ],
];

const written = ({ method, target, version, lines, body }: Rough): Buffer =>
  Buffer.from(`${method} ${target} ${version}\r\n${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1');

/** Anything that could arrive at an address. `bearer`: for those that are let in. */
export function rubbishFor(to: {
  readonly path: string;
  readonly method: string;
  readonly host: string;
  readonly bearer: () => string;
}): Arbitrary<() => Buffer> {
  const { path, method, host, bearer } = to;
  return fc
    .record({
      method: fc.oneof(
        { weight: 2, arbitrary: fc.constant(method) },
        { weight: 1, arbitrary: fc.constantFrom(...methods) },
      ),
      target: fc.oneof(
        { weight: 3, arbitrary: fc.constant(path) },
        { weight: 1, arbitrary: fc.constantFrom(...targets(path)) },
        { weight: 1, arbitrary: fc.constantFrom(...nastySegments).map((piece) => `${path}/${piece}`) },
      ),
      version: fc.constantFrom(...versions),
      type: fc.constantFrom(...types),
      extra: fc.subarray([...strangeLines], { maxLength: 3 }),
      many: fc.oneof({ weight: 20, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(3000) }),
      isSignedIn: fc.boolean(),
      body: fc.constantFrom('', ...nastyBodies),
    })
    .map(({ type, extra, many, isSignedIn, body, ...rough }) => () => {
      const length = `Content-Length: ${String(Buffer.byteLength(body, 'latin1'))}`;
      const lines = [
        `Host: ${host}`,
        ...(body === '' ? [] : [`Content-Type: ${type}`, length]),
        ...(isSignedIn ? [`Authorization: Bearer ${bearer()}`] : []),
        ...extra,
        ...Array.from({ length: many }, (_, nth) => `X-${String(nth)}: y`),
      ];
      return written({ ...rough, lines, body });
    });
}

/** Noise that is no HTTP at all. */
export const noise: Arbitrary<() => Buffer> = fc
  .oneof(
    fc.uint8Array({ minLength: 1, maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom(
      Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
      Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]),
      Buffer.from('\r\n\r\n\r\n'),
      Buffer.from('GET / HTTP/1.1\r\n'),
      Buffer.from('SSH-2.0-x\r\n'),
    ),
  )
  .map((bytes) => () => bytes);
