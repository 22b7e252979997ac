/** The daemon: flags and environment → ports → program → signals. */
import { join } from 'node:path';
import type { App } from './app.ts';
import { readBootSettings, usage, type BootSettings } from './kernel/boot-settings.ts';
import { keepCompiledCode } from './kernel/code-cache.ts';
import { giveBackAfterStart } from './kernel/give-back.ts';
import { version } from './kernel/version.ts';
import { endFailedStart } from './start-failure.ts';

const EXIT_BUG = 1;
/** 128 + SIGINT: what a shell expects of a program that was told twice. */
const EXIT_AT_ONCE = 130;
/** A part that does not end in this time is not waited for: what is stored is safe at any moment. */
const STOP_PATIENCE_MS = 1900;

/** Runs until a signal. `hostDir` is the folder of the host's own file. */
export async function runDaemon(argv: readonly string[], hostDir: string): Promise<void> {
  try {
    const command = readBootSettings(argv, process.env, process.platform);
    if (command.kind === 'help') process.stdout.write(usage);
    else if (command.kind === 'version') process.stdout.write(`${version}\n`);
    else await run(command.boot, hostDir);
  } catch (error) {
    endFailedStart(error);
  }
}

async function run(boot: BootSettings, hostDir: string): Promise<void> {
  keepCompiledCode(boot.dataDir);
  const { createApp, readyLine } = await import('./app.ts');
  const { createSystemPorts } = await import('./system-ports.ts');
  const { createSystemDesktop } = await import('./system-desktop.ts');
  const ports = createSystemPorts(boot, hostDir);
  const { clock, logger } = ports;
  const desktop =
    process.platform === 'linux'
      ? createSystemDesktop({
          ...{ env: process.env, clock, logger: logger.of('desktop') },
          icons: join(hostDir, '..', 'resources', 'icons'),
          page: () => app.page(),
        })
      : null;
  const app: App = createApp({ ...ports, ...(desktop ? { desktop } : {}) });

  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(EXIT_AT_ONCE);
    stopping = true;
    ports.clock.after(STOP_PATIENCE_MS, () => {
      ports.logger.error({}, 'CloudCube did not stop in time');
      process.exit(EXIT_BUG);
    });
    void started
      .then(() => app.stop())
      .then(() => desktop?.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          ports.logger.error({ error }, 'CloudCube did not stop cleanly');
          process.exit(EXIT_BUG);
        },
      );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      ports.logger.error({ error }, 'A bug: CloudCube ends, what is stored is safe');
      process.exit(EXIT_BUG);
    });
  }

  const started = app.start();
  ports.print(readyLine(await started));
  giveBackAfterStart(ports.clock);
}
