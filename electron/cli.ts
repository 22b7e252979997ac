/** Host of the command line. As in `daemon.ts`, the version is checked before anything else is loaded. */
import { requireNode } from './kernel/node-version.ts';

requireNode();
const { runCli } = await import('./run-cli.ts');
process.exitCode = await runCli(process.argv.slice(2));
