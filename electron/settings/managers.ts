/** Settings that another part changes, together with what belongs to them. */
import type { StoredReason } from '../../shared/api/common.ts';

/** What is to be set in the place of a given value, or why nothing is. */
export type Checked = { readonly value: unknown } | { readonly reason: StoredReason };

/** Who looks after some of the settings. */
export interface SettingManager {
  /** Address of the page that shows and changes them. */
  readonly page: string;
  /** What changing them asks for besides. */
  readonly permission: string;
  readonly owns: (key: string) => boolean;
  /** Looks at what would be set, all of it together; each value fits its schema. */
  check(values: ReadonlyMap<string, unknown>): Promise<ReadonlyMap<string, Checked>>;
  /** Called once they are set. */
  applied(): Promise<void>;
}

/** Who looks after a setting; `undefined`: nobody but the settings themselves. */
export const managerOf = (managers: readonly SettingManager[], key: string): SettingManager | undefined =>
  managers.find(({ owns }) => owns(key));
