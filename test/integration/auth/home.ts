/** A started installation for each test of a file. */
import { afterEach, beforeEach } from 'vitest';
import { createInstallation, type Installation } from './installation.ts';

/** An id of the right form that nobody has. */
export const NOBODY = '0198f3a0-0000-7000-8000-00000000ffff';

/** Makes and starts one before each test and removes it afterwards; ask the answer inside of a test. */
export function startHome(): () => Installation {
  let home: Installation | undefined;
  beforeEach(async () => {
    home = createInstallation();
    await home.start();
  });
  afterEach(() => home?.remove());
  return () => {
    if (!home) throw new Error('No test has begun');
    return home;
  };
}
