/** Host: plain Node. Only the version check comes before the rest is loaded, so that an old Node gets a clear line. */
import { requireNode } from './kernel/node-version.ts';

requireNode();
const { runDaemon } = await import('./run-daemon.ts');
await runDaemon(process.argv.slice(2), import.meta.dirname);
