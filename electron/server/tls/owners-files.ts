/** The owner's own certificate: two files that somebody else writes (certbot, the NAS), looked at again and again. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { messageOf, UserError } from '../../kernel/errors.ts';

/** Paths of a certificate (with its chain) and its key, both PEM. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

/** What the files hold. */
export interface ReadFiles {
  /** PEM. */
  readonly certificate: string;
  /** PEM. */
  readonly key: string;
  readonly first: X509Certificate;
}

/** Far beyond a certificate with its chain. */
const MOST_BYTES = 256 * 1024;

/** What tells whether the files have changed since; files that cannot be seen have a stamp, too. */
export async function stampOf({ certificate, key }: CertificateFiles): Promise<string> {
  const stamps = await Promise.all(
    [certificate, key].map(async (path) => {
      try {
        const { mtimeMs, size, ino } = await stat(path);
        return `${String(ino)} ${String(mtimeMs)} ${String(size)}`;
      } catch (error) {
        return codeOf(error);
      }
    }),
  );
  return stamps.join('\n');
}

async function readSmall(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw new UserError('TLS_FILE_TOO_LARGE', { params: { path } });
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError('TLS_FILE_UNREADABLE', { params: { path, problem: codeOf(error) }, cause: error });
  }
}

/** OpenSSL's own words say nothing to an owner. */
function parsed<T>(path: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UserError('TLS_FILE_NOT_PEM', { params: { path }, cause: error });
  }
}

/**
 * Reads both and sees whether they belong together. What is in them is never part of an error.
 * @throws {UserError} `TLS_FILE_UNREADABLE`, `TLS_FILE_TOO_LARGE`, `TLS_FILE_NOT_PEM`, `TLS_KEY_MISMATCH`
 */
export async function readFiles(files: CertificateFiles): Promise<ReadFiles> {
  const [certificate, key] = await Promise.all([readSmall(files.certificate), readSmall(files.key)]);
  const first = parsed(files.certificate, () => new X509Certificate(certificate));
  const isKeyOfIt = parsed(files.key, () => first.checkPrivateKey(createPrivateKey(key)));
  if (!isKeyOfIt) throw new UserError('TLS_KEY_MISMATCH', { params: { path: files.key } });
  return { certificate, key, first };
}

/** `ENOENT`, `EACCES`: what the system calls the trouble. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : messageOf(error);
}
