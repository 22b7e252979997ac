/** What a start of the shell was given, taken apart. Pure. */
import { SCHEME } from './deep-link.ts';

/** What the shell takes for itself; the rest goes to the program. */
export interface StartArguments {
  /** `--no-tray`: the window alone. */
  readonly tray: boolean;
  /** `--hidden`: no window, as at login. */
  readonly hidden: boolean;
  /** It comes of a crash. */
  readonly after_crash: boolean;
  /** Everything that is not the shell's own. */
  readonly rest: readonly string[];
}

/**
 * Chromium's and Node's own switches that somebody may well give: they work without us, and are no reason not to start.
 * An AppImage gives the first where the system allows no sandbox, Playwright the next two.
 */
const switches: ReadonlySet<string> = new Set([
  '--no-sandbox',
  '--inspect',
  '--remote-debugging-port',
  '--ozone-platform',
  '--ozone-platform-hint',
  '--enable-features',
  '--disable-features',
  '--disable-gpu',
  '--force-device-scale-factor',
  '--password-store',
  '--lang',
]);

/** The flag of a start that comes of a crash. */
export const AFTER_CRASH = '--after-crash';

/** By the arguments after the program's own. */
export function startArgumentsOf(argv: readonly string[]): StartArguments {
  const own = new Set(['--no-tray', '--hidden', AFTER_CRASH]);
  const isSwitch = (argument: string): boolean => switches.has(argument.split('=', 1)[0] ?? '');
  const isLink = (argument: string): boolean => argument.toLowerCase().startsWith(`${SCHEME}:`);
  return {
    tray: !argv.includes('--no-tray'),
    hidden: argv.includes('--hidden'),
    after_crash: argv.includes(AFTER_CRASH),
    rest: argv.filter((argument) => !own.has(argument) && !isSwitch(argument) && !isLink(argument)),
  };
}

/** Whether a start shows the window: somebody wants it, it is the only way in, or a link leads there. */
export const showsWindow = (
  { tray, hidden }: Pick<StartArguments, 'tray' | 'hidden'>,
  more: { readonly link: string | null; readonly at_login: boolean; readonly start_minimised: boolean },
): boolean => !tray || more.link !== null || !(hidden || more.at_login || more.start_minimised);
