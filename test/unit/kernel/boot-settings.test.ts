import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  defaultDataDir,
  readBootSettings,
  usage,
  type BootSettings,
} from '../../../electron/kernel/boot-settings.ts';
import { StartError } from '../../../electron/kernel/errors.ts';
import { newFolder } from './folder.ts';

let folder: string;

beforeEach(() => {
  folder = newFolder();
});

function read(flags: readonly string[] = [], env: NodeJS.ProcessEnv = {}, file?: unknown): BootSettings {
  if (file !== undefined)
    writeFileSync(join(folder, 'config.json'), typeof file === 'string' ? file : JSON.stringify(file));
  const command = readBootSettings(['--data-dir', folder, ...flags], env, 'linux');
  if (command.kind !== 'run') throw new Error(command.kind);
  return command.boot;
}

/** The one line that a refusal prints. */
function reason(...args: Parameters<typeof read>): string {
  try {
    read(...args);
  } catch (error) {
    expect(error).toBeInstanceOf(StartError);
    const { message } = error as StartError;
    expect(message).not.toContain('\n');
    return message;
  }
  throw new Error('It was taken');
}

describe('boot settings', () => {
  it('have defaults', () => {
    expect(read()).toEqual({
      dataDir: folder,
      host: '127.0.0.1',
      http: { port: 8080, given: false },
      tls: { port: 8443, given: false },
      dns: { port: 5300, given: false },
      logLevel: 'info',
      keySource: 'auto',
      keyPassphraseFile: null,
      adminUser: 'admin',
      adminPassword: null,
      origins: read().origins,
    });
  });

  it('say where each comes from, the nearest first', () => {
    expect(read([], {}, {}).origins).toEqual({ dataDir: expect.any(String) as string });
    expect(read(['--port', '1'], { CLOUDCUBE_PORT: '2', CLOUDCUBE_HOST: '::1' }, file).origins).toMatchObject(
      {
        port: 'flag',
        host: 'environment',
        dnsPort: 'file',
        logLevel: 'file',
      },
    );
    expect(read([], {}, {}).origins).not.toHaveProperty('logLevel');
  });

  const env = {
    CLOUDCUBE_HOST: '0.0.0.0',
    CLOUDCUBE_PORT: '9001',
    CLOUDCUBE_DNS_PORT: '5301',
    CLOUDCUBE_LOG_LEVEL: 'warn',
    CLOUDCUBE_KEY_SOURCE: 'file',
  };
  const file = { host: '::1', port: 9002, dns_port: '5302', log_level: 'error', key_source: 'keychain' };

  it('are read from the file', () => {
    expect(read([], {}, file)).toMatchObject({
      host: '::1',
      http: { port: 9002, given: true },
      dns: { port: 5302, given: true },
      logLevel: 'error',
      keySource: 'keychain',
    });
  });

  it('are read from the environment, which wins over the file', () => {
    const expected = {
      host: '0.0.0.0',
      http: { port: 9001, given: true },
      dns: { port: 5301 },
      logLevel: 'warn',
    };
    expect(read([], env)).toMatchObject(expected);
    expect(read([], env, file)).toMatchObject({ ...expected, keySource: 'file' });
  });

  it('are read from flags, which win over both', () => {
    const flags = [
      '--host',
      '127.0.0.2',
      '--port=9003',
      '--dns-port',
      '0',
      '--log-level',
      'debug',
      '--key-source',
      'auto',
    ];
    expect(read(flags, env, file)).toMatchObject({
      host: '127.0.0.2',
      http: { port: 9003, given: true },
      dns: { port: 0, given: true },
      logLevel: 'debug',
      keySource: 'auto',
    });
  });

  it('name the file of a passphrase from the folder that it is started in', () => {
    expect(read(['--key-passphrase-file', 'words'], {})).toMatchObject({
      keyPassphraseFile: resolve('words'),
    });
    expect(read([], { CLOUDCUBE_KEY_PASSPHRASE_FILE: '/run/words' })).toMatchObject({
      keyPassphraseFile: resolve('/run/words'),
    });
  });

  it('take an empty variable for none', () => {
    expect(read([], { CLOUDCUBE_PORT: '', CLOUDCUBE_ADMIN_USER: '', CLOUDCUBE_ADMIN_PASSWORD: '' })).toEqual(
      read(),
    );
  });

  it('take localhost for the loopback address', () =>
    expect(read(['--host', 'localhost']).host).toBe('127.0.0.1'));

  it('take the administrator of the first start from the environment', () => {
    expect(read([], { CLOUDCUBE_ADMIN_USER: 'root', CLOUDCUBE_ADMIN_PASSWORD: 'long enough' })).toMatchObject(
      {
        adminUser: 'root',
        adminPassword: 'long enough',
      },
    );
  });
});

