/** What an owner decides of who can reach CloudCube, and whether it can be: for its own page, and for settings brought back. */
import type { ExposureChange, ExposureSettings } from '../shared/api/exposure.ts';
import { exposureSettings } from './app-settings.ts';
import { toTimestamp, type Clock } from './kernel/clock.ts';
import { UserError } from './kernel/errors.ts';
import { cleanNetwork } from './kernel/networks.ts';
import type { Settings } from './kernel/settings.ts';
import type { LanAccess } from './lan-access.ts';
import { readFiles } from './server/tls/owners-files.ts';
import type { Checked, SettingManager } from './settings/index.ts';

type Name = keyof typeof exposureSettings;

/** Decisions. */
export interface ExposureDecisions {
  /** By the names of the contract. */
  decided(): ExposureSettings;
  /**
   * The change as it is to be stored.
   * @throws {UserError} where the files that would be in force cannot be used, or a network is none
   */
  checked(change: ExposureChange): Promise<ExposureChange>;
}

/** Over the settings. */
export function createExposureDecisions({
  settings,
  clock,
}: {
  readonly settings: Pick<Settings, 'get'>;
  readonly clock: Clock;
}): ExposureDecisions {
  const decided = (): ExposureSettings => ({
    lan_access: settings.get(exposureSettings.lan_access),
    allowed_hosts: settings.get(exposureSettings.allowed_hosts),
    tls_certificate_file: settings.get(exposureSettings.tls_certificate_file),
    tls_key_file: settings.get(exposureSettings.tls_key_file),
    trusted_proxies: settings.get(exposureSettings.trusted_proxies),
    cors_origins: settings.get(exposureSettings.cors_origins),
    device_port: settings.get(exposureSettings.device_port),
  });

  async function checkFiles(change: ExposureChange): Promise<void> {
    if (change.tls_certificate_file === undefined && change.tls_key_file === undefined) return;
    const { tls_certificate_file: certificate, tls_key_file: key } = { ...decided(), ...change };
    if (certificate === '' && key === '') return;
    if (certificate === '' || key === '') throw new UserError('EXPOSURE_FILES_INCOMPLETE');
    const { first } = await readFiles({ certificate, key });
    const ends = first.validToDate.getTime();
    if (ends > clock.now()) return;
    throw new UserError('TLS_CERTIFICATE_EXPIRED', {
      params: { path: certificate, ended: toTimestamp(ends) },
    });
  }

  function cleanProxies(proxies: readonly string[]): string[] {
    const clean = proxies.map((network) => {
      const found = cleanNetwork(network);
      if (found === null) throw new UserError('EXPOSURE_NETWORK_INVALID', { params: { network } });
      return found;
    });
    return [...new Set(clean)];
  }

  return {
    decided,
    async checked(change) {
      await checkFiles(change);
      const { trusted_proxies: proxies, ...others } = change;
      return proxies === undefined ? others : { ...others, trusted_proxies: cleanProxies(proxies) };
    },
  };
}

const PREFIX = 'server.';
const nameOf = (key: string): Name => key.slice(PREFIX.length) as Name;
/** What is decided together: a certificate is nothing without its key. */
const together = (key: string): string => (key.startsWith(`${PREFIX}tls_`) ? 'files' : key);

/** Who looks after them where settings are brought back: what cannot be used is left out, the rest is not. */
export function createExposureManager(
  { checked }: ExposureDecisions,
  { keepUp }: Pick<LanAccess, 'keepUp'>,
): SettingManager {
  async function checkOne(keys: readonly string[], values: ReadonlyMap<string, unknown>) {
    // Each fits the schema of its setting, which is that of the contract.
    const change = Object.fromEntries(keys.map((key) => [nameOf(key), values.get(key)])) as ExposureChange;
    try {
      const clean = await checked(change);
      return keys.map((key): [string, Checked] => [key, { value: clean[nameOf(key)] }]);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const { reason } = error;
      return keys.map((key): [string, Checked] => [key, { reason }]);
    }
  }
  return {
    page: '/exposure',
    permission: 'exposure:admin',
    owns: (key) => key.startsWith(PREFIX),
    async check(values) {
      const parts = Map.groupBy(values.keys(), together);
      const found = await Promise.all([...parts.values()].map((keys) => checkOne(keys, values)));
      return new Map(found.flat());
    },
    applied: keepUp,
  };
}
