/** Files of lines that can be fetched for an hour. Nobody finds one who was not told its name. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { LogFormat } from '../../shared/api/logs.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { toTimestamp, type Clock } from '../kernel/clock.ts';
import { OperationalError, UserError } from '../kernel/errors.ts';
import type { ReportProgress } from '../kernel/jobs.ts';
import { createLock } from '../kernel/lock.ts';
import type { Logger } from '../kernel/logger.ts';
import { textFormats } from './export-text.ts';
import type { LogFilter } from './filter.ts';
import type { LogStore } from './store.ts';
import { wholeOnWire } from './wire.ts';

/** A file that was written; `expires_at` in ms UTC. */
export interface ExportedFile {
  readonly file: string;
  readonly size: number;
  readonly expires_at: number;
}

/** The files. */
export interface LogExports {
  /** Writes the lines that are asked for, one file at a time. @throws {OperationalError} `STORAGE_FULL`, … */
  write(filter: LogFilter, format: LogFormat, report: ReportProgress): Promise<ExportedFile>;
  /** @throws {UserError} `RESOURCE_NOT_FOUND`, once it has expired as well */
  open(file: string): Promise<{ readonly type: string; readonly stream: Readable }>;
  stop(): Promise<void>;
}

const EXPIRES_MS = 3600 * 1000;
/** Files that are kept at most: one may be as large as the log. */
const MOST_FILES = 5;

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'STORAGE_FULL',
  EDQUOT: 'STORAGE_FULL',
  EROFS: 'STORAGE_READ_ONLY',
};

/** `export_20261120_080000_<128 random bits>.json` */
function nameOf(now: number, format: LogFormat): string {
  const [day = '', time = ''] = toTimestamp(now).replaceAll(/[-:]/g, '').split(/[T.]/);
  return `export_${day}_${time}_${randomBytes(16).toString('base64url')}.${format}`;
}

/** The folder is emptied first: what it held was of another start, and nobody knows when it expires. */
export async function createLogExports(deps: {
  readonly folder: string;
  readonly store: LogStore;
  readonly clock: Clock;
  readonly logger: Logger;
}): Promise<LogExports> {
  const { folder, store, clock, logger } = deps;
  const inTurn = createLock();
  /** By name, the oldest first. */
  const kept = new Map<string, { readonly format: LogFormat; readonly cancel: () => void }>();

  async function remove(file: string): Promise<void> {
    kept.get(file)?.cancel();
    kept.delete(file);
    await rm(join(folder, file), { force: true });
  }
  const expire = (file: string): void => {
    remove(file).catch((error: unknown) => {
      logger.warn({ error, file }, 'A file of log lines could not be removed');
    });
  };

  async function fill(
    handle: FileHandle,
    { filter, format, report }: { filter: LogFilter; format: LogFormat; report: ReportProgress },
  ): Promise<void> {
    const { head, line, foot } = textFormats[format];
    const { total } = await store.list(filter, { limit: 0, offset: 0 });
    let count = 0;
    await handle.writeFile(head);
    for await (const some of store.all(filter)) {
      await handle.writeFile(some.map((one, nth) => line(wholeOnWire(one), count + nth === 0)).join(''));
      count += some.length;
      report(Math.min(1, count / Math.max(1, total)), 'write');
    }
    await handle.writeFile(foot);
  }

  await rm(folder, { recursive: true, force: true });

  return {
    write: (filter, format, report) =>
      inTurn(async () => {
        const file = nameOf(clock.now(), format);
        try {
          await mkdir(folder, { recursive: true, mode: 0o700 });
          const handle = await open(join(folder, file), 'wx', 0o600);
          try {
            await fill(handle, { filter, format, report });
            const { size } = await handle.stat();
            const cancel = clock.after(EXPIRES_MS, () => expire(file));
            kept.set(file, { format, cancel });
            const [oldest] = kept.keys();
            if (kept.size > MOST_FILES && oldest !== undefined) await remove(oldest);
            return { file, size, expires_at: clock.now() + EXPIRES_MS };
          } finally {
            await handle.close();
          }
        } catch (error) {
          await rm(join(folder, file), { force: true });
          const { code } = error as NodeJS.ErrnoException;
          if (code === undefined || error instanceof OperationalError) throw error;
          throw new OperationalError(codes[code] ?? 'STORAGE_FAILED', { cause: error });
        }
      }),
    async open(file) {
      const known = kept.get(file);
      if (!known) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'export' } });
      const handle = await open(join(folder, file), 'r');
      return {
        type: textFormats[known.format].type,
        stream: handle.createReadStream({ encoding: 'utf8' }),
      };
    },
    async stop() {
      for (const { cancel } of kept.values()) cancel();
      kept.clear();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
