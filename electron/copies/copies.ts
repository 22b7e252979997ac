/** The copies of the state, as their owner deals with them. */
import { basename } from 'node:path';
import type { AuditTrail } from '../kernel/audit.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import type { DataFolder } from '../kernel/data-folder.ts';
import { UserError } from '../kernel/errors.ts';
import type { ReportProgress } from '../kernel/jobs.ts';
import { createLock } from '../kernel/lock.ts';
import { areSound } from '../kernel/sound-copies.ts';
import { copyState, listCopies, type CopyReason, type NamedCopy } from '../kernel/state-copies.ts';

/** A copy, and whether it is a whole database. */
export interface LookedAtCopy extends NamedCopy {
  readonly sound: boolean;
}

/** What can be done with them. */
export interface Copies {
  /** The newest first. One that was not looked at since it was last written is looked at now. */
  list(): Promise<readonly LookedAtCopy[]>;
  /** Makes one and looks at it. @throws {OperationalError} `STORAGE_FULL`, … */
  make(report: ReportProgress): Promise<LookedAtCopy>;
  /**
   * Copies the present state and goes on from the named copy, once this has answered.
   * @throws {UserError} `RESOURCE_NOT_FOUND`, `COPY_DAMAGED`, `COPY_RESTORING`
   */
  goBack(copyId: string): Promise<{ readonly from: LookedAtCopy; readonly kept: LookedAtCopy }>;
}

/** What they stand on. */
export interface CopiesDeps {
  readonly database: Database;
  readonly folder: DataFolder;
  readonly clock: Clock;
  readonly audit: Pick<AuditTrail, 'record'>;
  /** Goes on from a copy. Answers at once; everything that runs ends soon after. */
  readonly goBackTo: (copy: NamedCopy) => void;
}

/** Makes it; nothing is read before it is asked for. */
export function createCopies({ database, folder, clock, audit, goBackTo }: CopiesDeps): Copies {
  const inTurn = createLock();
  /** What was found, by file, size and time: whoever looks again reads nothing. */
  let found = new Map<string, boolean>();
  let leaving = false;

  const keyOf = ({ copy_id, bytes, made_at }: NamedCopy): string =>
    [copy_id, String(bytes), String(made_at)].join(' ');

  const list = (): Promise<readonly LookedAtCopy[]> =>
    inTurn(async () => {
      const copies = listCopies(folder);
      const fresh = copies.filter((copy) => !found.has(keyOf(copy)));
      const looked = await areSound(fresh.map(({ file }) => file));
      const known = new Map([
        ...found,
        ...fresh.map((copy, at) => [keyOf(copy), looked[at] === true] as const),
      ]);
      found = new Map(copies.map((copy) => [keyOf(copy), known.get(keyOf(copy)) === true]));
      return copies.map((copy) => ({ ...copy, sound: found.get(keyOf(copy)) === true }));
    });

  async function one(copyId: string): Promise<LookedAtCopy> {
    const copy = (await list()).find(({ copy_id }) => copy_id === copyId);
    if (!copy) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'copy' } });
    return copy;
  }

  async function make(why: CopyReason, spared: string | null = null): Promise<LookedAtCopy> {
    const file = await inTurn(() => copyState({ database, folder, clock }, why, spared));
    return one(basename(file, '.db'));
  }

  return {
    list,
    async make(report) {
      report(0, 'copy');
      const copy = await make('manual');
      report(1, 'check');
      return copy;
    },
    async goBack(copyId) {
      const from = await one(copyId);
      if (!from.sound) throw new UserError('COPY_DAMAGED', { params: { copy: copyId } });
      if (leaving) throw new UserError('COPY_RESTORING');
      leaving = true;
      try {
        const told = { action: 'state.restore', target_id: copyId };
        await audit.record({ ...told, result: 'attempt', payload: { from: from.file } });
        const kept = await make('restore', from.file);
        await audit.record({ ...told, payload: { from: from.file, kept: kept.file } });
        goBackTo(from);
        return { from, kept };
      } catch (error) {
        leaving = false;
        throw error;
      }
    },
  };
}
