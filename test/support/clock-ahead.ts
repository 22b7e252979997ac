/** Loaded before a program (`node --import`): its clock on the wall is ahead by `CLOUDCUBE_TEST_AHEAD_MS`. */
const ahead = Number(process.env['CLOUDCUBE_TEST_AHEAD_MS'] ?? 0);
const now = Date.now.bind(Date);
Date.now = () => now() + ahead;
