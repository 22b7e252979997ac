/** The moments of an update at which a process can be killed: its stages, and both sides of each of its commits. */
import type { Stage } from '../../shared/api/ddns.ts';

/** Before and after the commit of the intended operations, of the zone, of the outcome. */
type Commit = 'intending' | 'intended' | 'applying' | 'applied' | 'recording' | 'recorded';

/** A moment. */
export type Moment = Stage | Commit;

/** All moments, in the order in which an update that changes something reaches them. */
export const moments: readonly Moment[] = [
  'detect',
  'filter',
  'derive',
  'plan',
  'apply',
  'intending',
  'intended',
  'applying',
  'applied',
  'verify',
  'record',
  'recording',
  'recorded',
  'announce',
];

/** When a process is to kill itself: the `nth` time (from 1) that it comes to the moment. */
export interface Kill {
  readonly moment: Moment;
  readonly nth: number;
}

/** The tables by which a transaction is known, with the moments before and after its commit. */
const commits: readonly (readonly [table: string, before: Commit, after: Commit])[] = [
  ['ddns_operations', 'intending', 'intended'],
  ['dns_records', 'applying', 'applied'],
  ['ddns_history', 'recording', 'recorded'],
];

/** The moments on both sides of the commit that ends the transaction of a statement; `null` for any other statement. */
export function momentsOf(sql: string): readonly [before: Commit, after: Commit] | null {
  // Operations are deleted together with their outcome: that is another transaction than the one that stored them.
  if (sql.startsWith('delete from "ddns_operations"')) return null;
  const write = /^(?:insert into|delete from) "(\w+)"/.exec(sql);
  const found = commits.find(([table]) => table === write?.[1]);
  return found ? [found[1], found[2]] : null;
}
