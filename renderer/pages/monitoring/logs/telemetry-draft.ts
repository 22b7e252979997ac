/** What stands in the form of telemetry, and what of it is sent. */
import type { TelemetryChange } from '../../../../shared/api/telemetry.ts';

/** The form as it is typed. */
export interface TelemetryDraft {
  readonly endpoint: string;
  /** `name: value`, one on each line; empty leaves those before. */
  readonly headers: string;
  /** None of those before stays. */
  readonly isBare: boolean;
}

/** What is wrong with it. */
export type TelemetryProblem = 'missing' | 'endpoint' | 'headers';

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What cannot be sent as it stands. */
export function problemOf({ endpoint, headers }: TelemetryDraft): TelemetryProblem | null {
  if (endpoint.trim() === '') return 'missing';
  if (!/^https?:\/\/[^\s@?#]+$/.test(endpoint.trim())) return 'endpoint';
  return linesOf(headers).every((line) => line.indexOf(':') > 0) ? null : 'headers';
}

/** What is sent. */
export function telemetryChangeOf({ endpoint, headers, isBare }: TelemetryDraft): TelemetryChange {
  const lines = linesOf(headers);
  const given = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    }),
  );
  return {
    // Paths of signals are put behind it.
    endpoint: endpoint.trim().replace(/\/+$/, ''),
    ...(lines.length > 0 || isBare ? { headers: given } : {}),
  };
}
