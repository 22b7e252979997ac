/** What of a request may stand in the audit log: everything but secrets, and not without end. */
import { visible } from '../../kernel/visible.ts';

const SECRET = /pass|secret|token|key|credential|authorization|cookie|code|proxy/i;
/** Names that only look like secrets. */
const OPEN = new Set(['key_id', 'token_id', 'credentials_set', 'token_type', 'error_code']);
/** Name and password in an address. */
const USER_IN_ADDRESS = /\/\/[^/@\s]+@/g;
const MASK = '•••';
const LONGEST_TEXT = 500;
const MOST_ENTRIES = 50;
const DEEPEST = 6;

const shorten = (text: string): string =>
  text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;

/** A copy without secrets: whatever stands under a name that looks like one is masked, whole. */
export function redactPayload(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return visible(shorten(value).replace(USER_IN_ADDRESS, `//${MASK}@`));
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '…';
  if (Array.isArray(value)) {
    return value.slice(0, MOST_ENTRIES).map((entry) => redactPayload(entry, depth + 1));
  }
  const entries = Object.entries(value).slice(0, MOST_ENTRIES);
  return Object.fromEntries(
    entries.map(([name, part]) => {
      const hides = SECRET.test(name) && !OPEN.has(name) && part !== null && typeof part !== 'boolean';
      return [visible(shorten(name)), hides ? MASK : redactPayload(part, depth + 1)];
    }),
  );
}
