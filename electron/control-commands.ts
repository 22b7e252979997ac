/** What the command line and the shell can ask of the running program. */
import type { Running } from './app.ts';
import { verifiedText } from './audit-text.ts';
import type { Core } from './core.ts';
import { COMMAND_LINE } from './kernel/acting.ts';
import { toTimestamp } from './kernel/clock.ts';
import { UserError } from './kernel/errors.ts';
import type { ControlHandler } from './kernel/control.ts';
import { keysText, revokedText } from './key-text.ts';
import { askForYes, type StateCopy } from './kernel/state-copies.ts';
import type { Settings } from './kernel/settings.ts';
import { resetPassword, unlock } from './user-commands.ts';
import { createWords } from '../shared/i18n/index.ts';
import type { Standing } from '../shared/shell/standing.ts';
import { version } from './kernel/version.ts';

/** What the commands act on. */
export interface ControlDeps {
  readonly running: () => Running | null;
  /** Goes on from a copy, or from nothing. */
  readonly restore: (copy: StateCopy | null) => Promise<{ from: string | null; aside: string | null }>;
  readonly newestCopy: () => StateCopy | null;
}

/** A value from the command line: JSON where it is that, else text. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON: a name, a word.
    return text;
  }
}

const SETTINGS_USAGE = 'settings list | get KEY | set KEY VALUE | add KEY ENTRY | remove KEY ENTRY';

async function runSettings(settings: Settings, args: readonly string[]): Promise<string> {
  const words = createWords('en');
  const [verb = 'list', key = '', text] = args;
  const show = (): string =>
    settings
      .list()
      .map(
        (entry) => `${entry.key} = ${JSON.stringify(entry.value)}\n    ${words.say(`settings.${entry.key}`)}`,
      )
      .join('\n');
  const find = (): unknown => {
    const entry = settings.list().find((candidate) => candidate.key === key);
    if (!entry) throw new UserError('SETTING_UNKNOWN', { params: { key } });
    return entry.value;
  };
  if (verb === 'list') return show();
  if (verb === 'get') return JSON.stringify(find());
  if (text === undefined) throw new Error(SETTINGS_USAGE);
  switch (verb) {
    case 'set':
      await settings.set(key, parseValue(text), 'command line');
      break;
    case 'add':
    case 'remove': {
      const list: unknown = find();
      if (!Array.isArray(list)) throw new Error(`${key} is not a list`);
      const rest = (list as unknown[]).filter((entry) => entry !== text);
      await settings.set(key, verb === 'add' ? [...rest, text] : rest, 'command line');
      break;
    }
    default:
      throw new Error(SETTINGS_USAGE);
  }
  return JSON.stringify(find());
}

async function runKeySource(
  { secretBox }: Pick<Core, 'secretBox'>,
  [to]: readonly string[],
): Promise<string> {
  if (to !== undefined) {
    if (to !== 'keychain' && to !== 'file' && to !== 'passphrase') {
      throw new Error('key-source [keychain | file | passphrase]');
    }
    await secretBox.moveKey(to);
  }
  const status = secretBox.status();
  if (status.state === 'open') return `The master key is kept in: ${status.source}`;
  const params = { source: status.source, key_trouble: status.trouble ?? 'none' };
  return createWords('en').explain({ code: status.code, params });
}

/** Errors of the program in words, as the command line prints them. */
function inWords(handler: ControlHandler): ControlHandler {
  return async (args) => {
    try {
      return await handler(args);
    } catch (error) {
      if (error instanceof UserError)
        throw new Error(createWords('en').explain(error.reason), { cause: error });
      throw error;
    }
  };
}

/** The commands by name; each answers text to print, `status` a {@link Standing} for the shell. */
export function createControlCommands(deps: ControlDeps): Record<string, ControlHandler> {
  const core = () => {
    const running = deps.running();
    if (running?.kind === 'core') return running.core;
    throw new UserError('STORAGE_DAMAGED', { params: { remedy: deps.newestCopy() ? 'copy' : 'empty' } });
  };
  const commands: Record<string, ControlHandler> = {
    async 'setup-link'() {
      const { url, expires_at: expiresAt } = await core().setupLink();
      return `Open this address until ${toTimestamp(expiresAt)}; it works once:\n${url}`;
    },
    ticket: () => core().openLink(),
    status() {
      const running = deps.running();
      // Going on from a copy: neither runs for a moment.
      if (running === null) throw new UserError('SERVICE_UNAVAILABLE');
      const { kind } = running;
      const standing: Standing =
        kind === 'core'
          ? {
              ...{ runs: kind, version },
              url: running.core.addresses.url,
              setup_needed: running.core.needsSetup(),
            }
          : { ...{ runs: kind, version }, url: running.recovery.url, setup_needed: false };
      return Promise.resolve(standing);
    },
    'list-keys': () => Promise.resolve(keysText(core().apiKeys.list())),
    async 'revoke-key'([keyId = '']) {
      return revokedText(await core().apiKeys.revoke(keyId));
    },
    unlock: (args) => unlock(core().users, args),
    'reset-password': (args) => resetPassword(core().users, args),
    async 'rotate-signing-key'() {
      const kid = await core().rotateSigningKey();
      return `A new key signs access tokens from now on: ${kid}`;
    },
    settings: (args) => runSettings(core().settings, args),
    async audit([verb]) {
      if (verb !== 'verify') throw new Error('audit verify');
      return verifiedText(await core().audit.verify());
    },
    'key-source': (args) => runKeySource(core(), args),
    async restore(args) {
      const running = deps.running();
      const isSound = running?.kind === 'core' && (await running.core.isSound());
      const toNothing = args.includes('--empty');
      const copy = toNothing ? null : deps.newestCopy();
      if (copy === null && !toNothing)
        throw new Error('There is no good copy. To begin anew: npm run cli -- restore --empty');
      if (isSound && !args.includes('--yes')) throw new Error(askForYes(copy));
      const { from, aside } = await deps.restore(copy);
      const started = deps.running();
      // What was written since the copy is gone with it: that is told in what came back.
      if (started?.kind === 'core')
        await started.core.audit.record({ action: 'state.restore', payload: { from } });
      const began = from === null ? 'Began anew' : `Restored from ${from}`;
      return aside === null ? began : `${began}; the file before it is kept as ${aside}`;
    },
  };
  const asOwner =
    (handler: ControlHandler): ControlHandler =>
    (args) => {
      const running = deps.running();
      return running?.kind === 'core'
        ? running.core.acting.run(COMMAND_LINE, () => handler(args))
        : handler(args);
    };
  return Object.fromEntries(
    Object.entries(commands).map(([name, handler]) => [name, inWords(asOwner(handler))]),
  );
}
