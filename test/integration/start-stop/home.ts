/** A folder for each test in which the built program starts, whatever becomes of it. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { builtDaemon } from '../../support/daemon.ts';
import { startProgram, type Started } from '../../support/programs.ts';

/** Flags by which the daemon listens wherever there is room. */
export const freePorts = ['--port', '0', '--dns-port', '0'];

/** Where a test is; its folders are others in each test. */
export interface Home {
  /** The test's own folder; nothing is in it. */
  readonly folder: string;
  /** Below it; not there before something makes it. */
  readonly dataDir: string;
  /** Starts the built daemon with these flags alone; it is killed with the test if it still runs. */
  start(flags: readonly string[], env?: NodeJS.ProcessEnv): Started;
}

/** Makes the folder before each test of the file and removes it afterwards; ask its parts inside of a test. */
export function newHome(): Home {
  let folder: string;
  const started: Started[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cloudcube-start-'));
  });

  afterEach(async () => {
    for (const program of started.splice(0)) {
      program.process.kill('SIGKILL');
      await program.ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    get folder() {
      return folder;
    },
    get dataDir() {
      return join(folder, 'data');
    },
    start(flags, env = {}) {
      const program = startProgram(process.execPath, [builtDaemon, ...flags], { env });
      started.push(program);
      return program;
    },
  };
}

/** Waits until it says that it is ready: its address, then host and port of its DNS. */
export const ready = (program: Started): Promise<RegExpExecArray> =>
  program.said(/^CloudCube ready: (\S+) \(DNS (\S+):(\d+)\)\n/m);

/** Takes a port of this machine; 0 takes any. @throws {Error} where it is taken */
export async function holdPort(port: number): Promise<{ port: number; server: Server }> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : 0 };
}
