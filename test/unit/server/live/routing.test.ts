import { describe, expect, it } from 'vitest';
import { builtInRoles } from '../../../../shared/roles.ts';
import { createStage, mayAll, type Stage } from './stage.ts';

/** Somebody of each built-in role, of an own one and of none, who has subscribed to nothing. */
function everyRole({ join }: Stage, may = mayAll) {
  const roles = [...builtInRoles.keys(), 'gardener', null];
  return roles.map((role) => {
    const somebody = join();
    somebody.route(role, may);
    return { role, somebody };
  });
}
const told = (all: ReturnType<typeof everyRole>): unknown[] =>
  all.filter(({ somebody }) => somebody.types().length > 0).map(({ role }) => role);

describe('an event is told by role', () => {
  it('to administrators, where the topic says so', () => {
    const stage = createStage();
    const all = everyRole(stage);
    stage.ddns(1);
    expect(told(all)).toEqual(['admin', 'super_admin']);
    stage.errorLog(1);
    expect(told(all)).toEqual([]);
  });

  it('by its severity', () => {
    const stage = createStage();
    const all = everyRole(stage);
    stage.alert('critical');
    expect(told(all)).toEqual(['admin', 'super_admin']);
    stage.alert('warning');
    expect(told(all)).toEqual(['operator', 'manager', 'admin', 'super_admin']);
    stage.alert('info');
    expect(told(all)).toEqual([]);
  });

  it('never to whom it is not allowed', () => {
    const stage = createStage();
    const all = everyRole(stage, (topic) => topic !== 'ddns_updates');
    stage.ddns(1);
    expect(told(all)).toEqual([]);
    stage.alert('critical');
    expect(told(all)).toEqual(['admin', 'super_admin']);
  });

  it('once to whoever has subscribed as well, and still after it has unsubscribed', () => {
    const { join, ddns } = createStage();
    const somebody = join(['ddns_updates']);
    somebody.route('admin', mayAll);
    ddns(1);
    expect(somebody.types()).toEqual(['ddns_update']);
    somebody.unsubscribe('ddns_updates');
    ddns(2);
    expect(somebody.types()).toEqual(['ddns_update']);
  });

  it('by the role that somebody has now', () => {
    const { join, ddns, alert } = createStage();
    const somebody = join();
    somebody.route('admin', mayAll);
    somebody.route('operator', mayAll);
    ddns(1);
    alert('critical');
    expect(somebody.types()).toEqual([]);
    alert('warning');
    expect(somebody.types()).toEqual(['system_alert']);
    somebody.route(null, mayAll);
    alert('warning');
    expect(somebody.types()).toEqual([]);
  });
});
