/** Answers what the page asks of the shell: only our own page, at the top of its window, and only what fits the schema. */
import type { IpcMainInvokeEvent } from 'electron';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { channelOf, ipcCalls, type IpcInput, type IpcName, type IpcOutput } from '../../shared/shell/ipc.ts';

/** An answer for each call. */
export type IpcHandlers = {
  readonly [N in IpcName]: (input: IpcInput<N>) => IpcOutput<N> | Promise<IpcOutput<N>>;
};

/** As much of a sender as is looked at. */
type Sender = Pick<IpcMainInvokeEvent, 'senderFrame'>;

/** Item 17: whether it is our own page, by its exact origin. A frame that has gone is `null` and nobody. */
export const isOwnSender = ({ senderFrame }: Sender, origin: string | null): boolean =>
  origin !== null && senderFrame?.parent === null && senderFrame.origin === origin;

/** Answers from now on. */
export function answerPage(
  ipcMain: {
    handle: (channel: string, listener: (event: Sender, input: unknown) => unknown) => void;
  },
  origin: () => string | null,
  handlers: IpcHandlers,
): void {
  for (const name of Object.keys(ipcCalls) as IpcName[]) {
    const schema: TSchema = ipcCalls[name].input;
    const handler = handlers[name] as (input: unknown) => unknown;
    ipcMain.handle(channelOf(name), (event, input) => {
      // What stands here reaches the page: nothing of the shell's own.
      if (!isOwnSender(event, origin())) throw new Error('Not for this page');
      if (!Value.Check(schema, input)) throw new Error('Not what is asked for');
      return handler(input);
    });
  }
}
