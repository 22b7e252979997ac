/** Ids of records at accounts: what a provider needs to find one again, in a form that stands in a path. */

/** Where a record stands. */
export interface HandPlace {
  readonly account_id: string;
  readonly zone: string;
  readonly name: string;
  readonly type: string;
  /** The provider's own. */
  readonly record_id: string;
}

/** Opaque to callers. */
export function handId({ account_id, zone, name, type, record_id }: HandPlace): string {
  return Buffer.from(JSON.stringify([account_id, zone, name, type, record_id])).toString('base64url');
}

/** Reads one; `null` for what is none, such as the id of a record in a zone of our own. */
export function readHandId(text: string): HandPlace | null {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    // Not one of these: whoever asked tries the other kind.
    return null;
  }
  if (!Array.isArray(parts) || parts.length !== 5) return null;
  const list: unknown[] = parts;
  if (!list.every((part) => typeof part === 'string')) return null;
  const [account_id = '', zone = '', name = '', type = '', record_id = ''] = list;
  return { account_id, zone, name, type, record_id };
}
