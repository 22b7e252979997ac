/** The one table, for the terminal and for docs/performance.md. */
import { writeFileSync } from 'node:fs';
import { inRoot } from '../../scripts/support/paths.ts';
import type { Row } from './figures.ts';
import { describeMachine } from './machine.ts';

const heads = ['What', 'Measured', 'Goal'];

/** Columns of equal width. */
export function tableText(rows: readonly Row[]): string {
  const lines = [heads, ...rows.map(({ name, value, goal = '' }) => [name, value, goal])];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => [...(line[column] ?? '')].length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function markdown(head: readonly string[], lines: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const notes = `## How it is measured

\`npm run bench\` runs all of it on one machine and writes this file; \`npm run bench -- --short\` takes a minute, compares the ratios with \`test/bench/baseline.json\` and fails where one is worse by more than 25 %. Where three numbers stand, they are the median and, in brackets, the least and the most.

- **Start**: from the start of the process to its line \`CloudCube ready\`, over a data folder that is there already, the built daemon.
- **Idle**: the built daemon after a sign-in and what a browser asks for when the page is opened, then left alone: 20 s to settle, 60 s watched.
- **Check of 1,000 names**: the whole update from the address of the machine to the stored history, with the real database on disk (every write waits for it), the real zone and, for what was changed, the proof over real sockets under the standard rate limit.
- **Names at providers**: the providers are stand-ins in another process on the same machine, spoken to in plain HTTP, so their network and their patience are not in these times; the calls are what a provider would count. Where nothing changed, one list a page is all that is asked. Beside the check stand the same lists, asked for by the same client over the same connections and parsed.
- **Update now to verified**: from the call to the stored outcome of one changed name: looked up, stored as begun, written by a signed update over UDP, and asked of Knot itself, which is the zone's own server here.
- **Beside ddclient and inadyn**: 20 names, all changed, one server. The calls can be compared: ddclient puts all names into one, as Dyn's own service allows; not every service that speaks this protocol does, so CloudCube sends one a name, as inadyn does. The times cannot quite: ddclient and inadyn are started for it, as they are from a timer, and their time holds the start of a process; CloudCube runs all the time, and its time holds what it stores on disk before the changes and after them. Nobody proves anything here.
- **Status**: \`GET /api/v2/ddns/status\` of the built daemon, signed in, beside a Fastify server with one route and no hooks that serialises the same body by the same schema. Ten connections, one load for both, in turns. Answers per second depend on what the load leaves of the processors; CPU time of the server per answer does not, so that is what the goal is held to.
- **Signed in**: the same status by access token, API key (with a network and a limit of its own) and session cookie, each beside the bare server under the same headers.
- **Limited**: a request beyond a limit, answered with 429, at an address at which nothing is, beside the 404 of a bare Fastify server under the same headers: by whoever is nobody, by a caller, and by whoever forges a session.
- **DNS**: the embedded zone beside Knot with one UDP worker, the same 1,000 names, the same load, in turns. The rate limit is off for this. The best of five rounds each.
- **Sampler**: a process that looks at this machine and stores what it saw, as the daemon does, beside prometheus-node-exporter with its standard collectors, asked at the same rate at the same time. CPU is the scheduler's own count. CloudCube also reads every process, node_exporter does not; node_exporter reads a few dozen more counters.
- **Measurements**: the store alone, 60 series every 10 s for a simulated day, flushed each minute; what the kernel says was written for the process. Then a file that holds as much as it ever does, read while its last three hours are still in rows by the minute; processor time, as the load of others is not what is meant.
- **Live**: the hub behind the sockets of the program, signed in, in a process of its own, its clients in another, on the same processors; the limits on how many sockets there may be are raised for it. A message of 0.9 kB goes to all clients at once, each second; how late it is goes by the clock that both processes share, from before it is put into words until it has been parsed. Judged is the message in the middle; over all messages stands beside it. The slow clients stop reading, and are full before it begins. The loop sends the same bytes to the same sockets.
- **Page**: the built daemon over a folder with 1,000 names, 500 alerts that go on and two years of measurements; Chromium without a cache, on the same processors. Weight is what comes over the wire, compressed, data included. While a page is scrolled by 30 turns of the wheel, the browser tells every task that held it up for more than 50 ms (Long Tasks API).
`;

/** Writes docs/performance.md: what was measured, where, and how. */
export function writeDocument(rows: readonly Row[], load: string): void {
  const table = markdown(
    heads,
    rows.map(({ name, value, goal = '' }) => [name, value, goal]),
  );
  const machine = markdown(['Machine', ''], describeMachine(new Date()));
  writeFileSync(
    inRoot('docs', 'performance.md'),
    `# Performance\n\nWritten by \`npm run bench\`.\n\n${table}\n\n${machine}\n\nLoad when it began: ${load} processes wanting to run; the bench itself needs about two.\n\n${notes}`,
  );
}
