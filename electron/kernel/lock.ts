/** Runs pieces of work one after another, in the order of asking; a failure is its asker's and holds up nobody. */
export type Lock = <T>(work: () => Promise<T>) => Promise<T>;

/** A lock that nobody holds. Not reentrant: work that asks for the lock it runs under waits for itself. */
export function createLock(): Lock {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined); // whoever asked is told
    return mine;
  };
}
