/** Secrets in requests that are refused. */
import type { Stage } from './stage.ts';

/** Requests that are wrong in every way, with a secret in the place where it belongs or beside it. */
export async function sendWrong({ canary, call, url }: Stage): Promise<void> {
  const wrong = canary('wrong password');
  await call('POST', '/auth/login', { username: 'admin', password: wrong });
  await call('POST', '/auth/login', { username: 'admin', password: { value: wrong } });
  await call('POST', '/auth/login', { username: 'admin', password: [wrong], totp_code: wrong });
  await call('POST', '/auth/login', { username: 'admin', password: wrong.repeat(20) });
  await call('POST', '/auth/login', `{"username":"admin","password":"${wrong}"`);
  await call('POST', '/users', { username: 'eve', password: wrong, role: 'nobody' });
  await call('POST', '/users/me/change-password', { old_password: wrong, new_password: wrong.slice(0, 5) });
  await call('POST', '/auth/refresh', { refresh_token: wrong });
  await call('POST', '/setup', { token: wrong, password: wrong });
  await call('POST', '/auth/ticket', { ticket: wrong });
  await call('POST', '/oauth/token', {
    grant_type: 'client_credentials',
    client_id: 'x',
    client_secret: wrong,
  });
  await call('GET', '/auth/me', undefined, { token: wrong });
  await call('POST', '/ddns/accounts', {
    name: 'x',
    provider: 'cloudflare',
    credentials: { token: [wrong] },
  });
  await call('POST', '/ddns/accounts', { name: 'x', provider: 'cloudflare', credentials: wrong });
  await call('POST', '/ddns/accounts', {
    name: 'x',
    provider: 'cloudflare',
    credentials: { token: wrong },
    proxy: `ftp://x:${wrong}@h`,
  });
  await call('POST', '/ddns/accounts', {
    name: 'x',
    provider: 'cloudflare',
    credentials: { token: wrong },
    endpoint: `https://x:${wrong}@h/`,
  });
  await call('POST', '/auth/oidc/providers', {
    id: 'x',
    title: 'x',
    issuer: `https://x:${wrong}@h`,
    client_id: 'x',
    client_secret: wrong,
  });
  await fetch(`${url()}/nic/update?hostname=x`, {
    headers: { authorization: `Basic ${btoa(`x:${wrong}`)}` },
  });
  await fetch(`${url()}/api/v2/auth/me`, {
    headers: { 'x-api-key': wrong, cookie: `admin_session=${wrong}` },
  });
}
