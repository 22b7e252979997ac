/** What must be known before anything starts: by flag, then environment, then `<data folder>/config.json`. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf, StartError } from './errors.ts';
import { logLevels, type LogLevel } from './logger.ts';

/** A port and whether the owner asked for just this one. */
export interface PortSetting {
  readonly port: number;
  /** A given port that is taken ends the start; a default one makes way for the next free. */
  readonly given: boolean;
}

/**
 * Where the master key may be kept: `auto` takes a file under a passphrase where one is named, else the keychain where
 * there is one, else a file.
 */
export const keySources = ['auto', 'keychain', 'file', 'passphrase'] as const;

/** Boot settings in force. */
export interface BootSettings {
  readonly dataDir: string;
  /** Address that HTTP and DNS are bound to. */
  readonly host: string;
  readonly http: PortSetting;
  /** Of the page and the API in the local network. */
  readonly tls: PortSetting;
  readonly dns: PortSetting;
  readonly logLevel: LogLevel;
  readonly keySource: (typeof keySources)[number];
  /** File that holds the passphrase of the master key. */
  readonly keyPassphraseFile: string | null;
  readonly adminUser: string;
  /** Used on the very first start only. */
  readonly adminPassword: string | null;
  /** Where each comes from; one that is left out has its default. */
  readonly origins: Readonly<Partial<Record<BootName, BootOrigin>>>;
}

/** Where a boot setting comes from. */
export type BootOrigin = 'flag' | 'environment' | 'file' | 'default';

/** The ways to give a boot setting. */
export interface Option {
  readonly flag: string;
  readonly env: string;
  /** Whether `config.json` may hold it, under the flag's name with underscores. */
  readonly inFile: boolean;
}

const options = {
  dataDir: { flag: 'data-dir', env: 'CLOUDCUBE_DATA_DIR', inFile: false },
  host: { flag: 'host', env: 'CLOUDCUBE_HOST', inFile: true },
  port: { flag: 'port', env: 'CLOUDCUBE_PORT', inFile: true },
  tlsPort: { flag: 'tls-port', env: 'CLOUDCUBE_TLS_PORT', inFile: true },
  dnsPort: { flag: 'dns-port', env: 'CLOUDCUBE_DNS_PORT', inFile: true },
  logLevel: { flag: 'log-level', env: 'CLOUDCUBE_LOG_LEVEL', inFile: true },
  keySource: { flag: 'key-source', env: 'CLOUDCUBE_KEY_SOURCE', inFile: true },
  keyPassphraseFile: {
    flag: 'key-passphrase-file',
    env: 'CLOUDCUBE_KEY_PASSPHRASE_FILE',
    inFile: true,
  },
} as const satisfies Record<string, Option>;
/** The name of a boot setting. */
export type BootName = keyof typeof options;
/** How each can be given. */
export const bootOptions: Readonly<Record<BootName, Option>> = options;

/** The text that `--help` prints. */
export const usage = `Usage: npm start -- [options]

  --data-dir DIR     where everything is kept            CLOUDCUBE_DATA_DIR
  --host ADDRESS     address to listen on (127.0.0.1)    CLOUDCUBE_HOST
  --port PORT        of the page and the API (8080)      CLOUDCUBE_PORT
  --tls-port PORT    of both in the local network (8443) CLOUDCUBE_TLS_PORT
  --dns-port PORT    of the DNS zone (5300)              CLOUDCUBE_DNS_PORT
  --log-level LEVEL  ${logLevels.join(', ')} (info)    CLOUDCUBE_LOG_LEVEL
  --key-source KIND  of the master key: ${keySources.join(', ')} (auto)  CLOUDCUBE_KEY_SOURCE
  --key-passphrase-file FILE  that opens the master key  CLOUDCUBE_KEY_PASSPHRASE_FILE
  --help, --version

First start only, from the environment: CLOUDCUBE_ADMIN_USER (admin), CLOUDCUBE_ADMIN_PASSWORD.
All but --data-dir may stand in config.json in the data folder too; a flag wins over the environment, that over the file.
`;

/** The system's own place for data of a program. Not Electron's userData, which the browser part keeps to itself. */
export function defaultDataDir(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  // An empty variable counts as none (XDG Base Directory Specification); it would name the current folder.
  if (platform === 'win32')
    return join(env['LOCALAPPDATA'] || join(homedir(), 'AppData', 'Local'), 'CloudCube', 'data');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'CloudCube', 'data');
  return join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'cloudcube');
}

/** What the command line asked for besides settings. */
export type CommandLine =
  | { readonly kind: 'run'; readonly boot: BootSettings }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

