/** The area's values with everything filled in that a test does not care about. */
import type { MachineAddress } from '../../../electron/ddns/machine/machine.ts';
import type { FamilyRecord, StoredHost, ZoneRow } from '../../../electron/ddns/model.ts';
import type { Desired } from '../../../electron/ddns/plan.ts';
import type { Operation } from '../../../electron/ddns/operation-store.ts';

/** An address as the machine tells it: on `eth0`, of the family that its text says, without flags. */
export function address(text: string, more: Partial<MachineAddress> = {}): MachineAddress {
  return {
    interface: 'eth0',
    family: text.includes(':') ? 'AAAA' : 'A',
    address: text,
    prefix_length: text.includes(':') ? 64 : 24,
    temporary: false,
    deprecated: false,
    tentative: false,
    ...more,
  };
}

/** `nas.home.arpa`, switched on, both families, by the default route. */
export function host(more: Partial<StoredHost> = {}): StoredHost {
  return {
    host_id: 'h1',
    name: 'nas.home.arpa',
    account_id: null,
    families: ['A', 'AAAA'],
    scope: 'lan',
    ttl: 60,
    source: { kind: 'interface', interface: null },
    ipv6_host: null,
    enabled: true,
    revision: 1,
    created_at: 0,
    updated_at: 0,
    ...more,
  };
}

/** What `nas.home.arpa` wants of IPv4. */
export function desired(more: Partial<Desired> = {}): Desired {
  return {
    host_id: 'h1',
    name: 'nas.home.arpa',
    family: 'A',
    ttl: 60,
    value: '192.168.1.20',
    reason: null,
    next_try: null,
    together: {},
    ...more,
  };
}

/** The record that stands under `nas.home.arpa`. */
export function row(more: Partial<ZoneRow> = {}): ZoneRow {
  return {
    record_id: 'r1',
    zone: 'home.arpa',
    name: 'nas.home.arpa',
    type: 'A',
    value: '192.168.1.20',
    ttl: 60,
    created_at: 0,
    updated_at: 0,
    ...more,
  };
}

/** What is remembered of a family of which nothing is published yet. */
export function familyRecord(more: Partial<FamilyRecord> = {}): FamilyRecord {
  return {
    host_id: 'h1',
    family: 'A',
    record_id: null,
    record_name: null,
    published: null,
    foreign_ids: [],
    stopped: null,
    sent_at: null,
    verification: null,
    verified_at: null,
    last_change: null,
    failure: null,
    ...more,
  };
}

/** An intended creation of `nas.home.arpa`. */
export function operation(more: Partial<Operation> = {}): Operation {
  return {
    id: 'o1',
    account_id: null,
    started_at: 1000,
    trigger: 'schedule',
    kind: 'create',
    host_id: 'h1',
    host: 'nas.home.arpa',
    family: 'A',
    record_id: null,
    value: '192.168.1.20',
    previous: null,
    refreshed: false,
    ...more,
  };
}
