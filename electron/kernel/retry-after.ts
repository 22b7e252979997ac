/** How long an answer asks a client to wait. */

/** Milliseconds that `Retry-After` asks for, in seconds or until a date (RFC 9110 §10.2.3); `null` for nothing usable. */
export function retryAfterOf(headers: Readonly<Record<string, string>>): number | null {
  const told = headers['retry-after']?.trim() ?? '';
  if (/^\d{1,9}$/.test(told)) return Number(told) * 1000;
  // By the server's own clock, whatever ours says.
  const wait = Date.parse(told) - Date.parse(headers['date'] ?? '');
  return Number.isFinite(wait) && wait >= 0 ? wait : null;
}
