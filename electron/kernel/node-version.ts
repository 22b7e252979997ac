/** The lowest major of Node.js that has what we use (`node:sqlite` without a flag, type stripping in development). */
const LOWEST_MAJOR = 24;

/** Ends the process with one clear line on a Node that is too old. Called before anything else is imported. */
export function requireNode(): void {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= LOWEST_MAJOR) return;
  process.stderr.write(
    `CloudCube needs Node ${String(LOWEST_MAJOR)} or newer; this is ${process.version}. ` +
      'Start it with "npm start", which brings its own on Linux and Windows.\n',
  );
  process.exit(2);
}
