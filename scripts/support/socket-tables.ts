/** The contract of the socket, as its page takes it. */
import { closeCodes } from '../../shared/live/closing.ts';
import { commands } from '../../shared/live/commands.ts';
import { replies } from '../../shared/live/replies.ts';
import { topics } from '../../shared/live/topics.ts';
import { messageWords, requestWords } from '../../shared/live/words.ts';
import type { SocketTables } from './api-page.ts';

/** All of it. */
export const socketTables: SocketTables = {
  topics,
  requestWords,
  replies,
  messageWords,
  commands,
  closeCodes,
};
