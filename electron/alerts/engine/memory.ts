/** The alerts that go on, and which rule on which object each is of. In memory, as it is stored. */
import type { AlertRecord } from '../store/alert.ts';
import type { Instance } from './board.ts';
import type { Changes } from './changes.ts';

/** What goes on. */
export interface Memory {
  /** Also those of whose end somebody is still to be told. */
  readonly open: ReadonlyMap<string, AlertRecord>;
  readonly instances: ReadonlyMap<string, Instance>;
  /** Takes in what was loaded. */
  load(alert: AlertRecord, instance: Instance | null): void;
  /** Takes in what was stored. */
  settle(changes: Changes): void;
}

/** An empty one. */
export function createMemory(): Memory {
  const open = new Map<string, AlertRecord>();
  const instances = new Map<string, Instance>();

  function part(instance: Instance): void {
    if (instance.alert_id !== null) instances.delete(instance.alert_id);
    instance.alert_id = null;
  }

  return {
    open,
    instances,
    load(alert, instance) {
      open.set(alert.id, alert);
      if (!instance || alert.state === 'resolved') return;
      instance.alert_id = alert.id;
      instances.set(alert.id, instance);
    },
    settle({ alerts, turns, dropped }) {
      dropped.forEach(part);
      for (const { instance, state, alert_id: id } of turns) {
        part(instance);
        instance.state = state;
        instance.saved = state;
        instance.alert_id = id;
        if (id !== null) instances.set(id, instance);
      }
      for (const [id, alert] of alerts) {
        if (alert.state === 'resolved' && alert.told.done) open.delete(id);
        else open.set(id, alert);
      }
    },
  };
}
