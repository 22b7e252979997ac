/** What stands in the form of a decision, and what of it is sent. */
import type { ExposureChange, ExposureSettings } from '../../../shared/api/exposure.ts';

/** In the order in which they are shown. */
export const decisions = ['allowed_hosts', 'trusted_proxies', 'cors_origins', 'device_port'] as const;
/** One of them. */
export type Decision = (typeof decisions)[number];

/** What is decided, as it is typed: one a line. */
export function valuesOf(settings: ExposureSettings, decision: Decision): readonly string[] {
  if (decision !== 'device_port') return settings[decision];
  return settings.device_port === 0 ? [] : [String(settings.device_port)];
}

/** As the contract has them; a network is looked at closely by the server. */
const fit: Readonly<Record<Decision, RegExp>> = {
  allowed_hosts: /^[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?$/,
  trusted_proxies: /^[0-9a-f:.]{2,45}(\/\d{1,3})?$/,
  cors_origins: /^https?:\/\/[a-z0-9.[\]:_-]+$/,
  device_port: /^([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$/,
};

/** What was typed, each once. An address of a page is cut to what a browser sends as its origin. */
export function entriesOf(typed: string, decision: Decision): readonly string[] {
  const entries = typed
    .split(/[\s,]+/)
    .map((one) => one.toLowerCase().replace(/\.$/, ''))
    .map((one) => (decision === 'cors_origins' ? one.replace(/^(https?:\/\/[^/]+)\/.*$/, '$1') : one))
    .filter((one) => one !== '');
  return [...new Set(entries)];
}

/** The first entry that cannot be taken; `undefined` where all can. */
export function misfitOf(entries: readonly string[], decision: Decision): string | undefined {
  if (decision === 'device_port' && entries.length > 1) return entries[1];
  return entries.find((one) => !fit[decision].test(one));
}

/** What is sent. */
export function decisionOf(entries: readonly string[], decision: Decision): ExposureChange {
  if (decision === 'device_port') return { device_port: Number(entries[0] ?? 0) };
  return { [decision]: [...entries] };
}
