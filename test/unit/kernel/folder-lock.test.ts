import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StartError } from '../../../electron/kernel/errors.ts';
import { lockFolder } from '../../../electron/kernel/folder-lock.ts';
import { newFolder } from './folder.ts';

let folder: string;
let children: ChildProcess[];

beforeEach(() => {
  folder = newFolder();
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(children.map(async (child) => child.exitCode ?? child.signalCode ?? once(child, 'exit')));
});

const taker = `
  import { lockFolder } from ${JSON.stringify(join(process.cwd(), 'electron/kernel/folder-lock.ts'))};
  try {
    globalThis.lock = lockFolder(process.argv[1]);
    console.log('held');
  } catch (error) {
    console.log(error.message);
  }
  process.stdin.resume();
`;

/** Another process that tries to take the folder and stays; what it said. */
async function takeElsewhere(): Promise<{ said: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', taker, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { said: String(said).trim(), child };
}

const refusal = (): string => `CloudCube is already running with the data folder ${folder}`;

describe('the lock of a data folder', () => {
  it('is refused in one line while another process holds it', async () => {
    expect((await takeElsewhere()).said).toBe('held');
    expect(() => lockFolder(folder)).toThrow(StartError);
    expect(() => lockFolder(folder)).toThrow(refusal());
  });

  it('goes to one of many that ask at the same moment', async () => {
    const said = (await Promise.all(Array.from({ length: 6 }, takeElsewhere))).map((one) => one.said);
    expect(said.filter((one) => one === 'held')).toHaveLength(1);
    expect(said.filter((one) => one === refusal())).toHaveLength(5);
  });

  it('is free again when its holder was killed', async () => {
    const { said, child } = await takeElsewhere();
    expect(said).toBe('held');
    child.kill('SIGKILL');
    await once(child, 'exit');
    lockFolder(folder).release();
  });

  it('is free again when it was released, and leaves one empty file', () => {
    const lock = lockFolder(folder);
    expect(readdirSync(folder)).toEqual(['owner.lock']);
    lock.release();
    lockFolder(folder).release();
    expect(readdirSync(folder)).toEqual(['owner.lock']);
    expect(statSync(join(folder, 'owner.lock')).size).toBe(0);
  });

  it('says which folder cannot be locked', () => {
    const missing = join(folder, 'none');
    expect(() => lockFolder(missing)).toThrow(StartError);
    expect(() => lockFolder(missing)).toThrow(`The data folder ${missing} cannot be locked: `);
  });
});
