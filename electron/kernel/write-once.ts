/** Small files that must be there whole or not at all. */
import { open, rename, rm } from 'node:fs/promises';

/** Writes a new file of mode 0600: a draft, brought to the disk, then renamed. Whoever is killed leaves the draft. */
export async function writeOnce(file: string, text: string): Promise<void> {
  const draft = `${file}.draft`;
  // Left by a start that was killed while it wrote; nothing was sealed with it.
  await rm(draft, { force: true });
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
