/** Every operation of users, keys and sign-ins that changes something: told of itself, or not done. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignIn } from '../../../shared/api/auth-sessions.ts';
import type { AreaContract } from '../../../shared/api/contract.ts';
import { contract } from '../../../shared/api/index.ts';
import { codeOf, stepOf } from '../../../electron/auth/totp/codes.ts';
import { fromBase32 } from '../../support/base32.ts';
import { createInstallation, PASSWORD, type Installation } from '../auth/installation.ts';
import { changing, isNotDoneUntold, stepFor, tellsOfItself, type Stage, type Step } from './stage.ts';

const NEXT = 'another long enough sentence';
let home: Installation;
let fresh: Installation;
let token: string;
const mails: string[] = [];
let count = 0;

beforeAll(async () => {
  home = createInstallation();
  const mailer = {
    isReady: () => Promise.resolve(true),
    send: ({ text }: { text: string }) => Promise.resolve(void mails.push(text)),
  };
  await home.start({ selfService: true, mailer });
  token = (await home.login()).data.access_token;
  fresh = createInstallation();
  await fresh.start({ adminPassword: null });
  // Its signing key is made, and told of, in the background.
  const { audit } = fresh.running();
  while ((await audit.verify()).newest === 0) await wait(50);
});
afterAll(async () => {
  await home.remove();
  await fresh.remove();
});

const name = (): string => `walker${String(++count)}`;
const user = (role = 'user') => home.user(name(), role);
const post = async (path: string, body: object, by = token): Promise<Record<string, string>> => {
  const { status, data, code } = await home.call<Record<string, string>>('POST', path, { token: by, body });
  if (status >= 300) throw new Error(`${path} was answered ${code ?? ''}`);
  return data;
};
const sessionOf = async (by: string): Promise<string> => {
  const { data } = await home.call<{ sessions: SignIn[] }>('GET', '/auth/sessions', { token: by });
  return data.sessions[0]?.session_id ?? '';
};

/** A user with two-step sign-in on. */
async function withTotp() {
  const made = await user();
  const { secret = '' } = await post('/auth/totp', { password: PASSWORD }, made.token);
  const code = codeOf(fromBase32(secret), stepOf(home.clock.now()));
  await post('/auth/totp/confirm', { code }, made.token);
  return made;
}

async function mailedCode(email: string, purpose: string): Promise<string> {
  const before = mails.length;
  await home.call('POST', '/users/auth/send-verification-code', { body: { email, purpose } });
  await expect.poll(() => mails.length).toBeGreaterThan(before);
  return /\d{6}/.exec(mails.at(-1) ?? '')?.[0] ?? '';
}

const key = async () => (await post('/auth/keys', { name: name(), scopes: ['ddns:read'] }))['key_id'] ?? '';
const role = async () => (await post('/auth/roles', { name: name(), permissions: [] }))['name'] ?? '';
const newIssuer = () => ({ id: name(), title: 'Home', issuer: 'https://id.example', client_id: 'cc' });
const issuer = async () => (await post('/auth/oidc/providers', newIssuer()))['id'] ?? '';

const signIn: Step = () => ({ body: { username: 'admin', password: PASSWORD } });
const own: Step = async () => ({ token: (await user()).token });
const ofKey: Step = async () => ({ token, params: { key_id: await key() } });
const changePassword: Step = async () => ({
  token: (await user()).token,
  body: { old_password: PASSWORD, new_password: NEXT },
});
const aUser = async () => ({ user_id: (await user()).id });
const ownSession: Step = async () => {
  const { token: by } = await user();
  return { token: by, params: { session_id: await sessionOf(by) } };
};
const userSession: Step = async () => {
  const { id, token: by } = await user();
  return { token, params: { user_id: id, session_id: await sessionOf(by) } };
};

