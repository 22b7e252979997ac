/** Operations of the API that are asked for over a socket: few at one time, each with all that holds for it over HTTP. */
import { commands } from '../../../shared/live/commands.ts';
import type { DashboardName, RequestData } from '../../../shared/live/requests.ts';
import { UserError } from '../../kernel/errors.ts';
import type { Connection } from './connection.ts';
import { RUNNING_AT_ONCE, WAITING_AT_ONCE } from './limits.ts';
import type { Ask, AskedParts } from './model.ts';

const dashboards: Readonly<Record<DashboardName, string>> = {
  overview: 'GET /monitoring/dashboard',
  performance: 'GET /performance/dashboard',
  ddns: 'GET /ddns/status',
};

/** Pure: what an operation takes, out of one bag of names: what its path names, and a body of the rest. */
export function partsOf(operation: string, given: Readonly<Record<string, unknown>> = {}): AskedParts {
  const isOfPath = (name: string): boolean => operation.includes(`/{${name}}`);
  const all = Object.entries(given);
  const ofPath = all.filter(([name]) => isOfPath(name));
  const rest = all.filter(([name]) => !isOfPath(name));
  return {
    ...(ofPath.length > 0 ? { params: Object.fromEntries(ofPath) } : {}),
    ...(rest.length > 0 ? { body: Object.fromEntries(rest) } : {}),
  };
}

/** Work of one socket: so much runs, so much waits, and more is refused. */
function createLine() {
  const waiting: (() => Promise<void>)[] = [];
  let running = 0;
  const next = (): void => {
    running -= 1;
    const work = waiting.shift();
    if (work) start(work);
  };
  const start = (work: () => Promise<void>): void => {
    running += 1;
    void work().finally(next);
  };
  return (work: () => Promise<void>): boolean => {
    if (running < RUNNING_AT_ONCE) start(work);
    else if (waiting.length < WAITING_AT_ONCE) waiting.push(work);
    else return false;
    return true;
  };
}

const TOO_MUCH = new UserError('RATE_LIMIT_EXCEEDED', { params: { seconds: 1 } });

/** `dashboard_data` and `execute_command` of all sockets. */
export function createAsking(ask: Ask) {
  const lines = new WeakMap<Connection, ReturnType<typeof createLine>>();

  function lineOf(connection: Connection): ReturnType<typeof createLine> {
    const line = lines.get(connection) ?? createLine();
    lines.set(connection, line);
    return line;
  }

  /** Asks in its turn, for whoever the connection belongs to then. */
  function inTurn(
    connection: Connection,
    operation: string,
    parts: AskedParts,
    tell: { readonly done: (data: unknown) => void; readonly failed: (error: unknown) => void },
  ): void {
    const { words, ip, user_agent, called } = connection.peer;
    const isTaken = lineOf(connection)(async () => {
      const { who } = connection;
      if (who === null || connection.isOver()) return;
      try {
        const by = { caller: who.caller, words, ip, user_agent, origin: called };
        const data = await ask(operation, parts, by);
        if (!connection.isOver()) tell.done(data);
      } catch (error) {
        if (!connection.isOver()) tell.failed(error);
      }
    });
    if (!isTaken) tell.failed(TOO_MUCH);
  }

  return {
    dashboard(connection: Connection, { dashboard }: RequestData<'dashboard_data'>, id?: string): void {
      const { member } = connection;
      inTurn(
        connection,
        dashboards[dashboard],
        {},
        {
          done(data) {
            member.reply('dashboard_update', { type: dashboard, data }, id);
          },
          failed(error) {
            member.reply('dashboard_error', { type: dashboard, ...connection.refusal(error) }, id);
          },
        },
      );
    },
    command(connection: Connection, { command, params }: RequestData<'execute_command'>, id?: string): void {
      const { member } = connection;
      const operation = commands[command];
      inTurn(connection, operation, partsOf(operation, params), {
        done(result) {
          member.reply('command_result', { command, result }, id);
        },
        failed(error) {
          member.reply('command_error', { command, ...connection.refusal(error) }, id);
        },
      });
    },
  };
}
