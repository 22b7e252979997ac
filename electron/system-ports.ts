/** The ports of a real machine, the same for both hosts. */
import { lookup, Resolver as DnsResolver } from 'node:dns/promises';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { AppPorts } from './app.ts';
import { createMachine } from './ddns/index.ts';
import type { BootSettings } from './kernel/boot-settings.ts';
import { systemClock } from './kernel/clock.ts';
import { createKeychainStore } from './kernel/keychain.ts';
import { createFileKeyStore, type KeyStore } from './kernel/key-store.ts';
import { createPassphraseStore } from './kernel/passphrase-store.ts';
import { createLogger, type Logger } from './kernel/logger.ts';
import { releaseRepository } from './kernel/release-place.ts';
import type { Resolver } from './network.ts';
import { GITHUB_API } from './updates/index.ts';

/** In order of preference. A passphrase that is named comes first. */
export function keyStoresOf(
  {
    dataDir,
    keySource,
    keyPassphraseFile,
  }: Pick<BootSettings, 'dataDir' | 'keySource' | 'keyPassphraseFile'>,
  logger: Logger,
): KeyStore[] {
  const stores = {
    keychain: createKeychainStore(dataDir, logger),
    file: createFileKeyStore(dataDir, logger),
    passphrase: createPassphraseStore(dataDir, keyPassphraseFile, logger),
  };
  const { keychain, file, passphrase } = stores;
  if (keySource !== 'auto') return [stores[keySource]];
  return keyPassphraseFile === null ? [keychain, file, passphrase] : [passphrase, keychain, file];
}

/** What a name that is no zone, or has no servers, is told by. */
const noZone: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA']);

/** The system's own resolvers: they tell who speaks for a zone, never what stands in it. */
function createResolver(): Resolver {
  const resolver = new DnsResolver({ timeout: 3000, tries: 2 });
  return {
    async ns(zone) {
      try {
        return await resolver.resolveNs(zone);
      } catch (error) {
        if (noZone.has((error as NodeJS.ErrnoException).code ?? '')) return [];
        throw error;
      }
    },
    addresses: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  };
}

/** Ports over the system. `hostDir` is `dist` when built and `electron` when run from source. */
export function createSystemPorts(boot: BootSettings, hostDir: string): AppPorts {
  // Files are for their owner alone, whoever starts this.
  process.umask(0o077);
  const logger = createLogger(boot.logLevel);
  const dist = existsSync(join(hostDir, 'daemon.ts')) ? join(hostDir, '..', 'dist') : hostDir;
  return {
    boot,
    logger,
    clock: systemClock,
    machine: createMachine(process.platform),
    machineRoot: process.platform === 'linux' ? '/' : null,
    random: Math.random,
    resolver: createResolver(),
    keyStores: keyStoresOf(boot, logger),
    releases: releaseRepository === null ? null : { repository: releaseRepository, api: GITHUB_API },
    hostname: hostname(),
    pageDir: join(dist, 'page'),
    docsDir: join(dist, 'docs'),
    print: (line) => {
      process.stdout.write(`${line}\n`);
    },
  };
}
