/**
 * A host for the kill tests: the real program over the system's ports, but with addresses read from a file that the
 * test writes, and with an end of its own: SIGKILL at a given moment of an update. Nothing of this is known to the
 * program. The stages are seen in its log; the commits are seen where they reach SQLite.
 *
 *     node kill-host.js DIST_DIR DATA_DIR MACHINE_FILE SPEED [MOMENT NTH]
 *
 * SPEED is how much faster than the machine's its clock runs, from a common beginning, so that hosts that follow each
 * other go on with the same time.
 */
import { readFileSync } from 'node:fs';
import { DatabaseSync, StatementSync, type SQLInputValue, type StatementResultingChanges } from 'node:sqlite';
import { createApp } from '../../electron/app.ts';
import type { Machine, MachineReading } from '../../electron/ddns/machine/machine.ts';
import type { BootSettings } from '../../electron/kernel/boot-settings.ts';
import { systemClock, type Clock } from '../../electron/kernel/clock.ts';
import type { RootLogger } from '../../electron/kernel/logger.ts';
import { createSystemPorts } from '../../electron/system-ports.ts';
import { momentsOf, type Kill, type Moment } from './moments.ts';
import { admin } from '../support/api.ts';
import { raiseLimits } from '../support/limits.ts';
import type { HostMessage, HostQuestion } from './host-messages.ts';
import { takeSnapshot } from './snapshot.ts';

const [distDir = '', dataDir = '', machineFile = '', speedText = '1', moment, nth] = process.argv.slice(2);

/** How often the program compares addresses; the test has no time for that. */
const WATCH_MS = 2000;
const FAST_WATCH_MS = 30;

let kill: Kill | null = moment === undefined ? null : { moment: moment as Moment, nth: Number(nth) };
let seen = 0;

function reach(here: Moment): void {
  if (kill?.moment !== here) return;
  seen += 1;
  if (seen === kill.nth) process.kill(process.pid, 'SIGKILL');
}

/** As the program calls it: with values in their order. */
type Run = (this: StatementSync, ...parameters: SQLInputValue[]) => StatementResultingChanges;

/** Calls {@link reach} before and after each commit of an update, and remembers the database. */
function watchCommits(): () => DatabaseSync | null {
  const run = StatementSync.prototype.run as Run;
  const { prepare } = DatabaseSync.prototype;
  let database: DatabaseSync | null = null;
  let around: ReturnType<typeof momentsOf> = null;
  const ofState = new WeakSet<StatementSync>();
  const remember = (found: DatabaseSync): void => {
    database = found;
  };

  DatabaseSync.prototype.prepare = function (sql, ...rest) {
    const statement = prepare.call(this, sql, ...rest);
    // What is measured is written between, in a file of its own.
    if (this.location()?.endsWith('state.db') !== true) return statement;
    ofState.add(statement);
    // Copies are opened to be looked at, too; only the program's own database is ever written through statements.
    if (sql.startsWith('begin')) remember(this);
    return statement;
  };
  const watchedRun: Run = function (...parameters) {
    if (!ofState.has(this)) return run.apply(this, parameters);
    const sql = this.sourceSQL;
    const passing = sql === 'commit' ? around : null;
    if (sql === 'begin immediate' || sql === 'commit') around = null;
    else around = momentsOf(sql) ?? around;
    if (passing) reach(passing[0]);
    const result = run.call(this, ...parameters);
    if (passing) reach(passing[1]);
    return result;
  };
  StatementSync.prototype.run = watchedRun as StatementSync['run'];
  return () => database;
}

function send(message: HostMessage): void {
  process.send?.(message);
}

const machine: Machine = {
  read: () => Promise.resolve(JSON.parse(readFileSync(machineFile, 'utf8')) as MachineReading),
  signature: () => readFileSync(machineFile, 'utf8'),
};

const speed = Number(speedText);
const BEGINNING = Date.UTC(2026, 0, 1);

const clock: Clock = {
  now: () =>
    speed === 1 ? systemClock.now() : Math.round(BEGINNING + (systemClock.now() - BEGINNING) * speed),
  elapsed: () => systemClock.elapsed() * speed,
  after: (ms, fn) => systemClock.after(ms === WATCH_MS ? FAST_WATCH_MS : ms / speed, fn),
};

/** No test here asks a name server that is not its own. */
const nobody = (): Promise<never> => Promise.reject(new Error('There is no network here'));

const boot: BootSettings = {
  dataDir,
  host: '127.0.0.1',
  http: { port: 0, given: true },
  tls: { port: 0, given: true },
  dns: { port: 0, given: true },
  logLevel: 'error',
  keySource: 'file',
  keyPassphraseFile: null,
  origins: {},
  adminUser: admin.username,
  adminPassword: admin.password,
};

const system = createSystemPorts(boot, distDir);
const logger: RootLogger = {
  ...system.logger,
  of: () => logger,
  debug(fields, text) {
    if (text === 'An update reached a stage') reach(fields['stage'] as Moment);
  },
};

const databaseOf = watchCommits();
const app = createApp({
  ...system,
  resolver: { ns: nobody, addresses: nobody },
  machine,
  clock,
  logger,
  print: () => undefined,
});

process.on('message', (question: HostQuestion) => {
  if (question.ask === 'kill') {
    seen = 0;
    kill = question.kill;
    send({ tell: 'armed' });
    return;
  }
  const database = databaseOf();
  if (database) send({ tell: 'snapshot', snapshot: takeSnapshot(database) });
});
// The test that started this process is gone.
process.on('disconnect', () => process.exit(0));

const { url, dns } = await app.start();
if (dns === null) throw new Error('The database is damaged');
await raiseLimits(dataDir);
send({ tell: 'ready', url, dns });
