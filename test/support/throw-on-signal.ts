/** Loaded before a program (`node --import`): SIGUSR2 throws an error that nobody catches, as a bug would. */
process.on('SIGUSR2', () => {
  setTimeout(() => {
    throw new Error('A bug made by a test');
  });
});
