/** That something is different in a part: counted at once, told at most once a second. */
import type { ServerData } from '../../../shared/events.ts';
import { changingParts, type ChangeTopic, type ChangingPart } from '../../../shared/live/topics.ts';
import type { Cancel, Clock } from '../../kernel/clock.ts';

const PAUSE_MS = 1000;

/** What a part's topic says. */
export type ChangedData = ServerData<'changed'>;

/** The parts' revisions. */
export interface Changes {
  /** Counts a change. The newest `update` holds. */
  changed(part: ChangingPart, more?: Pick<ChangedData, 'update'>): void;
  stop(): void;
}

const topicOf = (part: ChangingPart): ChangeTopic => `changes.${part}`;
const parts = Object.keys(changingParts) as ChangingPart[];

/**
 * `remember` takes a topic's newest value, `tell` sends it to whoever reads it. Each part has revision 0 at once: whoever
 * looks has something to compare with.
 */
export function createChanges(deps: {
  readonly clock: Clock;
  readonly remember: (topic: ChangeTopic, data: ChangedData) => void;
  readonly tell: (topic: ChangeTopic) => void;
}): Changes {
  const { clock, remember, tell } = deps;
  const revisions = new Map<ChangingPart, number>();
  /** Parts that were told within the last second, and whether there is something new since. */
  const pausing = new Map<ChangingPart, { isNew: boolean; readonly cancel: Cancel }>();

  function pause(part: ChangingPart): void {
    const cancel = clock.after(PAUSE_MS, () => {
      const isNew = pausing.get(part)?.isNew;
      pausing.delete(part);
      if (isNew) tellNow(part);
    });
    pausing.set(part, { isNew: false, cancel });
  }

  function tellNow(part: ChangingPart): void {
    pause(part);
    tell(topicOf(part));
  }

  for (const part of parts) remember(topicOf(part), { part, revision: 0 });

  return {
    changed(part, more) {
      const revision = (revisions.get(part) ?? 0) + 1;
      revisions.set(part, revision);
      remember(topicOf(part), { part, revision, ...more });
      const told = pausing.get(part);
      if (told) told.isNew = true;
      else tellNow(part);
    },
    stop() {
      for (const { cancel } of pausing.values()) cancel();
      pausing.clear();
    },
  };
}
