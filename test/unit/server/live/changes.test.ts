import { describe, expect, it } from 'vitest';
import { createStage, type Somebody } from './stage.ts';

const revisions = ({ reader }: Somebody): unknown[] =>
  reader.received.map(({ data }) => (data as { revision: number }).revision);

describe('a change', () => {
  it('is told at once, and then once a second at most', async () => {
    const { hub, clock, join } = createStage();
    const somebody = join(['changes.alerts']);
    expect(somebody.reader.received).toMatchObject([
      { type: 'changed', data: { part: 'alerts', revision: 0 } },
    ]);
    for (let count = 0; count < 5; count += 1) hub.changed('alerts');
    expect(revisions(somebody)).toEqual([0, 1]);
    await clock.advance(999);
    expect(revisions(somebody)).toEqual([0, 1]);
    await clock.advance(1);
    expect(revisions(somebody)).toEqual([0, 1, 5]);
    hub.changed('alerts');
    await clock.advance(1000);
    expect(revisions(somebody)).toEqual([0, 1, 5, 6]);
    await clock.advance(5000);
    expect(revisions(somebody)).toEqual([0, 1, 5, 6]);
    hub.changed('alerts');
    expect(revisions(somebody)).toEqual([0, 1, 5, 6, 7]);
  });

  it('of one part holds back no other', () => {
    const { hub, join } = createStage();
    const somebody = join(['changes.alerts', 'changes.ddns']);
    hub.changed('alerts');
    hub.changed('ddns');
    expect(somebody.reader.received.slice(2)).toMatchObject([
      { data: { part: 'alerts', revision: 1 } },
      { data: { part: 'ddns', revision: 1 } },
    ]);
  });

  it('says what the newest said', async () => {
    const { hub, clock, join } = createStage();
    const somebody = join(['changes.ddns']);
    hub.changed('ddns', { update: { stage: 'detect', progress: 0 } });
    hub.changed('ddns', { update: { stage: 'plan', progress: 0.5 } });
    hub.changed('ddns', { update: null });
    await clock.advance(1000);
    expect(somebody.reader.received.slice(1).map(({ data }) => data)).toEqual([
      { part: 'ddns', revision: 1, update: { stage: 'detect', progress: 0 } },
      { part: 'ddns', revision: 3, update: null },
    ]);
  });

  it('that happened meanwhile is known to who comes, and not told to it again', async () => {
    const { hub, clock, join } = createStage();
    const before = join(['changes.alerts']);
    hub.changed('alerts');
    hub.changed('alerts');
    const after = join(['changes.alerts']);
    expect(revisions(after)).toEqual([2]);
    await clock.advance(1000);
    expect(revisions(before)).toEqual([0, 1, 2]);
    expect(revisions(after)).toEqual([2]);
  });
});
