/**
 * What a provider is: data about it, a few verbs over an account's zones, and how its refusals are to be read. Nothing
 * here decides what to write; that is the planner's. To add one: `docs/adding-a-provider.md`.
 */
import type { TObject } from 'typebox';
import type { Http } from '../../kernel/http.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Egress } from '../../kernel/egress.ts';

/** A record as it stands at a provider. */
export interface ProviderRecord {
  /** The provider's own id, or one made of name, type and value where it has none. */
  readonly record_id: string;
  /** Whole name in lower case, ASCII (RFC 5891 A-labels), no final dot. */
  readonly name: string;
  /** In capitals: `A`, `AAAA`, `CNAME`, … */
  readonly type: string;
  /** Addresses in their shortest text form (RFC 5952). */
  readonly value: string;
  /** Seconds; `null` where the provider chooses. */
  readonly ttl: number | null;
  /** What an update must not lose and only the provider reads: line, proxied, comment, tags, weight. */
  readonly kept: Readonly<Record<string, unknown>>;
  /** The zone's servers answer a proxy's addresses instead of the value; nothing can be proven by asking them. */
  readonly behind_proxy?: boolean;
}

/** A record to make. */
export type RecordWish = Pick<ProviderRecord, 'name' | 'type' | 'value' | 'ttl'>;

/** What a list is narrowed to. A provider that can list by name only (`capabilities.list`) is always given both. */
export interface RecordFilter {
  readonly name?: string;
  readonly type?: string;
}

/** Verbs over the records of an account. Every one throws {@link ProviderFailure}. */
export interface RecordAccess {
  readonly kind: 'records';
  /** Zones that the account may write, ASCII, no final dot. */
  zones(): Promise<readonly string[]>;
  /** Every record that matches exactly, all pages. Empty means that the provider said so. */
  list(zone: string, filter: RecordFilter): Promise<readonly ProviderRecord[]>;
  create(zone: string, wish: RecordWish): Promise<ProviderRecord>;
  /** Changes what is named and nothing else; what the provider would reset is sent along as it stands. */
  update(
    zone: string,
    record: ProviderRecord,
    change: Partial<Pick<ProviderRecord, 'value' | 'ttl'>>,
  ): Promise<ProviderRecord>;
  remove(zone: string, record: ProviderRecord): Promise<void>;
}

/** The one verb of a provider that knows names with addresses only, and cannot list them. */
export interface NameAccess {
  readonly kind: 'names';
  /** Sets the given families; a family that is not given stays as it is. Throws {@link ProviderFailure}. */
  put(
    name: string,
    addresses: { readonly A?: string; readonly AAAA?: string },
  ): Promise<'changed' | 'unchanged'>;
}

/**
 * What a failure means for the next try. `auth`, `config` and `abuse` stop until somebody edits the account or host;
 * `throttled` waits as told; `conflict` and `gone` ask for a fresh look; `transient` is tried again later.
 */
export type FailureClass = 'auth' | 'config' | 'abuse' | 'throttled' | 'conflict' | 'gone' | 'transient';

/** What a provider said when it refused. `code` is its own word for it, as precise as it gives one. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly code: string | null;
  readonly message: string;
}

/** How a refusal is read. */
export interface Verdict {
  readonly failure: FailureClass;
  /** Milliseconds that the provider asks to wait. */
  readonly retry_after?: number;
}

/** A verb that was not carried out, or whose outcome is not known (`transient`). Holds nothing secret. */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure';
  readonly failure: FailureClass;
  /** The provider's own code, `null` where there was no answer to read. */
  readonly code: string | null;
  /** Milliseconds that the provider asks to wait. */
  readonly retryAfter: number | undefined;
  /** A part of the verb was carried out before this came: what, is to be looked for. */
  readonly partly: boolean;

  constructor(
    verdict: Verdict,
    told: { readonly code: string | null; readonly message: string; readonly partly?: boolean },
  ) {
    super(told.message.slice(0, 300));
    this.failure = verdict.failure;
    this.code = told.code;
    this.retryAfter = verdict.retry_after;
    this.partly = told.partly ?? false;
  }
}

/** What a provider can do, and what it wants. */
export interface Capabilities {
  /** `zone`: one call lists a whole zone; `name`: one name and type a call; `none`: it cannot be asked. */
  readonly list: 'zone' | 'name' | 'none';
  readonly families: readonly ('A' | 'AAAA')[];
  /** Seconds; `null` where it takes none. */
  readonly ttl: { readonly least: number; readonly most: number; readonly standard: number | null } | null;
  /** Published quotas, never to be exceeded: so many calls in so many ms, of reading and of writing verbs. */
  readonly quota: Readonly<
    Partial<Record<'read' | 'write', readonly { readonly calls: number; readonly per: number }[]>>
  >;
  /** Days after which an unchanged name must be sent again or is lost; `null`: never. */
  readonly refresh_days: number | null;
  /** Sending what stands there already counts as abuse. */
  readonly no_op_is_abuse: boolean;
  /** A family that is left out of a call may be lost: both go together. */
  readonly families_together: boolean;
  /** Zones cannot be asked for: the owner names them. */
  readonly zones_are_named: boolean;
}

/** What opening an account takes. */
export interface ProviderPorts {
  readonly http: Http;
  /** For a provider that speaks DNS instead of HTTP. */
  readonly egress: Egress;
  /** IP addresses of a host, at least one; an address is its own. @throws {Error} where there are none. */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  readonly clock: Clock;
  /** A string that was never used before, 32 hex digits. */
  readonly nonce: () => string;
}

/** An account as a provider sees it. */
export interface OpenAccount<Credentials> {
  readonly credentials: Credentials;
  /** The provider's own, or the one that an administrator named. No final slash. */
  readonly endpoint: string;
  /** Zones that the owner named; empty for all. */
  readonly zones: readonly string[];
}

/** A provider. */
export interface Provider<Credentials = unknown> {
  readonly id: string;
  /** Its own name for itself, as messages and the log say it. How a reader meets it stands in the catalogue. */
  readonly title: string;
  /** Where its owner gets the key. */
  readonly key_url: string;
  /** TypeBox object; secret properties are `writeOnly: true`. What each is called stands in the catalogue. */
  readonly credentials: TObject;
  readonly capabilities: Capabilities;
  readonly endpoint: string;
  open(account: OpenAccount<Credentials>, ports: ProviderPorts): RecordAccess | NameAccess;
  classifyError(refusal: Refusal): Verdict;
}
