/** Loaded before the daemon: on SIGUSR2 it tells, on its standard output, what is alive after a collection. */
process.on('SIGUSR2', () => {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  const resources = process.getActiveResourcesInfo().length;
  console.log(`probe ${JSON.stringify({ heap: heapUsed, external, resources })}`);
});
