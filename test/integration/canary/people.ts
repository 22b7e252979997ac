/** Secrets of people, and of what comes in their name. */
import { expect } from 'vitest';
import { codeOf, stepOf } from '../../../electron/auth/totp/codes.ts';
import { callControl } from '../../../electron/kernel/control.ts';
import { fromBase32 } from '../../support/base32.ts';
import type { Stage } from './stage.ts';

/** A user, keys, a device, an issuer, a ticket and a session: what is given for them, and what is made. */
export async function makeSecretsOfPeople({
  dataDir,
  canary,
  keep,
  told,
  call,
  url,
  echo,
}: Stage): Promise<void> {
  const password = canary('password of a user');
  const user = await call<{ id: string }>('POST', '/users', { username: 'ben', password, role: 'admin' });
  expect(user.status).toBe(201);
  const next = canary('password that was reset');
  expect((await call('POST', `/users/${user.data.id}/reset-password`, { new_password: next })).status).toBe(
    200,
  );
  const signedIn = await call<Record<string, string>>(
    'POST',
    '/auth/login',
    { username: 'ben', password: next },
    {
      shows: ['access_token', 'refresh_token'],
    },
  );
  const token = told('access token', signedIn.data['access_token']).split('.').at(-1) ?? '';
  told('signature of an access token', token);
  const refresh = told('refresh token', signedIn.data['refresh_token']);
  const mine = { token: signedIn.data['access_token'] ?? '' };
  const renewed = await call<Record<string, string>>(
    'POST',
    '/auth/refresh',
    { refresh_token: refresh },
    {
      shows: ['access_token', 'refresh_token'],
    },
  );
  told('next refresh token', renewed.data['refresh_token']);

  const totp = await call<{ secret: string }>(
    'POST',
    '/auth/totp',
    { password: next },
    { ...mine, shows: ['secret', 'otpauth_uri', 'uri'] },
  );
  const secret = told('TOTP secret', totp.data.secret);
  const bytes = fromBase32(secret);
  keep('TOTP secret in hex', bytes.toString('hex'));
  const confirmed = await call<{ recovery_codes: string[] }>(
    'POST',
    '/auth/totp/confirm',
    { code: codeOf(bytes, stepOf(Date.now())) },
    { ...mine, shows: ['recovery_codes'] },
  );
  for (const code of confirmed.data.recovery_codes) told('recovery code', code);

  const key = await call<{ api_key: string; key_id: string }>(
    'POST',
    '/auth/keys',
    { name: 'k', scopes: ['ddns:read'] },
    { shows: ['api_key'] },
  );
  told('secret of an API key', told('API key', key.data.api_key).split('.')[1]);
  const rotated = await call<{ api_key: string }>(
    'POST',
    `/auth/keys/${key.data.key_id}/rotate`,
    {},
    { shows: ['api_key'] },
  );
  told('rotated API key', rotated.data.api_key);

  const hosts = await call<{ hosts: { host_id: string }[] }>('GET', '/ddns/hosts');
  const device = await call<{ token: string }>(
    'POST',
    '/ddns/inbound-tokens',
    { name: 'router', host_ids: [hosts.data.hosts[0]?.host_id] },
    { shows: ['token'] },
  );
  const devicePassword = told('password of a device', device.data.token);
  await fetch(`${url()}/nic/update?hostname=x.internal&myip=1.2.3.4`, {
    headers: { authorization: `Basic ${btoa(`x:${devicePassword}`)}` },
  });

  const provider = { id: 'home', title: 'Home', issuer: echo().url, client_id: 'c', enabled: true };
  const oidc = await call('POST', '/auth/oidc/providers', {
    ...provider,
    client_secret: canary('OIDC client secret'),
  });
  expect(oidc.status).toBe(201);
  await call('GET', '/auth/oidc/start/home');
  await call('GET', '/auth/oidc/callback?state=x&code=y');

  const ticket = await callControl(dataDir, 'ticket', []);
  const [, opened] = /#ticket=(\S+)/.exec(ticket?.ok ? String(ticket.result) : '') ?? [];
  const page = await fetch(`${url()}/api/v2/auth/ticket`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ticket: told('ticket', opened) }),
  });
  told('session cookie', /=([^;]+)/.exec(page.headers.get('set-cookie') ?? '')?.[1]);
  const generated = await callControl(dataDir, 'reset-password', ['ben', '']);
  told('generated password', /It is now: (\S+)/.exec(generated?.ok ? String(generated.result) : '')?.[1]);
}
