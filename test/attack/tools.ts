/** The attacking tools, each with what it is asked and what is read of its answer. Loads are small: it is the shape that counts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCommand } from '../support/needs.ts';
import type { Target } from './target.ts';

/** What came of a tool. */
export interface Outcome {
  /** Lines for a reader. */
  readonly lines: readonly string[];
  /** What must not be; each fails the run. */
  readonly wrong: readonly string[];
}

/** One tool. */
export interface Tool {
  readonly name: string;
  /** Names that Debian and others give the program. */
  readonly commands: readonly string[];
  attack(target: Target, command: string): Promise<Outcome>;
}

const CONNECTIONS = 200;
const SECONDS = 45;

const slowhttptest: Tool = {
  name: 'slowhttptest',
  commands: ['slowhttptest'],
  async attack(target, command) {
    const { host, port } = target.lan;
    const lan = `https://${host}:${String(port)}`;
    const shapes = [
      ['slow headers', ['-H', '-i', '3', '-u', `${target.url}/`]],
      [
        'slow body',
        ['-B', '-i', '3', '-s', '8192', '-u', `${target.url}/api/v2/auth/login`, '-f', 'application/json'],
      ],
      [
        'slow reading',
        ['-X', '-w', '10', '-y', '20', '-n', '3', '-z', '8', '-k', '3', '-u', `${target.url}/openapi.json`],
      ],
      ['slow headers by TLS, from one address of the network', ['-H', '-i', '3', '-u', `${lan}/`]],
    ] as const;
    const lines: string[] = [];
    const wrong: string[] = [];
    for (const [shape, args] of shapes) {
      const before = target.memory();
      const load = ['-c', String(CONNECTIONS), '-r', '100', '-l', String(SECONDS), '-p', '3', ...args];
      const { result, fared } = await target.watched(target.run(SECONDS + 20, command, ...load));
      const { stdout } = result;
      const refused = [...stdout.matchAll(/closed:\s*\D*?(\d+)/g)].at(-1)?.[1] ?? '0';
      const [, after = '?'] = /Test ended on (\d+)/.exec(stdout) ?? [];
      const areGone = stdout.includes('No open connections left');
      lines.push(
        `${shape}: of ${String(CONNECTIONS)} connections ${areGone ? `the last was gone after ${after} s` : `some were held for all ${after} s`}, ${refused} of them were closed early; ${fared}; memory ${String(before)} → ${String(target.memory())} MiB`,
      );
      // Who reads slowly holds what the kernel keeps for it; how many may do so is bounded.
      if (!areGone && shape !== 'slow reading')
        wrong.push(`${shape}: connections were held for as long as the attacker liked`);
      const [, answered, looks] = /^(\d+) of (\d+) looks/.exec(fared) ?? [];
      if (answered !== looks) wrong.push(`${shape}: the program did not answer somebody else (${fared})`);
    }
    return { lines, wrong };
  },
};

interface TlsFinding {
  readonly id: string;
  readonly severity: string;
  readonly finding: string;
}

/** What testssl.sh objects to, each answered in docs/security.md. */
const expectedOfTls = /^(?:cert_chain_of_trust|cert_revocation|BREACH)$/;

const testssl: Tool = {
  name: 'testssl.sh',
  commands: ['testssl', 'testssl.sh'],
  async attack(target, command) {
    const { host, port } = target.lan;
    const file = join(target.dataDir, 'testssl.json');
    const { result, fared } = await target.watched(
      target.run(
        280,
        command,
        '--quiet',
        '--color',
        '0',
        '--warnings',
        'off',
        '--nodns',
        'none',
        '--jsonfile',
        file,
        `${host}:${String(port)}`,
      ),
    );
    const findings = JSON.parse(readFileSync(file, 'utf8')) as TlsFinding[];
    const bad = findings.filter(({ severity }) =>
      ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL', 'WARN'].includes(severity),
    );
    const told = bad.map(({ severity, id, finding }) => `${severity} ${id}: ${finding}`);
    const offered = findings
      .filter(({ id, severity }) => /^(?:SSLv|TLS1)/.test(id) && severity !== 'INFO')
      .map(({ id, finding }) => `${id} ${finding}`);
    const wrong = bad.filter(
      ({ id, severity }) => severity !== 'LOW' && severity !== 'WARN' && !expectedOfTls.test(id),
    );
    return {
      lines: [
        `${String(findings.length)} checks, ended with ${String(result.code)}; ${fared}`,
        offered.join('; '),
        ...told,
      ],
      wrong: wrong.map(({ id, finding }) => `${id}: ${finding}`),
    };
  },
};

/** All that need no server on the Internet; `ssrf` asks one of the tool's author. */
const modules = [
  ...['backup', 'blindsql', 'cookieflags', 'crlf', 'csp', 'exec', 'file', 'htaccess', 'http_headers'],
  ...['methods', 'permanentxss', 'redirect', 'shellshock', 'sql', 'xss', 'xxe'],
];

interface WapitiReport {
  readonly vulnerabilities: Readonly<
    Record<string, readonly { readonly info: string; readonly path: string }[]>
  >;
  readonly anomalies: Readonly<Record<string, readonly { readonly info: string; readonly path: string }[]>>;
  readonly infos: { readonly crawled_pages_nbr?: number };
}

const wapiti: Tool = {
  name: 'wapiti',
  commands: ['wapiti'],
  async attack(target, command) {
    const file = join(target.dataDir, 'wapiti.json');
    const starts = [
      ...['/docs', '/redoc', '/sign-in', '/health', '/api/v2/auth/oidc', '/api/v2/users?search=a&limit=5'],
      ...[
        '/api/v2/ddns/history?limit=5&result=ok',
        '/api/v2/auth/oidc/callback?state=a&code=b',
        '/nic/update?hostname=a&myip=1.2.3.4',
      ],
      ...[
        '/api/v2/users/auth/check-username?username=a',
        '/api/v2/ddns/records?domain=home.arpa&type=A',
        '/api/v2/auth/keys?search=a',
      ],
    ];
    const { result, fared } = await target.watched(
      target.run(
        240,
        command,
        ...[
          '-u',
          `${target.url}/`,
          '--scope',
          'folder',
          '-m',
          modules.join(','),
          '--flush-session',
          '--no-bugreport',
        ],
        ...[
          '-f',
          'json',
          '-o',
          file,
          '--max-scan-time',
          '200',
          '-t',
          '5',
          '-S',
          'paranoid',
          '--store-session',
          target.dataDir,
        ],
        ...starts.flatMap((path) => ['-s', target.url + path]),
      ),
    );
    const { vulnerabilities, anomalies, infos } = JSON.parse(readFileSync(file, 'utf8')) as WapitiReport;
    const list = (all: WapitiReport['anomalies']): string[] =>
      Object.entries(all).flatMap(([kind, found]) =>
        found.map(({ info, path }) => `${kind}: ${path} ${info.split('\n')[0] ?? ''}`),
      );
    const found = list(vulnerabilities);
    const odd = list(anomalies);
    return {
      lines: [
        `${String(infos.crawled_pages_nbr ?? starts.length)} addresses, ${String(modules.length)} modules, ended with ${String(result.code)}; ${fared}`,
        ...found,
        ...odd,
      ],
      wrong: [...found, ...odd].filter(
        (line) => !/^(?:HTTP Secure Headers|Content Security Policy)/.test(line),
      ),
    };
  },
};

/** All of them. */
export const tools: readonly Tool[] = [slowhttptest, testssl, wapiti];

/** Where a tool is, if anywhere. */
export const commandOf = ({ commands }: Tool): string | undefined => commands.map(findCommand).find(Boolean);
