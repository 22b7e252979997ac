/** Somebody must always be left who may do everything: or only the command line could mend what went wrong. Pure. */
import { SUPER_ADMIN } from '../../../shared/roles.ts';

interface Standing {
  readonly id: string;
  readonly role: string;
  readonly is_active: boolean;
}

const isAdministrator = ({ role, is_active }: Pick<Standing, 'role' | 'is_active'>): boolean =>
  role === SUPER_ADMIN && is_active;

/**
 * Whether a change would take away the last active administrator. `after` is how the user would stand, `null` for one
 * who would be gone. Where there is none anyway, nothing is taken away.
 */
export function takesLastAdministrator(
  all: readonly Standing[],
  userId: string,
  after: Pick<Standing, 'role' | 'is_active'> | null,
): boolean {
  const administrators = all.filter(isAdministrator);
  if (!administrators.some(({ id }) => id === userId)) return false;
  return administrators.length === 1 && (after === null || !isAdministrator(after));
}
