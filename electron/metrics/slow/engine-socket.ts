/** Asks the container engine over its Unix socket. Nothing but GET is ever sent there: the socket gives all power. */
import { request } from 'node:http';
import type { Clock } from '../../kernel/clock.ts';
import { parseJson } from './json.ts';

/** Why there is no answer: not permitted, nobody there, not in time, too much, or not what was asked for. */
export type EngineProblem = 'denied' | 'absent' | 'refused' | 'timeout' | 'too_large' | 'status' | 'rubbish';

/** The engine did not answer as it should. */
export class EngineError extends Error {
  readonly problem: EngineProblem;
  /** The same for a reader: the status where it is one. */
  readonly words: string;
  constructor(problem: EngineProblem, words: string = problem, options?: ErrorOptions) {
    super(`The container engine: ${words}`, options);
    this.problem = problem;
    this.words = words;
  }
}

/** One question. */
export interface EngineQuestion {
  readonly socket: string;
  readonly path: string;
  readonly deadlineMs: number;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** What a failed connection means. */
function unreached(error: NodeJS.ErrnoException): EngineError {
  const code = error.code ?? error.message;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return new EngineError('denied', code, { cause: error });
    case 'ENOENT':
      return new EngineError('absent', code, { cause: error });
    default:
      return new EngineError('refused', code, { cause: error });
  }
}

/** The JSON that `GET path` answers. @throws {EngineError} */
export function askEngine(
  clock: Clock,
  { socket, path, deadlineMs, maxBytes, signal }: EngineQuestion,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    // Each on a connection of its own: an idle one would keep a Podman awake that ends when nobody asks.
    const asked = request({ socketPath: socket, path, method: 'GET', agent: false, signal });
    const fail = (error: unknown): void => {
      cancel();
      asked.destroy();
      reject(error instanceof EngineError ? error : unreached(error as NodeJS.ErrnoException));
    };
    const cancel = clock.after(deadlineMs, () => {
      fail(new EngineError('timeout'));
    });
    asked.setHeader('Host', 'engine');
    asked.on('error', fail);
    asked.on('response', (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('error', fail);
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size > maxBytes) fail(new EngineError('too_large'));
        else parts.push(part);
      });
      response.on('end', () => {
        if (response.statusCode !== 200) {
          fail(new EngineError('status', `HTTP ${response.statusCode ?? 0}`));
          return;
        }
        const answer = parseJson(Buffer.concat(parts).toString('utf8'));
        if (answer === undefined) {
          fail(new EngineError('rubbish'));
          return;
        }
        cancel();
        resolve(answer);
      });
    });
    asked.end();
  });
}
