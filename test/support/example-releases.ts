/** Loaded before a program that runs from its source (`node --import`): as if its build knew where releases are. */
Object.assign(globalThis, { CLOUDCUBE_REPOSITORY: 'example/cloudcube' });
