/** A password from whoever sits at the keyboard, or from a pipe: never from the command's own arguments, which others see. */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** One line of the input; at a terminal nothing of it is shown. `null` where the input ends before. */
export async function readPassword(
  input: NodeJS.ReadStream,
  output: NodeJS.WritableStream,
  prompt: string,
): Promise<string | null> {
  const isTerminal = input.isTTY;
  if (isTerminal) output.write(prompt);
  const nowhere = new Writable({
    write(_chunk, _encoding, done) {
      done();
    },
  });
  const lines = createInterface({ input, output: nowhere, terminal: isTerminal });
  try {
    for await (const line of lines) return line;
    return null;
  } finally {
    lines.close();
    if (isTerminal) output.write('\n');
  }
}
