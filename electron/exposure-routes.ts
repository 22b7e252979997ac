/** Who can reach CloudCube, over HTTP: what stands open, and what its owner changes of it. */
import { X509Certificate } from 'node:crypto';
import type { StoredReason } from '../shared/api/common.ts';
import { exposureRoutes, type ExposedSocket, type Exposure } from '../shared/api/exposure.ts';
import type { Words } from '../shared/i18n/index.ts';
import { exposureSettings } from './app-settings.ts';
import { createExposureDecisions } from './exposure-decisions.ts';
import { toTimestamp, type Clock } from './kernel/clock.ts';
import type { Database } from './kernel/database.ts';
import type { SecretBox } from './kernel/secret-box.ts';
import type { Settings } from './kernel/settings.ts';
import type { LanAccess } from './lan-access.ts';
import { AUTHORITY_PATH } from './server/lan/passage.ts';
import { urlOf } from './server/listen.ts';
import { implement, type BoundRoute } from './server/route.ts';

/** What the operations stand on. */
export interface ExposureDeps {
  readonly lan: Pick<LanAccess, 'state' | 'keepUp' | 'authority'>;
  readonly settings: Settings;
  readonly database: Database;
  readonly secretBox: Pick<SecretBox, 'status'>;
  readonly clock: Clock;
  /** Names of this machine itself, for addresses of the page. */
  readonly ownNames: readonly string[];
  readonly needsSetup: () => boolean;
  /** Sockets that are there whatever is decided. */
  readonly standing: () => readonly Pick<ExposedSocket, 'kind' | 'address' | 'port'>[];
}

/** The operations. */
export function createExposureRoutes(deps: ExposureDeps): BoundRoute[] {
  const { lan, settings, database, secretBox, clock } = deps;
  const decisions = createExposureDecisions({ settings, clock });

  const told = (reason: StoredReason | null, words: Words): Exposure['certificate_reason'] =>
    reason && { ...reason, params: { ...reason.params }, message: words.explain(reason) };

  function masterKey(words: Words): Exposure['master_key'] {
    const status = secretBox.status();
    if (status.state === 'open') return { source: status.source, state: 'open', reason: null };
    const params = { source: status.source, key_trouble: status.trouble ?? 'none' };
    return { source: status.source, state: 'locked', reason: told({ code: status.code, params }, words) };
  }

  async function exposure(words: Words): Promise<Exposure> {
    const { open, by_host, listening, identity, reason } = lan.state();
    const at = (kind: ExposedSocket['kind']) =>
      listening.filter((one) => one.kind === kind && one.reason === null);
    const byTls = at('tls');
    const byName = deps.ownNames.flatMap((address) =>
      address !== 'localhost' && identity?.subjects.includes(address)
        ? byTls.slice(0, 1).map(({ port }) => ({ address, port }))
        : [],
    );
    const authority =
      open && identity?.source !== 'owner' && secretBox.status().state === 'open'
        ? new X509Certificate(await lan.authority())
        : null;
    const ended = identity?.source === 'owner' && identity.not_after <= clock.now();
    const expired: StoredReason = {
      code: 'TLS_CERTIFICATE_EXPIRED',
      params: {
        path: settings.get(exposureSettings.tls_certificate_file),
        ended: ended ? toTimestamp(identity.not_after) : '',
      },
    };
    return {
      lan: { open, by_host, setup_needed: deps.needsSetup() },
      sockets: [
        ...deps.standing().map((one) => ({ ...one, listening: true, reason: null })),
        ...listening.map((one) => ({
          ...one,
          listening: one.reason === null,
          reason: told(one.reason, words),
        })),
      ],
      // The machine may have one name for two reasons.
      urls: [...new Set([...byName, ...byTls].map((place) => `${urlOf('https', place)}/`))],
      certificate: identity && {
        source: identity.source,
        subjects: [...identity.subjects],
        not_after: toTimestamp(identity.not_after),
        fingerprint: new X509Certificate(identity.certificate).fingerprint256,
      },
      certificate_reason: told(reason ?? (ended ? expired : null), words),
      authority: authority && {
        fingerprint: authority.fingerprint256,
        not_after: toTimestamp(authority.validToDate.getTime()),
        urls: at('plain').map((place) => urlOf('http', place) + AUTHORITY_PATH),
      },
      master_key: masterKey(words),
      settings: decisions.decided(),
    };
  }

  return implement(exposureRoutes, {
    getExposure: async ({ words }) => ({ data: await exposure(words) }),
    async changeExposure({ body, words, caller }) {
      const change = await decisions.checked(body);
      await database.transact(async () => {
        for (const [name, value] of Object.entries(change)) {
          const { key } = exposureSettings[name as keyof typeof exposureSettings];
          await settings.set(key, value, caller.username);
        }
      });
      await lan.keepUp();
      return { data: await exposure(words) };
    },
  });
}
