/** What becomes of what a device told of one name. Pure. */
import type { Family } from '../../../shared/api/ddns.ts';
import { asMachineKnows } from '../detect.ts';
import { refusalOf, type Refusal } from '../filter.ts';
import type { StoredHost } from '../model.ts';
import type { ToldAddress } from './told.ts';

/** An address that may not be published under the name, and why; `family_off`: the name keeps none of its family. */
export interface RefusedAddress {
  readonly family: Family;
  readonly address: string;
  readonly refusal: Refusal | 'family_off';
}

/** Addresses that stand to be published, and the others. */
export interface Judgement {
  readonly accepted: readonly ToldAddress[];
  readonly refused: readonly RefusedAddress[];
}

/** Whether devices may speak for a name at all. */
export function isInbound(host: StoredHost): boolean {
  return host.enabled && host.source.kind === 'inbound';
}

/** Sorts the addresses: filtered as any other address of a name is. */
export function judge(host: StoredHost, addresses: readonly ToldAddress[]): Judgement {
  const judged = addresses.map(({ family, address }) => ({
    family,
    address,
    refusal: host.families.includes(family)
      ? refusalOf(asMachineKnows(address, family, 'inbound', null), host.scope)
      : ('family_off' as const),
  }));
  return {
    accepted: judged.flatMap(({ refusal, ...told }) => (refusal === null ? [told] : [])),
    refused: judged.flatMap(({ refusal, ...told }) => (refusal === null ? [] : [{ ...told, refusal }])),
  };
}