/** Reads the settings. @throws {StartError} for an unknown flag or a bad value, naming where it stands. */
export function readBootSettings(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): CommandLine {
  const flags = parseFlags(argv);
  if (flags['help'] === true) return { kind: 'help' };
  if (flags['version'] === true) return { kind: 'version' };

  const dirFlag = stringOf(flags[options.dataDir.flag]);
  // It would name the current folder.
  if (dirFlag === '') throw new StartError(`--${options.dataDir.flag} must not be empty`);
  const dataDir = resolve(dirFlag ?? (env[options.dataDir.env] || defaultDataDir(platform, env)));
  const file = readConfigFile(join(dataDir, 'config.json'));

  const origins: Partial<Record<BootName, BootOrigin>> = {};
  if (dirFlag !== undefined) origins.dataDir = 'flag';
  else if (env[options.dataDir.env]) origins.dataDir = 'environment';

  /** The value and a name for where it came from. */
  function lookup(name: BootName): { value: string; from: string } | null {
    const option = options[name];
    const found = (value: string, from: string, origin: BootOrigin) => {
      origins[name] = origin;
      return { value, from };
    };
    const flag = stringOf(flags[option.flag]);
    if (flag !== undefined) return found(flag, `--${option.flag}`, 'flag');
    const fromEnv = env[option.env];
    if (fromEnv !== undefined && fromEnv !== '') return found(fromEnv, option.env, 'environment');
    const key = option.flag.replaceAll('-', '_');
    const fromFile = file[key];
    return fromFile === undefined ? null : found(String(fromFile), `config.json: ${key}`, 'file');
  }

  function choice<T extends string>(name: BootName, allowed: readonly T[], standard: T): T {
    const found = lookup(name);
    if (!found) return standard;
    const match = allowed.find((value) => value === found.value);
    if (match === undefined) {
      throw new StartError(`${found.from} must be one of ${allowed.join(', ')}, not "${found.value}"`);
    }
    return match;
  }

  function port(name: BootName, standard: number): PortSetting {
    const found = lookup(name);
    if (!found) return { port: standard, given: false };
    const value = /^\d{1,5}$/.test(found.value) ? Number(found.value) : NaN;
    if (!(value >= 0 && value <= 65535)) {
      throw new StartError(`${found.from} must be a port from 0 to 65535, not "${found.value}"`);
    }
    return { port: value, given: true };
  }

  const host = lookup('host');
  if (host && isIP(host.value) === 0 && host.value !== 'localhost') {
    throw new StartError(
      `${host.from} must be an IP address of this machine or localhost, not "${host.value}"`,
    );
  }

  const passphraseFile = lookup('keyPassphraseFile')?.value;
  return {
    kind: 'run',
    boot: {
      dataDir,
      host: host === null || host.value === 'localhost' ? '127.0.0.1' : host.value,
      http: port('port', 8080),
      tls: port('tlsPort', 8443),
      dns: port('dnsPort', 5300),
      logLevel: choice('logLevel', logLevels, 'info'),
      keySource: choice('keySource', keySources, 'auto'),
      keyPassphraseFile: passphraseFile === undefined ? null : resolve(passphraseFile),
      adminUser: env['CLOUDCUBE_ADMIN_USER'] || 'admin',
      adminPassword: env['CLOUDCUBE_ADMIN_PASSWORD'] || null,
      origins,
    },
  };
}

function stringOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function parseFlags(argv: readonly string[]): Record<string, string | boolean | undefined> {
  const strings = Object.values(options).map(({ flag }) => [flag, { type: 'string' as const }]);
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        ...(Object.fromEntries(strings) as Record<string, { type: 'string' }>),
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
    return values;
  } catch (error) {
    throw new StartError(`${messageOf(error).split('. ')[0] ?? ''} (--help lists the options)`);
  }
}

function readConfigFile(path: string): Record<string, string | number> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return {};
    throw new StartError(`Cannot read ${path}: ${messageOf(error)}`);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new StartError(`${path} is not valid JSON: ${messageOf(error)}`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new StartError(`${path} must hold one JSON object`);
  }
  const known = Object.values(options)
    .filter(({ inFile }) => inFile)
    .map(({ flag }) => flag.replaceAll('-', '_'));
  for (const [key, value] of Object.entries(parsed)) {
    if (!known.includes(key))
      throw new StartError(`${path}: unknown setting "${key}" (known: ${known.join(', ')})`);
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new StartError(`${path}: "${key}" must be a string or a number`);
    }
  }
  return parsed as Record<string, string | number>;
}
