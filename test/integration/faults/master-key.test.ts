/** The master key is away, or no longer what it was. */
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DdnsStatus } from '../../../shared/api/ddns-status.ts';
import { admin, request, signIn } from '../../support/api.ts';
import { address, startHome } from './home.ts';

const home = startHome();

describe('a master key that is away', () => {
  it.each([
    [
      'missing',
      (key: string) => {
        renameSync(key, `${key}.away`);
      },
      'SECRETS_KEY_MISSING',
    ],
    [
      'another',
      (key: string) => {
        writeFileSync(key, randomBytes(32).toString('base64'));
      },
      'SECRETS_KEY_WRONG',
    ],
    [
      'rubbish',
      (key: string) => {
        writeFileSync(key, 'rubbish');
      },
      'SECRETS_KEY_WRONG',
    ],
  ])('(%s) keeps nobody signed in from working, and the names right', async (_what, lose, code) => {
    home.useTemplate();
    const keyFile = join(home.dataDir, 'master.key');
    const key = readFileSync(keyFile, 'utf8');
    lose(keyFile);

    const daemon = await home.start();
    const refused = await request(daemon.url, 'POST', '/auth/login', { body: admin });
    expect([refused.status, refused.error?.code]).toEqual([503, code]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await request(daemon.url, 'POST', '/ddns/manual-update', { token: home.token })).status).toBe(
      200,
    );
    const status = await request<DdnsStatus>(daemon.url, 'GET', '/ddns/status', { token: home.token });
    const published = status.data.hosts[0]?.families.flatMap((family) => family.published ?? []);
    expect((await address(daemon)).sort()).toEqual(published?.sort());
    expect(await daemon.stop()).toBe(0);

    writeFileSync(keyFile, key);
    await signIn((await home.start()).url);
  });
});
