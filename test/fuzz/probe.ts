/** One call to one operation: sent, counted, judged, and learned from. */
import type { CallerName, Callers } from './callers.ts';
import type { Judge } from './check.ts';
import { leavesItsPath, wireOf, type Draft } from './drafts.ts';
import type { Home } from './home.ts';
import type { Knowledge } from './knowledge.ts';
import type { Operation } from './operations.ts';
import type { Tally } from './tally.ts';
import { asCurl, type Sender, type Wire, type WireAnswer } from './wire.ts';

/** Calls; each throws an Error that says what is wrong, for fast-check to make it smaller. */
export interface Probe {
  call(operation: Operation, caller: CallerName, draft: Draft): Promise<void>;
  bytes(name: string, bytes: Buffer): Promise<void>;
}

/** Over the parts of one run. */
export function createProbe(deps: {
  home: Home;
  sender: Sender;
  judge: Judge;
  knowledge: Knowledge;
  tally: Tally;
  callers: Callers;
}): Probe {
  const { home, sender, judge, knowledge, tally, callers } = deps;

  function judged(found: string | null, name: string, shown: () => string): void {
    const [bug] = home.newBugs();
    const wrong = found ?? (bug === undefined ? null : `left an error in the log: ${bug.slice(0, 1500)}`);
    if (wrong !== null) throw new Error(`${name}: the answer ${wrong}\n  ${shown()}`);
  }

  /** A device comes with a password of its own. */
  function headersOf(operation: Operation, caller: CallerName): Wire['headers'] {
    if (!operation.isForDevices || caller === 'nobody') return callers.headersOf(caller);
    const password = String(knowledge.fill(knowledge.known('device_token')));
    return [['authorization', `Basic ${Buffer.from(`device:${password}`).toString('base64')}`]];
  }

  return {
    async call(operation, caller, draft) {
      const plain = wireOf(operation, draft, knowledge);
      // The first of a name counts: what a draft brings itself stands.
      const own = headersOf(operation, caller).filter(
        ([name]) => !plain.headers.some(([one]) => one === name),
      );
      const wire: Wire = { ...plain, headers: [...plain.headers, ...own] };
      const name = `${operation.id} (${caller})`;
      const shown = (): string => asCurl(home.url(), wire);
      let answer: WireAnswer;
      try {
        answer = await sender.send(wire);
      } catch (error) {
        throw new Error(`${name}: no answer: ${String(error)}\n  ${shown()}`, { cause: error });
      }
      if (leavesItsPath(operation, draft, knowledge)) {
        judged(judge.ofAnybody(answer), name, shown);
        return;
      }
      tally.count(operation.id, answer.status, answer.elapsedMs);
      judged(judge.ofOperation(operation, answer), name, shown);
      const isJson = (answer.headers['content-type'] ?? '').startsWith('application/json');
      if (answer.status >= 300 || !isJson) return;
      const { data } = JSON.parse(answer.body) as { data?: unknown };
      knowledge.learn(operation.path, data);
    },
    async bytes(name, bytes) {
      const answer = await sender.sendBytes(bytes);
      judged(answer && judge.ofAnybody(answer, name), `${name} (bytes)`, () =>
        JSON.stringify(bytes.toString('latin1').slice(0, 2000)),
      );
    },
  };
}