describe('a bad value is refused, naming where it stands', () => {
  it.each([
    [['--port', 'http'], {}, '--port must be a port from 0 to 65535, not "http"'],
    [['--port', '65536'], {}, '--port must be a port from 0 to 65535, not "65536"'],
    [['--port=-1'], {}, '--port must be a port from 0 to 65535, not "-1"'],
    [['--port', '80.5'], {}, '--port must be a port'],
    [['--port', ''], {}, '--port must be a port'],
    [['--dns-port', '99999'], {}, '--dns-port must be a port'],
    [[], { CLOUDCUBE_PORT: '1e3' }, 'CLOUDCUBE_PORT must be a port from 0 to 65535, not "1e3"'],
    [[], { CLOUDCUBE_DNS_PORT: '53 ' }, 'CLOUDCUBE_DNS_PORT must be a port'],
    [
      ['--host', 'nas.local'],
      {},
      '--host must be an IP address of this machine or localhost, not "nas.local"',
    ],
    [['--host', ''], {}, '--host must be an IP address'],
    [[], { CLOUDCUBE_HOST: '300.1.1.1' }, 'CLOUDCUBE_HOST must be an IP address'],
    [['--log-level', 'loud'], {}, '--log-level must be one of silent, error, warn, info, debug, not "loud"'],
    [[], { CLOUDCUBE_LOG_LEVEL: 'INFO' }, 'CLOUDCUBE_LOG_LEVEL must be one of'],
    [
      ['--key-source', 'cloud'],
      {},
      '--key-source must be one of auto, keychain, file, passphrase, not "cloud"',
    ],
    [['--data-dir', ''], {}, '--data-dir'],
    [['--prot', '80'], {}, "Unknown option '--prot' (--help lists the options)"],
    [['start'], {}, "Unexpected argument 'start'"],
    [['--port'], {}, "'--port <value>' argument missing"],
  ] as const)('%j %j', (flags, env, expected) => {
    expect(reason(flags, env)).toContain(expected);
  });

  it.each([
    [{ port: 'http' }, 'config.json: port must be a port from 0 to 65535, not "http"'],
    [{ dns_port: 70000 }, 'config.json: dns_port must be a port'],
    [
      { prot: 80 },
      'config.json: unknown setting "prot" (known: host, port, tls_port, dns_port, log_level, key_source, key_passphrase_file)',
    ],
    [{ data_dir: '/x' }, 'unknown setting "data_dir"'],
    [{ port: true }, '"port" must be a string or a number'],
    [{ host: null }, '"host" must be a string or a number'],
    [[], 'must hold one JSON object'],
    ['null', 'must hold one JSON object'],
    ['{port: 1}', 'is not valid JSON'],
    ['', 'is not valid JSON'],
  ])('config.json %j', (file, expected) => {
    expect(reason([], {}, file)).toContain(expected);
  });

  it('a config.json that cannot be read', () => {
    mkdirSync(join(folder, 'config.json'));
    expect(reason()).toContain('Cannot read');
  });
});

describe('the data folder', () => {
  it('is told by flag, then environment', () => {
    const env = { CLOUDCUBE_DATA_DIR: '/from/env' };
    expect(readBootSettings([], env, 'linux')).toMatchObject({ boot: { dataDir: '/from/env' } });
    expect(readBootSettings(['--data-dir', '/from/flag'], env, 'linux')).toMatchObject({
      boot: { dataDir: '/from/flag' },
    });
  });

  it('is the system’s own place for programs’ data unless told', () => {
    expect(defaultDataDir('linux', {})).toBe(join(homedir(), '.local', 'share', 'cloudcube'));
    expect(defaultDataDir('linux', { XDG_DATA_HOME: '' })).toBe(
      join(homedir(), '.local', 'share', 'cloudcube'),
    );
    expect(defaultDataDir('linux', { XDG_DATA_HOME: '/data' })).toBe('/data/cloudcube');
    expect(defaultDataDir('darwin', {})).toBe(
      join(homedir(), 'Library', 'Application Support', 'CloudCube', 'data'),
    );
    expect(defaultDataDir('win32', { LOCALAPPDATA: 'L' })).toBe(join('L', 'CloudCube', 'data'));
  });
});

it.each([
  ['--help', 'help'],
  ['-h', 'help'],
  ['--version', 'version'],
  ['-v', 'version'],
])('%s asks for no start', (flag, kind) => expect(readBootSettings([flag], {}, 'linux')).toEqual({ kind }));

it('the help names every flag and variable', () => {
  for (const name of [
    'data-dir',
    'host',
    'port',
    'dns-port',
    'log-level',
    'key-source',
    'key-passphrase-file',
  ]) {
    expect(usage).toContain(`--${name} `);
    expect(usage).toContain(`CLOUDCUBE_${name.toUpperCase().replaceAll('-', '_')}`);
  }
  expect(usage).toMatch(/CLOUDCUBE_ADMIN_USER.*CLOUDCUBE_ADMIN_PASSWORD/);
});
