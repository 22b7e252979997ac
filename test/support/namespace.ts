/** A network of its own: interfaces, addresses and routes that a test may change as it likes. For root on Linux. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { command } from './mounts.ts';
import { needs, type Need } from './needs.ts';
import type { InsideAnswer, InsideQuestion } from './namespace-inside.ts';
import type { Reply } from './api.ts';
import type { NameServer } from './zone.ts';

/** What a namespace needs. */
export const needsNamespaces: Need = needs.all(needs.linux, needs.root, needs.command('ip'));

/** A network namespace with a helper process in it, which asks from the inside. */
export interface Namespace {
  /** Runs `ip` with each of the lines inside. @throws {Error} with what it said when one fails. */
  ip(...lines: string[]): void;
  /** Sets a kernel parameter: `ipv6.conf.lan0.dad_transmits`. */
  sysctl(name: string, value: number): void;
  /** Reads a file as it is inside. */
  read(path: string): string;
  /** Command and first arguments that start a program inside. */
  readonly enter: readonly string[];
  askZone(server: NameServer, name: string, type: 'A' | 'AAAA'): Promise<string[]>;
  request<Data>(
    url: string,
    method: string,
    path: string,
    body?: object,
    token?: string,
  ): Promise<Reply<Data>>;
  /** Ends the helper and removes the namespace with all that is in it. */
  remove(): Promise<void>;
}

/** Makes a namespace with the loopback interface up and nothing else. */
function createNamespace(): Namespace {
  const name = `cloudcube-test-${process.pid}`;
  command('ip', 'netns', 'add', name);
  const enter = ['ip', 'netns', 'exec', name];
  const inside = (...args: string[]): string => command(enter[0]!, ...enter.slice(1), ...args);
  inside('ip', 'link', 'set', 'lo', 'up');

  const helper: ChildProcess = spawn(
    enter[0]!,
    [...enter.slice(1), process.execPath, join(import.meta.dirname, 'namespace-inside.ts')],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  let turn: Promise<unknown> = once(helper, 'message');

  /** One question at a time. */
  function ask(question: InsideQuestion): Promise<unknown> {
    const answer = turn.then(async () => {
      helper.send(question);
      const [{ value, error }] = (await once(helper, 'message')) as [InsideAnswer];
      if (error !== undefined) throw new Error(error);
      return value;
    });
    turn = answer.catch(() => undefined);
    return answer;
  }

  return {
    enter,
    ip: (...lines) => {
      for (const line of lines) inside('ip', ...line.split(' '));
    },
    sysctl: (key, value) => {
      inside('sh', '-c', `echo ${value} > /proc/sys/net/${key.replaceAll('.', '/')}`);
    },
    read: (path) => inside('cat', path),
    askZone: (server, host, type) => ask({ kind: 'zone', server, name: host, type }) as Promise<string[]>,
    request: <Data>(url: string, method: string, path: string, body?: object, token?: string) =>
      ask({ kind: 'api', url, method, path, body, token }) as Promise<Reply<Data>>,
    async remove() {
      const ended = once(helper, 'exit');
      helper.kill('SIGKILL');
      await ended;
      spawnSync('ip', ['netns', 'del', name]);
    },
  };
}

/** Makes a namespace with a local network: `lan0` has this address there, `far0` is the other end of its cable. */
export function createLan(address: string): Namespace {
  const network = createNamespace();
  network.ip(
    'link add lan0 type veth peer name far0',
    'link set lan0 up',
    'link set far0 up',
    `addr add ${address}/24 dev lan0`,
  );
  return network;
}
