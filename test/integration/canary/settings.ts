/** Passphrases of settings that are carried away, right and wrong, and a copy of all that is sealed. */
import { expect } from 'vitest';
import type { SettingsDocument } from '../../../shared/api/settings.ts';
import type { Stage } from './stage.ts';

/** Carries them away and brings them back. */
export async function carrySettings({ canary, call }: Stage): Promise<void> {
  const passphrase = canary('passphrase of settings');
  const { data: document } = await call<SettingsDocument>('POST', '/settings/export', { passphrase });
  const bring = (words: string, more: object = {}) =>
    call('POST', '/settings/import', { passphrase: words, document, ...more });
  expect((await bring(passphrase)).status).toBe(200);
  expect((await bring(canary('wrong passphrase of settings'))).status).toBe(403);
  expect((await bring(canary('passphrase of a wrong request'), { document: 'none' })).status).toBe(400);
  expect((await call('POST', '/copies')).status).toBe(200);
}
