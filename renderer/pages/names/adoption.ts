/** What of a name waits for its owner's word, and when what failed is tried again. */
import type { FamilyStatus, HostStatus } from '../../../shared/api/ddns-hosts.ts';
import type { Decision } from '../../api/contract-types.ts';

/** The families under which a value stands that is not ours. */
export function waitingOf({ families }: Pick<HostStatus, 'families'>): readonly FamilyStatus[] {
  return families.filter(({ adoption }) => adoption.length > 0);
}

/** The usual case: one value in each family that waits, so that "take it over" can mean one thing only. */
export function isPlain(host: Pick<HostStatus, 'families'>): boolean {
  const waiting = waitingOf(host);
  return waiting.length > 0 && waiting.every(({ adoption }) => adoption.length === 1);
}

/** What was chosen in a family: a record's id, or that all is somebody else's. */
export type Choice = { readonly own: string } | 'foreign';

/** What is chosen unless told: the one value there is; nothing where there are several. */
export function firstChoices(
  waiting: readonly FamilyStatus[],
): Readonly<Partial<Record<FamilyStatus['family'], Choice>>> {
  return Object.fromEntries(
    waiting.flatMap(({ family, adoption: [only, ...others] }) =>
      only && others.length === 0 ? [[family, { own: only.record_id }]] : [],
    ),
  );
}

/** What is sent for the choices; `null` until every family that waits has one. */
export function decisionsOf(
  waiting: readonly FamilyStatus[],
  choices: Readonly<Partial<Record<FamilyStatus['family'], Choice>>>,
): readonly Decision[] | null {
  const decisions = waiting.flatMap(({ family }): Decision[] => {
    const choice = choices[family];
    if (choice === undefined) return [];
    return choice === 'foreign'
      ? [{ family, as: 'foreign' }]
      : [{ family, as: 'own', record_id: choice.own }];
  });
  return decisions.length === waiting.length ? decisions : null;
}

/** The next try of a name (RFC 3339): the earliest of its families; `null` where nothing is tried by itself. */
export function nextTryOf({ families }: Pick<HostStatus, 'families'>): string | null {
  return families.flatMap(({ next_try: nextTry }) => nextTry ?? []).toSorted()[0] ?? null;
}