const steps: Readonly<Record<string, Step>> = {
  'auth.login': signIn,
  'auth.logout': own,
  'auth.setup': async () => ({
    body: { token: (await fresh.running().auth.setupLink()).token, username: 'admin', password: PASSWORD },
  }),
  'authSessions.adminLogin': signIn,
  'authSessions.adminLogout': own,
  'authSessions.adminLogoutAll': own,
  'authSessions.adminChangePassword': changePassword,
  'authSessions.redeemTicket': () => ({ body: { ticket: home.running().auth.ticket() } }),
  'authSessions.logoutAll': own,
  'authSessions.extendSession': ownSession,
  'authSessions.deleteSession': ownSession,
  'authSessions.deleteUserSessions': async () => ({ token, params: await aUser() }),
  'authSessions.deleteUserSession': userSession,
  'authTotp.beginTotp': async () => ({ token: (await user()).token, body: { password: PASSWORD } }),
  'authTotp.confirmTotp': async () => {
    const made = await user();
    const { secret = '' } = await post('/auth/totp', { password: PASSWORD }, made.token);
    return { token: made.token, body: { code: codeOf(fromBase32(secret), stepOf(home.clock.now())) } };
  },
  'authTotp.removeTotp': async () => ({ token: (await withTotp()).token, body: { password: PASSWORD } }),
  'authTotp.renewRecoveryCodes': async () => ({
    token: (await withTotp()).token,
    body: { password: PASSWORD },
  }),
  'users.createUser': () => ({ token, body: { username: name(), role: 'user', password: PASSWORD } }),
  'users.updateUser': async () => ({ token, params: await aUser(), body: { role: 'operator' } }),
  'users.deleteUser': async () => ({ token, params: await aUser() }),
  'users.resetUserPassword': async () => ({ token, params: await aUser(), body: { new_password: NEXT } }),
  'users.removeUserTotp': async () => ({ token, params: { user_id: (await withTotp()).id } }),
  'users.updateMyProfile': async () => ({ token: (await user()).token, body: { full_name: 'A Walker' } }),
  'users.changeMyPassword': changePassword,
  'users.adminSetStatus': async () => ({ token, params: await aUser(), body: { status: 'inactive' } }),
  'users.adminDeleteUser': async () => ({ token, params: await aUser() }),
  'users.userLogin': signIn,
  'users.userLogout': own,
  'usersPublic.register': async () => {
    const username = name();
    const email = `${username}@example.com`;
    const verification_code = await mailedCode(email, 'register');
    return { body: { username, email, password: PASSWORD, verification_code } };
  },
  'usersPublic.resetPassword': async () => {
    const username = name();
    const email = `${username}@example.com`;
    await post('/users', { username, email, role: 'user', password: PASSWORD });
    const verification_code = await mailedCode(email, 'reset_password');
    return { body: { email, verification_code, new_password: NEXT } };
  },
  'usersPublic.publicLogout': async () => ({ body: { refresh_token: (await user()).refresh_token } }),
  'roles.createRole': () => ({ token, body: { name: name(), permissions: ['ddns:read'] } }),
  'roles.updateRole': async () => ({
    token,
    params: { role: await role() },
    body: { permissions: ['ddns:read'] },
  }),
  'roles.deleteRole': async () => ({ token, params: { role: await role() } }),
  'authKeys.createKey': () => ({ token, body: { name: name(), scopes: ['ddns:read'] } }),
  'authKeys.updateKey': async () => ({ token, params: { key_id: await key() }, body: { name: 'Other' } }),
  'authKeys.revokeKey': ofKey,
  'authKeys.rotateKey': ofKey,
  'authKeys.disableKey': ofKey,
  'authKeys.enableKey': ofKey,
  'authOidc.createOidcProvider': () => ({ token, body: newIssuer() }),
  'authOidc.updateOidcProvider': async () => ({
    token,
    params: { provider_id: await issuer() },
    body: { title: 'Other' },
  }),
  'authOidc.deleteOidcProvider': async () => ({ token, params: { provider_id: await issuer() } }),
};

const areas: Readonly<Record<string, AreaContract>> = contract;

const stageOf = (id: string): Stage => (id === 'auth.setup' ? fresh : home).running();

it.each(Object.values(areas).flatMap((area) => Object.entries(area)))(
  '%s says what the audit log holds of it, or why nothing',
  (_name, { method, audit, unaudited }) => {
    if (method === 'GET') expect(unaudited).toBeUndefined();
    else expect([audit === undefined, unaudited === undefined]).toContain(false);
    expect(audit !== undefined && unaudited !== undefined).toBe(false);
  },
);

describe('while the log cannot be written', () => {
  // Whoever has a ticket comes in also then: see the test of the page's sessions.
  const refused = changing('auth').filter(([id]) => id !== 'authSessions.redeemTicket');
  it.each(refused)('%s is not done', (id, route) => isNotDoneUntold(stageOf(id), route, stepFor(steps, id)));
});

describe('what was done', () => {
  it.each(changing('auth'))('%s is told', (id, route) =>
    tellsOfItself(stageOf(id), route, stepFor(steps, id)),
  );
});
