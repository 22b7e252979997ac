/** The rounds: operation by operation, caller by caller, until the time is up. */
import fc from 'fast-check';
import { startFakeCloudflare } from '../fakes/cloudflare.ts';
import { startIssuer } from '../fakes/issuer.ts';
import { admin } from '../support/api.ts';
import { inRoot } from '../../scripts/support/paths.ts';
import { callerNames, createCallers, type CallerName } from './callers.ts';
import { createJudge } from './check.ts';
import { draftsOf, exampleDraft } from './drafts.ts';
import { startHome } from './home.ts';
import { createKnowledge } from './knowledge.ts';
import { leads } from './leads.ts';
import { readOperations, type ApiDocument, type Operation } from './operations.ts';
import { createProbe } from './probe.ts';
import { noise, rubbishFor } from './rubbish.ts';
import { createTally } from './tally.ts';
import { createValues } from './values.ts';
import { createSender } from './wire.ts';

/** How long and how many rounds at most, which requests, and to which operations (part of their ids). */
export interface FuzzOptions {
  readonly seconds: number;
  readonly rounds?: number;
  readonly seed: number;
  readonly only: string;
}

/** What came of it. */
export interface FuzzResult {
  readonly report: string;
  /** Operations that were never called. */
  readonly untouched: readonly string[];
  readonly findings: readonly string[];
}

/** Requests of a kind to an operation in one round; those that take long get one, and not in every round. */
const runsOf: Readonly<Record<CallerName | 'rubbish', number>> = {
  admin: 6,
  session: 2,
  weak: 2,
  nobody: 2,
  rubbish: 3,
};
const SLOW_MS = 25;
/** For making one counterexample smaller. */
const SHRINK_MS = 5000;
/** After these somebody may not be signed in any more. */
const endsSignIns = /log-?out|password|sessions|totp|users|roles|refresh/i;
/** The log is written by another process. */
const LOG_MS = 200;

/** Runs it. */
export async function fuzz({ seconds, rounds = Infinity, seed, only }: FuzzOptions): Promise<FuzzResult> {
  const home = await startHome();
  const provider = await startFakeCloudflare();
  const issuer = await startIssuer();
  const sender = createSender(home.url());
  try {
    const knowledge = createKnowledge(Date.now);
    const tally = createTally();
    const findings = new Map<string, string>();
    const document = (await (await fetch(`${home.url()}/openapi.json`)).json()) as ApiDocument;
    const operations = new Map(readOperations(document).map((one) => [one.id, one] as const));
    const chosen = [...operations.values()].filter(({ id }) => id.includes(only));
    const values = createValues(document.components.schemas);
    const drafts = new Map(chosen.map((one) => [one.id, draftsOf(one, values)] as const));

    const setUp = await home.setUp();
    tally.count('auth.setup', setUp.status, 0);
    await home.openUp();
    knowledge.set('password', admin.password);
    knowledge.set('username', admin.username);
    knowledge.set('email', 'admin@example.com');
    knowledge.set('endpoint', provider.endpoint);
    knowledge.set('issuer', issuer.url);
    knowledge.add('role', 'user');
    const callers = await createCallers(home);
    const judge = createJudge(document, [inRoot('package.json').replace(/\/[^/]*$/, ''), home.dataDir]);
    const probe = createProbe({ home, sender, judge, knowledge, tally, callers });

    async function check<T>(
      name: string,
      runs: number,
      at: number,
      any: fc.Arbitrary<T>,
      call: (one: T) => Promise<void>,
    ) {
      const property = fc.asyncProperty(any, call);
      const result = await fc.check(property, {
        seed: at,
        numRuns: runs,
        plugins: [fc.interruptAfterTimeLimit(SHRINK_MS)],
      });
      if (!result.failed || findings.has(name)) return;
      const { errorInstance: error } = result;
      findings.set(
        name,
        error instanceof Error ? error.message : `${name}: ${JSON.stringify(result.counterexample)}`,
      );
    }

    /** Brings about what an operation needs. */
    async function prepare({ id }: Operation): Promise<void> {
      if (/ticket/i.test(id)) knowledge.add('ticket', await home.ticket());
      await home.command('unlock');
      for (const lead of leads[id] ?? []) {
        const before = operations.get(lead.operation);
        if (!before) continue;
        const draft = exampleDraft(before, values);
        await check(before.id, 1, seed, draft, (one) => probe.call(before, lead.as, one));
      }
    }

    async function turn(operation: Operation, at: number): Promise<void> {
      const { id, path, method } = operation;
      const isSlow = tally.of(id).meanMs > SLOW_MS;
      const mayEnd = method !== 'GET' && endsSignIns.test(path);
      const any = drafts.get(id);
      if (!any) return;
      for (const caller of callerNames) {
        if (caller === 'admin' || caller === 'session') await prepare(operation);
        await check(`${id} ${caller}`, isSlow ? 1 : runsOf[caller], at, any, (one) =>
          probe.call(operation, caller, one),
        );
        if (mayEnd) await callers.renew();
      }
      const { host } = new URL(home.url());
      const bytes = fc.oneof(
        { weight: 9, arbitrary: rubbishFor({ path, method, host, bearer: callers.token }) },
        { weight: 1, arbitrary: noise },
      );
      await check(`${id} bytes`, isSlow ? 1 : runsOf.rubbish, at, bytes, (make) => probe.bytes(id, make()));
      if (mayEnd) await callers.renew();
    }

    const end = performance.now() + seconds * 1000;
    for (let round = 0; round < rounds && performance.now() < end && !findings.has('health'); round += 1) {
      for (const [index, operation] of chosen.entries()) {
        if (performance.now() > end) break;
        const { meanMs } = tally.of(operation.id);
        const isDue = round % (1 + Math.floor(meanMs / (SLOW_MS * 8))) === 0;
        if (isDue) await turn(operation, (seed + round * 10_007 + index * 101) | 0);
      }
      if (!(await home.isHealthy())) findings.set('health', `Not healthy any more:\n${home.lastWords()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOG_MS));
    for (const bug of home.newBugs())
      findings.set(bug, `An error in the log at the end: ${bug.slice(0, 1500)}`);
    const ids = chosen.map(({ id }) => id);
    const untouched = ids.filter((id) => tally.of(id).calls === 0);
    return { report: tally.report(ids), untouched, findings: [...findings.values()] };
  } finally {
    sender.close();
    await home.stop();
    await provider.close();
    await issuer.stop();
  }
}
