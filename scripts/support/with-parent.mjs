// npm hands a SIGTERM to its shell only, and dash dies of it without a word to the program it runs: a killed
// `npm start` would leave its daemon behind. So what npm started ends when its parent is gone. Plain JavaScript, because
// the daemon preloads it and must not load the type stripper for it.
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.env.npm_lifecycle_event && process.platform !== 'win32') {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  timer.unref();

  // A signal that did arrive (Ctrl-C reaches the whole group) is enough: a second one would end the program at once.
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      clearInterval(timer);
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  }
}
