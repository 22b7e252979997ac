/** The e-mail channel serves those who register themselves: the built daemon, and a real mail server with TLS. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callControl } from '../../../electron/kernel/control.ts';
import type { NotifyChannel } from '../../../shared/api/notify.ts';
import { startFakeSmtp, type FakeSmtp } from '../../fakes/smtp.ts';
import { adminEnv, request, signIn, type Api } from '../../support/api.ts';
import { startDaemon, type Daemon } from '../../support/daemon.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-mail-'));
let smtp: FakeSmtp;
let daemon: Daemon;
let api: Api;

beforeAll(async () => {
  smtp = await startFakeSmtp('starttls');
  daemon = await startDaemon({ dataDir, env: adminEnv });
  api = await signIn(daemon.url);
  expect((await callControl(dataDir, 'settings', ['set', 'users.registration', 'true']))?.ok).toBe(true);
});
afterAll(async () => {
  await daemon.stop();
  await smtp.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const askForCode = () =>
  request(daemon.url, 'POST', '/users/auth/send-verification-code', {
    body: { email: 'ben@example.com', purpose: 'register' },
  });

it('by which a code comes that makes a user, and none without it', async () => {
  const without = await askForCode();
  expect([without.status, without.error?.code]).toEqual([503, 'MAIL_UNAVAILABLE']);

  const settings = { ...smtp.settings, host: '127.0.0.1' };
  const channel = await api.call<NotifyChannel>('POST', '/notify/channels', {
    ...{ name: 'Mail', kind: 'email', settings },
  });
  expect([channel.status, channel.error?.message]).toEqual([201, undefined]);
  expect(await askForCode()).toMatchObject({ status: 200, data: { accepted: true } });
  const [mail] = await expect
    .poll(() => smtp.mails())
    .toHaveLength(1)
    .then(() => smtp.mails());
  expect(mail).toMatchObject({ from: 'nas@home.arpa', to: ['ben@example.com'], secure: true });
  const code = /\b\d{6}\b/.exec(mail?.mail.text ?? '')?.[0];
  const body = { username: 'ben', email: 'ben@example.com', password: 'blue harbour lantern 7' };
  const made = await request(daemon.url, 'POST', '/users/auth/register', {
    body: { ...body, verification_code: code },
  });
  expect([made.status, made.error?.message]).toEqual([201, undefined]);
  expect((await signIn(daemon.url, { username: 'ben', password: body.password })).token).not.toBe('');
});

it('by which alerts and programs send as well, and which is tried by a button', async () => {
  const { data } = await api.call<{ channels: NotifyChannel[] }>('GET', '/notify/channels');
  const path = `/notify/channels/${data.channels[0]?.channel_id ?? ''}/test`;
  expect(await api.call('POST', path)).toMatchObject({ status: 200, data: { status: 'sent' } });
  const sent = await api.call('POST', '/integrations/email/send', {
    ...{ to: 'ada@example.com', subject: 'The copy is done', body: 'All of it' },
  });
  expect(sent).toMatchObject({ status: 200, data: { channel_name: 'Mail', status: 'sent' } });
  expect(smtp.mails().at(-1)).toMatchObject({
    to: ['ada@example.com'],
    mail: { subject: 'The copy is done' },
  });
});
