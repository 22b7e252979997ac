/** Values that may not be there, made from what reading them met. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Known, Unavailable } from '../kernel/known.ts';

/** Why there is no value. */
export const unavailable = (code: string, params: StoredReason['params'] = {}): Unavailable => ({
  unavailable: { code, params },
});

/** This machine, or its kernel, has no such thing. */
export const notPresent = unavailable('METRICS_NOT_PRESENT');

/** It is looked at, and nothing has come yet. */
export const notYet = unavailable('METRICS_NOT_YET');

/** Why a file could not be read. */
export function reasonOfRead(error: unknown): Unavailable {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code === null) throw error;
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENODEV') return notPresent;
  if (code === 'EACCES' || code === 'EPERM') return unavailable('METRICS_NOT_ALLOWED');
  return unavailable('METRICS_READ_FAILED', { problem: code });
}

/** What `read` answers, `null` for nothing; what the system refuses is told. @throws {Error} for a bug */
export function known<T>(read: () => T | null): Known<T> {
  try {
    const value = read();
    return value === null ? notPresent : { value };
  } catch (error) {
    return reasonOfRead(error);
  }
}
