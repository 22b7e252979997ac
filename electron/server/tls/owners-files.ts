/** The owner's own certificate: two files that somebody else writes (certbot, the NAS), looked at again and again. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { messageOf } from '../../kernel/errors.ts';

/** Paths of a certificate (with its chain) and its key, both PEM. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

/** What the files hold, or why it cannot be used. */
export type ReadFiles =
  | { readonly ok: true; readonly certificate: string; readonly key: string; readonly not_after: number }
  | { readonly ok: false; readonly problem: string };

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
        return messageOf(error);
      }
    }),
  );
  return stamps.join('\n');
}

async function readSmall(path: string): Promise<string> {
  const { size } = await stat(path);
  if (size > MOST_BYTES) throw new Error(`${path} is larger than a certificate can be`);
  return readFile(path, 'utf8');
}

/** Reads both and sees whether they belong together. What is in them is never part of a problem's text. */
export async function readFiles(files: CertificateFiles): Promise<ReadFiles> {
  let certificate: string;
  let key: string;
  try {
    [certificate, key] = await Promise.all([readSmall(files.certificate), readSmall(files.key)]);
  } catch (error) {
    return { ok: false, problem: messageOf(error) };
  }
  try {
    const first = new X509Certificate(certificate);
    if (!first.checkPrivateKey(createPrivateKey(key))) {
      return { ok: false, problem: `The key in ${files.key} is not that of the certificate` };
    }
    return { ok: true, certificate, key, not_after: first.validToDate.getTime() };
  } catch {
    // OpenSSL's own words say nothing to an owner.
    return { ok: false, problem: `${files.certificate} or ${files.key} is not a certificate or key in PEM` };
  }
}
