/** The permissions there are: what the operations ask for. */
import { permissionsIn } from '../permissions.ts';
import { contract } from './index.ts';

/** Every permission that some operation asks for, sorted. */
export const knownPermissions: readonly string[] = permissionsIn(contract);
