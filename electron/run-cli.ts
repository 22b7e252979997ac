/** The command line: speaks to the running program, and restores a stopped one's database. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createWords } from '../shared/i18n/index.ts';
import { defaultDataDir } from './kernel/boot-settings.ts';
import { systemClock, toTimestamp } from './kernel/clock.ts';
import { callControl } from './kernel/control.ts';
import { openDataFolder, wasEmptied, type DataFolder } from './kernel/data-folder.ts';
import { openDatabase } from './kernel/database.ts';
import { messageOf, OperationalError, UserError } from './kernel/errors.ts';
import { lockFolder } from './kernel/folder-lock.ts';
import { createLogger } from './kernel/logger.ts';
import { readPassword } from './read-password.ts';
import { visibleLines } from './kernel/visible.ts';
import { askForYes, finishRestore, newestGoodCopy, restoreState } from './kernel/state-copies.ts';

const USAGE = `Usage: npm run cli -- [--data-dir DIR] COMMAND

  open                              an address that opens the page signed in; it works once, for a minute
  setup-link                        a new one-time address for making the administrator
  settings [list]                   every setting with its value and meaning
  settings get KEY
  settings set KEY VALUE
  settings add KEY ENTRY            for settings that are lists
  settings remove KEY ENTRY
  key-source [keychain | file | passphrase]
                                    where the master key is kept, or to keep it in another place from now on
  list-keys                         every API key, without its secret
  revoke-key ID                     end an API key for good
  unlock [NAME|IP]                  forget failed sign-ins: of a user, of an address, or all
  reset-password NAME [--generate] [--remove-totp]
                                    a new password for a user, read from the keyboard or a pipe, or a random one;
                                    --remove-totp also turns their two-step sign-in off
  audit verify                      whether the audit log is whole; exit code 1 and the place where it is not
  rotate-signing-key                let a new key sign access tokens
  restore [--empty] [--yes]         go back to the newest good copy of the database, or to an empty one;
                                    --yes also where the present one is in order
`;

/** Takes `--data-dir` out of the arguments. */
function splitArgs(argv: readonly string[]): { dataDir: string; rest: string[] } {
  const rest = [...argv];
  const at = rest.findIndex((arg) => arg === '--data-dir' || arg.startsWith('--data-dir='));
  let given: string | undefined;
  if (at !== -1) {
    const [flag = ''] = rest.splice(at, 1);
    given = flag.includes('=') ? flag.slice(flag.indexOf('=') + 1) : rest.splice(at, 1)[0];
  }
  const env = process.env['CLOUDCUBE_DATA_DIR'];
  return { dataDir: resolve(given ?? (env || defaultDataDir(process.platform, process.env))), rest };
}

/** Whether there is a database that opens. @throws {StartError} where another process holds it. */
function isInOrder(folder: DataFolder): boolean {
  if (!existsSync(folder.stateFile) || wasEmptied(folder)) return false;
  try {
    openDatabase(folder.stateFile).close();
    return true;
  } catch (error) {
    if (error instanceof OperationalError && error.code === 'STORAGE_DAMAGED') return false;
    throw error;
  }
}

/** With nobody running, the file is nobody's and can be replaced here. */
function restoreStopped(dataDir: string, args: readonly string[]): string {
  const folder = openDataFolder(dataDir);
  const lock = lockFolder(folder.path);
  try {
    return restoreHeld(folder, args);
  } finally {
    lock.release();
  }
}

function restoreHeld(folder: DataFolder, args: readonly string[]): string {
  finishRestore(folder);
  const toNothing = args.includes('--empty');
  const copy = toNothing ? null : newestGoodCopy(folder);
  if (copy === null && !toNothing) throw new Error('There is no good copy. To begin anew, add --empty');
  if (!args.includes('--yes') && isInOrder(folder)) throw new Error(askForYes(copy));
  const aside = restoreState(folder, copy, systemClock.now());
  const from = copy ? `Restored the copy of ${toTimestamp(copy.made_at)}` : 'Began anew';
  return aside === null ? from : `${from}; the file before it is kept as ${aside}`;
}

