/** Bodies that lead on where the document's example cannot: it names strangers' servers, or things that must be there. */
import { Placeholder } from './knowledge.ts';

const known = (name: string): Placeholder => new Placeholder('known', name);

const account = {
  provider: 'cloudflare',
  credentials: { token: 'canary-cloudflare-token' },
  endpoint: known('endpoint'),
};

/** By operation. */
export const betterExamples: Readonly<Record<string, unknown>> = {
  'ddnsAccounts.createAccount': { name: 'My domains', ...account },
  'ddnsAccounts.tryAccount': account,
  'ddnsAccounts.updateAccount': { name: 'My domains' },
  'ddnsHosts.createHost': { name: 'nas.home.arpa', families: ['A'] },
  'ddnsRecords.createRecord': { domain: 'home.arpa', rr: 'printer', type: 'TXT', value: 'x', ttl: 300 },
  'ddnsRecords.updateRecord': { ttl: 600 },
  'ddnsSources.createSource': { name: 'My echo', kind: 'echo', members: ['ipify'], quorum: 1 },
  'ddnsSources.updateSource': { quorum: 1 },
  'ddnsSources.trySource': { kind: 'echo', members: ['ipify'], quorum: 1 },
  'authKeys.createKey': { name: 'Prometheus', scopes: ['ddns:read'] },
  'authKeys.updateKey': { description: 'Reads the state of the names' },
  'ddnsSources.createInboundToken': { name: 'Router', host_ids: [known('host_id')] },
  'checks.createCheck': { name: 'Backup', kind: 'heartbeat', config: {} },
  'checks.tryCheck': { kind: 'tcp', config: { host: '127.0.0.1', port: 1 } },
  'muting.createSilence': {
    matchers: { mount: '/volume1' },
    starts_at: null,
    ends_at: '2099-01-01T00:00:00Z',
  },
  'muting.updateSilence': { ends_at: '2099-06-01T00:00:00Z' },
  'users.updateUser': { full_name: 'Ada Example' },
  'users.updateMyProfile': { email: known('email'), current_password: known('password') },
  'authOidc.createOidcProvider': {
    id: 'home',
    title: 'Home accounts',
    issuer: known('issuer'),
    client_id: 'cloudcube',
    client_secret: 'a secret of thirty-two characters',
    enabled: true,
  },
  'settings.changeSettings': { changes: { 'ddns.interval_seconds': 600 } },
  'authOAuth.token': {
    grant_type: 'client_credentials',
    client_id: known('client_id'),
    client_secret: known('client_secret'),
  },
};
