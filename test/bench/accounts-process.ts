/**
 * Child process of the measurements at providers: the engine with accounts, whose providers are somewhere else. Argument:
 * a folder for its state. It is told one order at a time and answers it.
 */
import { createWords } from '../../shared/i18n/index.ts';
import type { Addressed, AccountsOrder, Checked, Timed } from './accounts-engine.ts';
import { createEngine } from './engine.ts';

const [, , folder = '.'] = process.argv;
const words = createWords('en');
/** What the servers of names without a name server of their own say: nothing yet, or what was last sent there. */
let isPublished = false;
const engine = await createEngine(folder, (real) => (own) => {
  if (own !== null) return real(own);
  return (questions) => {
    const values = isPublished ? [engine.address()] : [];
    return Promise.resolve(questions.map(() => [{ server: 'ns', values }]));
  };
});
const { service, accounts, database } = engine;

async function timed<T>(work: () => Promise<T>): Promise<T & Timed> {
  const start = performance.now();
  const result = await work();
  return { ...result, ms: performance.now() - start };
}

const countOk = (): number => service.status(words).hosts.filter(({ state }) => state === 'ok').length;

async function add({ names, ...account }: Extract<AccountsOrder, { kind: 'account' }>['account']) {
  const { account_id: accountId } = await accounts.create(account);
  // What a transaction waits for is the database alone: the zones are known before.
  await service.grounds.ofAccount(accountId).runner.ground.zones();
  await database.transact(async () => {
    for (const name of names) {
      await service.hosts.create({ name, account_id: accountId, families: ['A'], scope: 'lan' });
    }
  });
  return {};
}

/** What the schedule does, with its outcome. */
async function check(): Promise<Checked> {
  const runners = service.grounds.active();
  const outcome = await timed(async () => {
    const request = { trigger: 'schedule', force: false } as const;
    const outcomes = await Promise.all(runners.map(({ queue }) => queue.ask(request, true).outcome));
    const sum = (pick: (one: (typeof outcomes)[number]) => number): number =>
      outcomes.reduce((total, one) => total + pick(one), 0);
    return { changed: sum(({ changed }) => changed), failed: sum(({ failed }) => failed) };
  });
  return { ...outcome, verified: countOk() };
}

async function update(): Promise<Checked> {
  engine.move();
  const outcome = await timed(async () => {
    const { job } = await service.update(false);
    const { changed, failed } = await job.done;
    return { changed, failed };
  });
  return { ...outcome, verified: countOk() };
}

/** The same lists, asked for by the same client, and read: no check can take less. */
function bare(lists: readonly Addressed[]): Promise<Timed> {
  return timed(async () => {
    const bodies = await Promise.all(
      lists.map(async ({ endpoint, url, headers }) => {
        const { body } = await engine.httpTo({ endpoint, proxy: null })({ method: 'GET', url, headers });
        return JSON.parse(body) as unknown;
      }),
    );
    return { lists: bodies.length };
  });
}

function obey(order: AccountsOrder): Promise<object> {
  switch (order.kind) {
    case 'account':
      return add(order.account);
    case 'check':
      return check();
    case 'update':
      isPublished = order.published;
      return update();
    case 'bare':
      return bare(order.lists);
  }
}

// Never outlives the bench.
process.once('disconnect', () => process.exit());
process.on('message', (order: AccountsOrder) => {
  void obey(order).then((result) => process.send?.(result));
});
process.send?.({ ready: true });
