/** What stands in the form of an API key, and what of it is sent. */
import type { ApiKey, KeyRateLimit } from '../../../../shared/api/auth-keys.ts';
import type { KeyChange, NewKey } from '../../../api/contract-types.ts';
import { orNull } from '../you/profile-draft.ts';

/** Days that are offered as a key's life. */
export const lives = ['7', '30', '90', '365', '1095'] as const;

/** The fields as they are typed. */
export interface KeyDraft {
  readonly name: string;
  readonly description: string;
  /** Between commas. */
  readonly tags: string;
  readonly scopes: readonly string[];
  /** Days from now, `never`, or empty: as it is. */
  readonly life: string;
  /** One on each line; empty: from everywhere. */
  readonly networks: string;
  /** Requests, in so many seconds; both empty: no limit. */
  readonly requests: string;
  readonly seconds: string;
  /** At the same time; empty: no limit. */
  readonly concurrency: string;
}

const text = (value: number | undefined | null): string => (value == null ? '' : String(value));

/** The fields for a key, or for a new one. */
export function draftOfKey(key: ApiKey | undefined): KeyDraft {
  return {
    name: key?.name ?? '',
    description: key?.description ?? '',
    tags: key?.tags.join(', ') ?? '',
    scopes: key?.scopes ?? [],
    life: key === undefined ? '365' : '',
    networks: key?.networks.join('\n') ?? '',
    requests: text(key?.rate_limit?.requests),
    seconds: text(key?.rate_limit?.seconds),
    concurrency: text(key?.concurrency_limit),
  };
}

const list = (typed: string, between: RegExp): string[] => [
  ...new Set(
    typed
      .split(between)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
];
const tagsOf = (draft: KeyDraft) => list(draft.tags, /[,，;；]/);
const networksOf = (draft: KeyDraft) => list(draft.networks, /[\s,;，；]+/);

/** A whole number between two others; `undefined` where it is none. */
function whole(typed: string, least: number, most: number): number | undefined {
  const value = /^\d{1,9}$/.test(typed.trim()) ? Number(typed) : NaN;
  return value >= least && value <= most ? value : undefined;
}

/** What cannot be sent as it is. */
export type KeyProblem = 'name' | 'scopes' | 'rate' | 'concurrency';

/** All of it that is wrong. */
export function problemsOf(draft: KeyDraft): readonly KeyProblem[] {
  const { requests, seconds, concurrency } = draft;
  const hasRate = requests.trim() !== '' || seconds.trim() !== '';
  const isRate = whole(requests, 1, 10_000) !== undefined && whole(seconds, 1, 86_400) !== undefined;
  return [
    ...(draft.name.trim() === '' ? ['name' as const] : []),
    ...(draft.scopes.length === 0 ? ['scopes' as const] : []),
    ...(hasRate && !isRate ? ['rate' as const] : []),
    ...(concurrency.trim() !== '' && whole(concurrency, 1, 1000) === undefined
      ? ['concurrency' as const]
      : []),
  ];
}

function rateOf(draft: KeyDraft): KeyRateLimit | null {
  const requests = whole(draft.requests, 1, 10_000);
  const seconds = whole(draft.seconds, 1, 86_400);
  return requests === undefined || seconds === undefined ? null : { requests, seconds };
}

const lifeOf = ({ life }: KeyDraft): number | null => (life === 'never' ? null : Number(life));

/** A new key from what was typed. */
export function newKeyOf(draft: KeyDraft): NewKey {
  return {
    name: draft.name.trim(),
    description: orNull(draft.description),
    tags: tagsOf(draft),
    scopes: [...draft.scopes],
    expires_in: lifeOf(draft),
    networks: networksOf(draft),
    rate_limit: rateOf(draft),
    concurrency_limit: whole(draft.concurrency, 1, 1000) ?? null,
  };
}

/** Only what differs; `null` where nothing does. */
export function keyChangeOf(key: ApiKey, draft: KeyDraft): KeyChange | null {
  const { expires_in: life, ...next } = newKeyOf(draft);
  const now: Readonly<Record<string, unknown>> = key;
  const differing = Object.entries(next).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(now[field]),
  );
  const change: KeyChange = {
    ...Object.fromEntries(differing),
    ...(draft.life === '' || life === undefined ? {} : { expires_in: life }),
  };
  return Object.keys(change).length === 0 ? null : change;
}
