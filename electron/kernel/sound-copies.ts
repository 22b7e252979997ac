/**
 * Whether files are sound databases, looked at on a thread of its own: reading all of a large one would hold up
 * everything else.
 */
import { Worker } from 'node:worker_threads';

/** Runs in the thread. Text, because the hosts are one bundle each and a file of its own would not be found from all. */
const look = `
const { parentPort, workerData } = require('node:worker_threads');
const { DatabaseSync } = require('node:sqlite');
for (const file of workerData) {
  let sound = false;
  try {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      const [row] = database.prepare('pragma integrity_check(1)').all();
      sound = row !== undefined && row.integrity_check === 'ok';
    } finally {
      database.close();
    }
  } catch {
    // Not a database at all, or gone.
  }
  parentPort.postMessage(sound);
}
`;

/** Answers for each file, in their order. @throws {Error} where no thread can be started */
export async function areSound(files: readonly string[]): Promise<boolean[]> {
  if (files.length === 0) return [];
  const worker = new Worker(look, { eval: true, workerData: files });
  const found: boolean[] = [];
  worker.on('message', (sound: boolean) => {
    found.push(sound);
  });
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => {
      resolve();
    });
  });
  return files.map((_, index) => found[index] === true);
}
