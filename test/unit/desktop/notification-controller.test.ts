import { describe, expect, it } from 'vitest';
import {
  createNotificationController,
  type NotificationLike,
} from '../../../electron/desktop/notification-controller.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

function setUp(isSupported = true) {
  const clock = createVirtualClock();
  const opened: string[] = [];
  const made: {
    title: string;
    says: (event: string, ...args: unknown[]) => void;
    shown: number;
    closed: number;
  }[] = [];
  const controller = createNotificationController({
    isSupported: () => isSupported,
    create({ title = '' }) {
      const listeners: Record<string, (...args: unknown[]) => void> = {};
      const one = {
        ...{ title, shown: 0, closed: 0 },
        says: (event: string, ...args: unknown[]) => listeners[event]?.(...args),
      };
      made.push(one);
      const like: NotificationLike = {
        on: (event: string, listener: (...args: never[]) => void) => {
          listeners[event] = listener as (...args: unknown[]) => void;
        },
        show: () => (one.shown += 1),
        close: () => (one.closed += 1),
      };
      return like;
    },
    ...{ clock, open: (path) => opened.push(path) },
  });
  return { controller, made, opened, clock };
}
const message = { title: 'Disk full', body: '…', severity: 'critical' } as const;

describe('notifications', () => {
  it('open what they are about, and take the place of the one before', () => {
    const { controller, made, opened } = setUp();
    controller.show({ ...message, id: 'alert_1', opens: '/alerts?alert=1' });
    controller.show({ ...message, id: 'alert_1', title: 'Disk fuller', opens: '/alerts?alert=1' });
    controller.show({ ...message, id: 'names', opens: '/' });
    expect(made.map(({ shown, closed }) => [shown, closed])).toEqual([
      [1, 1],
      [1, 0],
      [1, 0],
    ]);
    made[1]?.says('click');
    expect(opened).toEqual(['/alerts?alert=1']);
  });

  it('of a channel are done when the desktop showed them, and fail with its words or its silence', async () => {
    const { controller, made, clock } = setUp();
    const shown = controller.deliver(message);
    made[0]?.says('show');
    await shown;
    const failed = controller.deliver(message);
    made[1]?.says('failed', {}, 'Not signed');
    await expect(failed).rejects.toThrow('Not signed');
    const silent = expect(controller.deliver(message)).rejects.toThrow('did not say');
    await clock.advance(10_000);
    await silent;
    // Each is one of its own.
    expect(made.map(({ closed }) => closed)).toEqual([0, 0, 0]);
  });

  it('are none where the system has none, and a channel is told', async () => {
    const { controller, made } = setUp(false);
    controller.show({ ...message, id: 'names', opens: '/' });
    await expect(controller.deliver(message)).rejects.toThrow('no notifications');
    expect(made).toEqual([]);
  });
});
