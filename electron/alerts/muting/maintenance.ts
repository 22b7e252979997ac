/** Maintenance that comes back: made, changed, let go. */
import { v7 as uuid } from 'uuid';
import type { MaintenanceChange, NewMaintenance } from '../../../shared/api/muting.ts';
import type { AuditTrail } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import { UserError } from '../../kernel/errors.ts';
import { createLock } from '../../kernel/lock.ts';
import type { Judge } from './judge.ts';
import { matchersOf } from './matchers.ts';
import type { StoredMaintenance } from './model.ts';
import type { MutingStore } from './store.ts';
import { checkTimeZone } from './zoned.ts';

/** What it stands on. */
export interface MaintenanceDeps {
  readonly store: MutingStore;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly judge: Pick<Judge, 'maintenance'>;
}

/** All of it. Each change is stored before it is answered. */
export interface MaintenanceList {
  list(): readonly StoredMaintenance[];
  /** @throws {UserError} `RESOURCE_NOT_FOUND` */
  get(maintenanceId: string): StoredMaintenance;
  /** @throws {UserError} `VALIDATION_ERROR`, `MAINTENANCE_NAME_TAKEN`, `MAINTENANCE_TOO_MANY` */
  create(input: NewMaintenance, by: string): Promise<StoredMaintenance>;
  /** @throws as {@link create} and {@link get} do */
  update(maintenanceId: string, change: MaintenanceChange): Promise<StoredMaintenance>;
  /** @throws {UserError} `RESOURCE_NOT_FOUND` */
  remove(maintenanceId: string): Promise<void>;
}

/** As many as a calendar is made of quickly. */
export const MOST_MAINTENANCE = 50;

/** Loads it. */
export async function createMaintenance(deps: MaintenanceDeps): Promise<MaintenanceList> {
  const { store, audit, clock, judge } = deps;
  const kept = new Map((await store.maintenance()).map((one) => [one.maintenance_id, one]));
  const inTurn = createLock();
  const tell = (): void => {
    judge.maintenance(kept.values());
  };

  function get(maintenanceId: string): StoredMaintenance {
    const found = kept.get(maintenanceId);
    if (!found) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'maintenance' } });
    return found;
  }

  function nameOf(given: string, ownId: string | null): string {
    const name = given.trim();
    const isTaken = [...kept.values()].some((one) => one.name === name && one.maintenance_id !== ownId);
    if (isTaken) throw new UserError('MAINTENANCE_NAME_TAKEN', { params: { name } });
    return name;
  }

  async function create(input: NewMaintenance, by: string): Promise<StoredMaintenance> {
    if (kept.size >= MOST_MAINTENANCE) {
      throw new UserError('MAINTENANCE_TOO_MANY', { params: { maximum: MOST_MAINTENANCE } });
    }
    checkTimeZone(input.time_zone);
    const now = clock.now();
    const made: StoredMaintenance = {
      maintenance_id: uuid(),
      name: nameOf(input.name, null),
      comment: input.comment ?? '',
      enabled: input.enabled ?? true,
      matchers: matchersOf(input.matchers ?? []),
      schedule: input.schedule,
      duration_minutes: input.duration_minutes,
      time_zone: input.time_zone,
      created_by: by,
      revision: 1,
      created_at: now,
      updated_at: now,
    };
    const event = { action: 'maintenance.create', target_id: made.maintenance_id, payload: input };
    await audit.with(event, () => store.insertMaintenance(made));
    kept.set(made.maintenance_id, made);
    tell();
    return made;
  }

  async function update(maintenanceId: string, change: MaintenanceChange): Promise<StoredMaintenance> {
    const before = get(maintenanceId);
    if (change.time_zone !== undefined) checkTimeZone(change.time_zone);
    const after: StoredMaintenance = {
      ...before,
      name: change.name === undefined ? before.name : nameOf(change.name, maintenanceId),
      comment: change.comment ?? before.comment,
      enabled: change.enabled ?? before.enabled,
      matchers: change.matchers === undefined ? before.matchers : matchersOf(change.matchers),
      schedule: change.schedule ?? before.schedule,
      duration_minutes: change.duration_minutes ?? before.duration_minutes,
      time_zone: change.time_zone ?? before.time_zone,
      revision: before.revision + 1,
      updated_at: clock.now(),
    };
    const event = { action: 'maintenance.update', target_id: maintenanceId, payload: change };
    await audit.with(event, () => store.updateMaintenance(after));
    kept.set(maintenanceId, after);
    tell();
    return after;
  }

  async function remove(maintenanceId: string): Promise<void> {
    const { name } = get(maintenanceId);
    const event = { action: 'maintenance.delete', target_id: maintenanceId, payload: { name } };
    await audit.with(event, () => store.removeMaintenance(maintenanceId));
    kept.delete(maintenanceId);
    tell();
  }

  tell();
  return {
    list: () => [...kept.values()],
    get,
    create: (input, by) => inTurn(() => create(input, by)),
    update: (maintenanceId, change) => inTurn(() => update(maintenanceId, change)),
    remove: (maintenanceId) => inTurn(() => remove(maintenanceId)),
  };
}