/** The commands, with how many arguments they take (`null`: they see for themselves) and what the program calls them. */
const commands: Readonly<Record<string, { readonly args: number | null; readonly as?: string }>> = {
  open: { args: 0, as: 'ticket' },
  'setup-link': { args: 0 },
  settings: { args: null },
  'key-source': { args: null },
  'list-keys': { args: 0 },
  'revoke-key': { args: 1 },
  unlock: { args: null },
  'reset-password': { args: null },
  audit: { args: 1 },
  'rotate-signing-key': { args: 0 },
  restore: { args: null },
};

/**
 * The arguments as the program takes them: of a new password, the name, the password (empty for a random one) and the
 * flags. `null` for a wrong call.
 */
async function argumentsOf(command: string, args: readonly string[]): Promise<readonly string[] | null> {
  if (command === 'unlock') return args.length <= 1 ? args : null;
  if (command !== 'reset-password') return args;
  const isFlag = (arg: string): boolean => arg === '--generate' || arg === '--remove-totp';
  const flags = args.filter(isFlag);
  const [name, ...others] = args.filter((arg) => !isFlag(arg));
  if (name === undefined || name.startsWith('--') || others.length > 0) return null;
  if (flags.includes('--generate')) return [name, '', ...flags];
  const password = await readPassword(process.stdin, process.stderr, `New password of ${name}: `);
  if (password === null || password === '') throw new Error('No password was given');
  return [name, password, ...flags];
}

/** Where nobody runs: what can be done without. `null` for what cannot. */
async function stoppedAnswer(
  dataDir: string,
  command: string,
  args: readonly string[],
): Promise<string | null> {
  if (command === 'restore') return restoreStopped(dataDir, args);
  // Loaded only here: it brings the whole program with it.
  const { runStopped, stoppedCommands } = await import('./stopped.ts');
  const run = Object.hasOwn(stoppedCommands, command) ? stoppedCommands[command] : undefined;
  // A slip in the folder's name must not make one.
  if (!run || !existsSync(join(dataDir, 'state.db'))) return null;
  return runStopped(dataDir, { clock: systemClock, logger: createLogger('error') }, run, args);
}

/** Runs one command and answers the exit code: 0 done, 1 refused (or a broken audit log), 2 a wrong call. */
export async function runCli(argv: readonly string[]): Promise<number> {
  const { dataDir, rest } = splitArgs(argv);
  const [command, ...args] = rest;
  const known = command !== undefined && Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (command === undefined || !known || (known.args !== null && known.args !== args.length)) {
    (command === '--help' ? process.stdout : process.stderr).write(USAGE);
    return command === '--help' ? 0 : 2;
  }
  const unknown =
    command === 'restore' ? args.find((arg) => arg !== '--yes' && arg !== '--empty') : undefined;
  if (unknown !== undefined) {
    process.stderr.write(`restore does not know ${unknown}\n\n${USAGE}`);
    return 2;
  }
  try {
    const given = await argumentsOf(command, args);
    if (given === null) {
      process.stderr.write(USAGE);
      return 2;
    }
    const answer = await callControl(dataDir, known.as ?? command, given);
    const done = answer === null ? await stoppedAnswer(dataDir, command, given) : null;
    if (done !== null) {
      process.stdout.write(`${visibleLines(done)}\n`);
      return 0;
    }
    if (answer === null) {
      process.stderr.write(
        `CloudCube is not running with the data folder ${dataDir}. Start it first: npm start\n`,
      );
      return 1;
    }
    (answer.ok ? process.stdout : process.stderr).write(
      `${visibleLines(answer.ok ? String(answer.result) : answer.message)}\n`,
    );
    return answer.ok ? 0 : 1;
  } catch (error) {
    const inWords = error instanceof UserError ? createWords('en').explain(error.reason) : messageOf(error);
    process.stderr.write(`${visibleLines(inWords)}\n`);
    return 1;
  }
}
