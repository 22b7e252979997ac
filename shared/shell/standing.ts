/** What a running program tells its shell over `control.sock` (the command `status`). */
import { Type, type Static } from 'typebox';

/** How the program stands. Checked by the shell: a daemon of another version may hold the data folder. */
export const Standing = Type.Object({
  /** `recovery`: over a damaged database it offers the way back. */
  runs: Type.Union([Type.Literal('core'), Type.Literal('recovery')]),
  version: Type.String(),
  /** Of the page and the API on this machine. */
  url: Type.String(),
  /** There is no administrator yet. */
  setup_needed: Type.Boolean(),
});
/** {@link Standing} as a type. */
export type Standing = Static<typeof Standing>;
