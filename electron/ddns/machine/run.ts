import { execFile } from 'node:child_process';

/** Runs a program of the system without a shell and answers what it prints. @throws after 10 s, or where it fails. */
export function run(file: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      file,
      [...args],
      { timeout: 10_000, maxBuffer: 1024 * 1024, windowsHide: true, env: { ...process.env, LC_ALL: 'C' } },
      (error, stdout) => {
        if (error) reject(new Error(`${file} failed`, { cause: error }));
        else resolve(stdout);
      },
    );
  });
}
