/** What stands in the form of a source, and what of it is sent. */
import type {
  AddressSource,
  NewSource,
  SourceChange,
  SourceKind,
  SourceService,
  SourceTrial,
} from '../../../shared/api/ddns-sources.ts';

/** The form's fields as they are typed; each kind uses its own. */
export interface SourceDraft {
  readonly name: string;
  readonly kind: SourceKind;
  /** Ids of built-in services; none: all. */
  readonly services: readonly string[];
  /** Own addresses to ask, one on each line. */
  readonly urls: string;
  /** Empty: the interface with the default route. */
  readonly interface: string;
  readonly ipv4: string;
  readonly ipv6: string;
  readonly quorum: string;
}

/** Two of those asked, unless told. */
const standardQuorum = 2;

/** The fields for a source that exists, or for a new one. */
export function draftOfSource(
  source: AddressSource | undefined,
  known: readonly Pick<SourceService, 'id' | 'kind'>[],
): SourceDraft {
  const { name = '', kind = 'echo', members = [], quorum = standardQuorum } = source ?? {};
  const isService = (member: string) =>
    known.some((service) => service.kind === kind && service.id === member);
  return {
    name,
    kind,
    services: members.filter(isService),
    urls: kind === 'echo' ? members.filter((member) => !isService(member)).join('\n') : '',
    interface: kind === 'interface' ? (members[0] ?? '') : '',
    ipv4: kind === 'static' ? (members.find((member) => !member.includes(':')) ?? '') : '',
    ipv6: kind === 'static' ? (members.find((member) => member.includes(':')) ?? '') : '',
    quorum: String(quorum),
  };
}

/** Whether members of this kind have to agree. */
export function isVoting(kind: SourceKind): boolean {
  return kind === 'echo' || kind === 'dns';
}

function membersOf(draft: SourceDraft): string[] {
  const urls = draft.urls.split(/[\s,，]+/).filter((url) => url !== '');
  const typed = {
    echo: [...draft.services, ...urls],
    dns: [...draft.services],
    interface: [draft.interface.trim()],
    static: [draft.ipv4.trim(), draft.ipv6.trim()],
  }[draft.kind];
  return [...new Set(typed)].filter((member) => member !== '');
}

function quorumOf({ kind, quorum }: SourceDraft): number {
  return isVoting(kind) ? Number(quorum === '' ? standardQuorum : quorum) : 1;
}

/** What is asked before it is kept. */
export function sourceTrialOf(draft: SourceDraft): SourceTrial {
  return { kind: draft.kind, members: membersOf(draft), quorum: quorumOf(draft) };
}

/** A new source from what was typed. */
export function newSourceOf(draft: SourceDraft): NewSource {
  return { ...sourceTrialOf(draft), name: draft.name.trim() };
}

/** Only what differs from the source as it is. The order of its members means nothing. */
export function sourceChangeOf(source: AddressSource, draft: SourceDraft): SourceChange {
  const members = membersOf(draft);
  const quorum = quorumOf(draft);
  const name = draft.name.trim();
  const isSame =
    members.length === source.members.length && members.every((one) => source.members.includes(one));
  return {
    ...(name === source.name ? {} : { name }),
    ...(isSame ? {} : { members }),
    ...(quorum === source.quorum ? {} : { quorum }),
  };
}
