/**
 * What the page may ask of the shell on a desktop, besides the API: the one schema of the way between them. The shell
 * checks what comes by it, the preload exposes it by name, the page is typed from it.
 */
import { Type, type Static } from 'typebox';
import { languages } from '../i18n/index.ts';

const preferences = {
  language: Type.Enum(['system', ...languages]),
  start_at_login: Type.Boolean(),
  start_minimised: Type.Boolean(),
  close_hides: Type.Boolean(),
  hiding_told: Type.Boolean(),
  popover: Type.Boolean(),
  auto_update: Type.Boolean(),
  version_told: Type.String(),
  notifications: Type.Object(
    { alerts: Type.Boolean(), names: Type.Boolean(), updates: Type.Boolean(), core: Type.Boolean() },
    { additionalProperties: false },
  ),
};
const Preferences = Type.Object(preferences);
// What has been told of is the shell's own to know.
const { hiding_told: _hiding, version_told: _version, ...theirs } = preferences;

/** Where the page runs. */
const Surroundings = Type.Object({
  system: Type.Union([Type.Literal('linux'), Type.Literal('darwin'), Type.Literal('win32')]),
  version: Type.String(),
  core: Type.Union([Type.Literal('own'), Type.Literal('attached')]),
  /** The package can renew itself, so that `auto_update` means something. */
  can_update: Type.Boolean(),
  preferences: Preferences,
});

/** Every call by its name: what goes in and what comes back. */
export const ipcCalls = {
  /** Where the page runs, and what was chosen for this machine. */
  describe: { input: Type.Null(), output: Surroundings },
  /** Changes some preferences; what is left out stays. */
  changePreferences: {
    input: Type.Partial(Type.Object(theirs), { additionalProperties: false }),
    output: Preferences,
  },
  /** Shows a folder in the system's own way. */
  openFolder: {
    input: Type.Object(
      { which: Type.Union([Type.Literal('data'), Type.Literal('logs')]) },
      { additionalProperties: false },
    ),
    output: Type.Null(),
  },
} as const;

/** The name of a call. */
export type IpcName = keyof typeof ipcCalls;
/** What a call takes. */
export type IpcInput<N extends IpcName> = Static<(typeof ipcCalls)[N]['input']>;
/** What a call answers. */
export type IpcOutput<N extends IpcName> = Static<(typeof ipcCalls)[N]['output']>;

/** What the page finds as `window.cloudcube` on a desktop, and nothing elsewhere. */
export type DesktopApi = {
  readonly [N in IpcName]: IpcInput<N> extends null
    ? () => Promise<IpcOutput<N>>
    : (input: IpcInput<N>) => Promise<IpcOutput<N>>;
};

/** Electron's name for a call. */
export const channelOf = <N extends IpcName>(name: N): `cloudcube:${N}` => `cloudcube:${name}`;
