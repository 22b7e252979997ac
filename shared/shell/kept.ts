/** What the shell keeps on a machine, as text of a file that anybody may have edited. Pure. */
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

const Pixels = Type.Integer({ minimum: -100_000, maximum: 100_000 });
const SavedBounds = Type.Object({ x: Pixels, y: Pixels, width: Pixels, height: Pixels });
const Kept = Type.Object({
  /** As `preferencesOf` reads them. */
  preferences: Type.Unknown(),
  /** Of the window, where it was last. */
  bounds: Type.Union([SavedBounds, Type.Null()]),
});
/** What stands in the file. */
export type Kept = Static<typeof Kept>;

/** What a text holds. @throws {Error} where it is anything else */
export function keptOf(text: string): Kept {
  const found: unknown = JSON.parse(text);
  if (!Value.Check(Kept, found)) throw new Error('This is not what the shell keeps');
  return found;
}
