/** The sources of addresses: made, changed, let go, and asked when somebody wants to see what they say. */
import { v7 as uuid } from 'uuid';
import type { StoredReason } from '../../../shared/api/common.ts';
import type { NewSource, SourceChange, SourceTrial } from '../../../shared/api/ddns-sources.ts';
import type { Family } from '../../../shared/api/ddns.ts';
import type { AuditTrail } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import { UserError } from '../../kernel/errors.ts';
import { createLock } from '../../kernel/lock.ts';
import { checkMembers, type MemberService } from './members.ts';
import type { SourceStore, StoredSource } from './store.ts';
import { testSource, type SourceVerdict, type TestPorts } from './test-now.ts';

/** What is agreed on for one family of a source, and what waits to be. Times in ms UTC. */
export interface SourceStanding {
  readonly family: Family;
  readonly address: string | null;
  readonly since: number | null;
  readonly candidate: string | null;
  readonly candidate_since: number | null;
  readonly reason: StoredReason | null;
}

/** What sources stand on. */
export interface AddressSourcesDeps extends TestPorts {
  readonly store: SourceStore;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  /** Names that use a source. */
  readonly hostsOf: (sourceId: string) => number;
  /** What is agreed on; empty until a name uses it. */
  readonly familiesOf: (sourceId: string) => readonly SourceStanding[];
  /** A source was changed or is gone. Called once it is stored; must not wait for the sources. */
  readonly changed: (sourceId: string) => void;
}

/** The sources. Each change is stored before it is answered. */
export interface AddressSources {
  list(): readonly StoredSource[];
  /** `null` where there is none. */
  find(sourceId: string): StoredSource | null;
  /** @throws {UserError} `RESOURCE_NOT_FOUND` */
  get(sourceId: string): StoredSource;
  /** @throws {UserError} `DDNS_SOURCE_INVALID`, `DDNS_SOURCE_EXISTS` */
  create(input: NewSource): Promise<StoredSource>;
  update(sourceId: string, change: SourceChange): Promise<StoredSource>;
  /** @throws {UserError} `DDNS_SOURCE_IN_USE`; `DDNS_SOURCE_INVALID` for one that comes with CloudCube */
  remove(sourceId: string): Promise<void>;
  /** Puts those that come with CloudCube where there are none of them yet. Once, at the start. */
  seed(): Promise<void>;
  /** Asks every member now, of both families. Nothing is published by it. */
  test(sourceId: string): Promise<readonly SourceVerdict[]>;
  /** The same before it is kept. @throws {UserError} `DDNS_SOURCE_INVALID` */
  testTrial(trial: SourceTrial): Promise<readonly SourceVerdict[]>;
  /** How many names use it, and what is agreed on. */
  standing(sourceId: string): { readonly hosts: number; readonly families: readonly SourceStanding[] };
  readonly services: readonly MemberService[];
}

const builtIn: readonly Pick<StoredSource, 'name' | 'kind' | 'quorum'>[] = [
  { name: 'Public address (web)', kind: 'echo', quorum: 2 },
  { name: 'Public address (DNS)', kind: 'dns', quorum: 2 },
  { name: 'This machine', kind: 'interface', quorum: 1 },
];

/** Loads the sources. */
export async function createAddressSources(deps: AddressSourcesDeps): Promise<AddressSources> {
  const { store, audit, clock, services } = deps;
  const sources = new Map((await store.all()).map((source) => [source.source_id, source]));
  const inTurn = createLock();

  function get(sourceId: string): StoredSource {
    const source = sources.get(sourceId);
    if (!source) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'source' } });
    return source;
  }

  function checkName(name: string, ownId: string | null): string {
    const clean = name.trim();
    for (const source of sources.values()) {
      if (source.name === clean && source.source_id !== ownId) {
        throw new UserError('DDNS_SOURCE_EXISTS', { params: { name: clean } });
      }
    }
    return clean;
  }

  function fresh(
    fields: Pick<StoredSource, 'name' | 'kind' | 'members' | 'quorum' | 'built_in'>,
  ): StoredSource {
    const now = clock.now();
    return { source_id: uuid(), ...fields, revision: 1, created_at: now, updated_at: now };
  }

  async function create(input: NewSource): Promise<StoredSource> {
    const name = checkName(input.name, null);
    const source = fresh({ name, ...checkMembers(input, services), built_in: false });
    const event = { action: 'source.create', target_id: source.source_id, payload: input };
    await audit.with(event, () => store.insert([source]));
    sources.set(source.source_id, source);
    return source;
  }

  async function update(sourceId: string, change: SourceChange): Promise<StoredSource> {
    const before = get(sourceId);
    const name = change.name === undefined ? before.name : checkName(change.name, sourceId);
    const { kind } = before;
    const members = change.members ?? [...before.members];
    const source: StoredSource = {
      ...before,
      ...checkMembers({ kind, members, quorum: change.quorum ?? before.quorum }, services),
      name,
      revision: before.revision + 1,
      updated_at: clock.now(),
    };
    const event = { action: 'source.update', target_id: sourceId, payload: change };
    await audit.with(event, () => store.update(source));
    sources.set(sourceId, source);
    deps.changed(sourceId);
    return source;
  }

  async function remove(sourceId: string): Promise<void> {
    const { name, built_in: isBuiltIn } = get(sourceId);
    if (isBuiltIn) {
      throw new UserError('DDNS_SOURCE_INVALID', { params: { keyword: 'source_built_in' } });
    }
    const count = deps.hostsOf(sourceId);
    if (count > 0) throw new UserError('DDNS_SOURCE_IN_USE', { params: { count } });
    const event = { action: 'source.delete', target_id: sourceId, payload: { name } };
    await audit.with(event, () => store.remove(sourceId));
    sources.delete(sourceId);
    deps.changed(sourceId);
  }

  async function seed(): Promise<void> {
    if ([...sources.values()].some((source) => source.built_in)) return;
    const made = builtIn.map((fields) => fresh({ ...fields, members: [], built_in: true }));
    await store.insert(made);
    for (const source of made) sources.set(source.source_id, source);
  }

  return {
    list: () => [...sources.values()],
    find: (sourceId) => sources.get(sourceId) ?? null,
    get,
    create: (input) => inTurn(() => create(input)),
    update: (sourceId, change) => inTurn(() => update(sourceId, change)),
    remove: (sourceId) => inTurn(() => remove(sourceId)),
    seed: () => inTurn(seed),
    test: async (sourceId) => testSource(get(sourceId), deps),
    testTrial: async (trial) => testSource(checkMembers(trial, services), deps),
    standing: (sourceId) => ({ hosts: deps.hostsOf(sourceId), families: deps.familiesOf(sourceId) }),
    services,
  };
}
