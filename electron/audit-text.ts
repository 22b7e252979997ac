/** What the command line says of the audit log. */
import type { Audit } from './auth/index.ts';
import { toTimestamp } from './kernel/clock.ts';

type Verification = Awaited<ReturnType<Audit['verify']>>;

const problems: Readonly<Record<NonNullable<Verification['fault']>['problem'], string>> = {
  altered: 'this entry was changed, or the one before it was removed',
  missing: 'this entry is gone',
  checkpoint: 'the checkpoint in the place of pruned entries was not written by CloudCube',
  head: 'what says where the log ends was not written by CloudCube',
};

/** The result of a verification. @throws {Error} where the chain is broken, with its place */
export function verifiedText({
  entries,
  begun_at,
  newest,
  last_seal,
  fault,
  checkpoint,
}: Verification): string {
  if (fault)
    throw new Error(`The audit log is broken at entry ${String(fault.seq)}: ${problems[fault.problem]}`);
  if (begun_at === null) return 'The audit log is empty';
  const pruned = checkpoint
    ? `\nPruned up to entry ${String(checkpoint.seq)} at ${toTimestamp(checkpoint.pruned_at)}`
    : '';
  return `The audit log is whole: ${String(entries)} entries, begun at ${toTimestamp(begun_at)}${pruned}\nEnds with entry ${String(newest)}, seal ${last_seal}`;
}
