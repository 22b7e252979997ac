/** What a caller gives of a source, checked by its kind. Pure. */
import { isIP } from 'node:net';
import type { SourceKind, SourceService, SourceTrial } from '../../../shared/api/ddns-sources.ts';
import type { Family } from '../../../shared/api/ddns.ts';
import { UserError } from '../../kernel/errors.ts';
import { canonical } from '../derive.ts';
import { rangeOf } from '../filter.ts';
import type { StoredSource } from './store.ts';

/** A built-in member. Those of one operator are wrong together, so that they have one vote. */
export interface MemberService extends Readonly<Omit<SourceService, 'families'>> {
  readonly families: readonly Family[];
  readonly operator: string;
  /** Where it is asked, for those that are asked by https. */
  readonly urls?: Readonly<Partial<Record<Family, string>>>;
}

/** What is found out of a source that may not be kept yet. */
export type CheckedSource = Pick<StoredSource, 'kind' | 'members' | 'quorum'>;

/** Both families, in the order in which they are shown. */
export const families: readonly Family[] = ['A', 'AAAA'];
/** Members that agree unless told: two that lie alike are rare, one is not. */
const STANDARD_QUORUM = 2;

/** Why a source cannot work; the words stand in the catalogue under `validation`. */
const refuse = (problem: string, params: Record<string, string | number> = {}): UserError =>
  new UserError('DDNS_SOURCE_INVALID', { params: { keyword: `source_${problem}`, ...params } });

/** An own address to ask: https, and nothing in it that would be shown to whoever may see sources. */
function ownAddress(member: string): string {
  if (!URL.canParse(member)) throw refuse('echo_member', { member });
  const { protocol, username, password, hash, href } = new URL(member);
  if (username !== '' || password !== '') throw refuse('userinfo');
  if (protocol !== 'https:' || hash !== '') throw refuse('echo_member', { member });
  return href;
}

function fixedAddresses(members: readonly string[]): string[] {
  const [first, second] = members.map((member) => {
    // One with a zone index (RFC 4007 §11) means something on this machine alone.
    if (rangeOf(member) === 'invalid' || member.includes('%')) throw refuse('address', { member });
    // An IPv4 address written as IPv6 (RFC 4291 §2.5.5.2) is one that no AAAA may hold.
    const text = canonical(member);
    if (isIP(text) === 6 && text.startsWith('::ffff:')) throw refuse('address', { member });
    return text;
  });
  if (first === undefined || members.length > 2) throw refuse('static_count');
  if (second === undefined) return [first];
  if (isIP(first) === isIP(second)) throw refuse('static_families');
  return [first, second];
}

function cleanMembers(
  { kind, members }: { kind: SourceKind; members: readonly string[] },
  services: readonly MemberService[],
): string[] {
  const isBuiltIn = (member: string): boolean =>
    services.some((service) => service.kind === kind && service.id === member);
  switch (kind) {
    case 'echo':
      return [...new Set(members.map((member) => (isBuiltIn(member) ? member : ownAddress(member))))];
    case 'dns': {
      const stranger = members.find((member) => !isBuiltIn(member));
      if (stranger !== undefined) throw refuse('dns_member', { member: stranger });
      return [...new Set(members)];
    }
    case 'interface':
      if (members.length > 1) throw refuse('interface_count');
      return [...members];
    case 'static':
      return fixedAddresses(members);
  }
}

/** The members that are asked for a family. None named means all that are built in. */
export function membersFor(
  { kind, members }: Pick<CheckedSource, 'kind' | 'members'>,
  family: Family,
  services: readonly MemberService[],
): string[] {
  if (kind === 'interface') return [members[0] ?? ''];
  if (kind === 'static') return members.filter((member) => (isIP(member) === 6) === (family === 'AAAA'));
  const own = services.filter((service) => service.kind === kind);
  if (members.length === 0) return own.filter((one) => one.families.includes(family)).map(({ id }) => id);
  return members.filter((member) => own.find(({ id }) => id === member)?.families.includes(family) ?? true);
}

/** Labels below which a country's names are registered. */
const secondLevels: ReadonlySet<string> = new Set('ac co com edu go gov ne net or org'.split(' '));

/**
 * The part of a host that one owner has registered, by its look: two labels, three below such as `co.uk`. Where that
 * is wrong, strangers share a vote; nobody gets two.
 */
function siteOf(address: string): string {
  const { hostname } = new URL(address);
  if (hostname.startsWith('[') || isIP(hostname) !== 0) return hostname;
  const labels = hostname.split('.');
  const isCountry = labels.at(-1)?.length === 2 && secondLevels.has(labels.at(-2) ?? '');
  return labels.slice(isCountry ? -3 : -2).join('.');
}

/** Whose vote a member's is. */
export function operatorOf(member: string, services: readonly MemberService[]): string {
  const service = services.find(({ id }) => id === member);
  if (service) return service.operator;
  if (!URL.canParse(member)) return member;
  const site = siteOf(member);
  const owner = services.find(({ urls = {} }) => Object.values(urls).some((url) => siteOf(url) === site));
  return owner?.operator ?? site;
}

/** The source as it is kept, with its standard quorum. @throws {UserError} `DDNS_SOURCE_INVALID` */
export function checkMembers(trial: SourceTrial, services: readonly MemberService[]): CheckedSource {
  const { kind } = trial;
  const members = cleanMembers({ kind, members: trial.members ?? [] }, services);
  const hasOne = kind === 'interface' || kind === 'static';
  const quorum = trial.quorum ?? (hasOne ? 1 : STANDARD_QUORUM);
  if (hasOne) {
    if (quorum !== 1) throw refuse('quorum_of_one');
    return { kind, members, quorum };
  }
  // A source of one family alone is fine; one that can agree on neither is not.
  const most = Math.max(
    ...families.map((family) => {
      const asked = membersFor({ kind, members }, family, services);
      return new Set(asked.map((member) => operatorOf(member, services))).size;
    }),
  );
  if (quorum > most) throw refuse('quorum', { quorum, most });
  return { kind, members, quorum };
}
