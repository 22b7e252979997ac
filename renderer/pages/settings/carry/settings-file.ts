/** The file that settings are carried away in. Pure. */
import type { SettingsDocument } from '../../../../shared/api/settings.ts';

const FORMAT = 'cloudcube-settings';
/** Far more than there can be; what is larger is another file. */
export const MOST_BYTES = 64 * 1024;
/** Fewest characters of a passphrase, as the server asks for. */
export const shortestPassphrase = 12;

/** `cloudcube-settings-2026-11-20.json` */
export const fileNameOf = (now: number): string =>
  `${FORMAT}-${new Date(now).toISOString().slice(0, 10)}.json`;

/** As it is kept, and can be looked at. */
export const textOf = (document: SettingsDocument): string => `${JSON.stringify(document, null, 2)}\n`;

/** What a file holds; `null` for another one. The server looks closer. */
export function documentIn(text: string): SettingsDocument | null {
  try {
    const parsed: unknown = JSON.parse(text);
    const { format } = (parsed ?? {}) as { format?: unknown };
    return format === FORMAT ? (parsed as SettingsDocument) : null;
  } catch {
    // No JSON at all.
    return null;
  }
}
