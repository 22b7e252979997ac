/** Units of systemd, as the sampler saw them last. */
import { failed, ok, unavailable, type MachineState, type UnitState } from '../model.ts';
import type { Kind } from './kind.ts';

/** A unit by its name, with or without `.service`. */
export const findUnit = (units: readonly UnitState[], name: string): UnitState | undefined =>
  units.find(({ unit }) => unit === name || unit === `${name}.service`);

/** The kind. */
export function createServiceKind({ units }: Pick<MachineState, 'units'>): Kind<'service'> {
  return {
    target: ({ unit }) => unit,
    unavailable() {
      const known = units();
      return 'value' in known ? null : known.unavailable;
    },
    run({ unit }) {
      const known = units();
      if (!('value' in known)) return unavailable(known.unavailable);
      const found = findUnit(known.value, unit);
      if (!found) return failed('CHECK_UNIT_UNKNOWN', { unit });
      const { active, sub } = found;
      return active === 'active' ? ok() : failed('CHECK_UNIT_INACTIVE', { unit, active, sub });
    },
  };
}
