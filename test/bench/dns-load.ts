/**
 * Child process of the DNS bench: asks one server as fast as it answers, with a fixed number of questions under way.
 * Told `{port, ms}` by its parent, it says `{answers}`; only right answers count.
 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { encode } from 'dns-packet';
import { benchRecords } from './dns-zone.ts';

const SOCKETS = 4;
/** Questions under way per socket: enough that no server waits for us, few enough that no buffer overflows. */
const WINDOW = 32;
/** Ms without an answer after which the questions under way count as lost. */
const LOST_AFTER = 100;

const questions = benchRecords.map(({ name, type }, i) =>
  encode({ type: 'query', id: i, questions: [{ name, type }] }),
);
let next = 0;

const ask = (socket: Socket): void => {
  const question = questions[next++ % questions.length];
  if (question) socket.send(question);
};

/** An answer with code 0 and one record at least, to a question that exists. */
const isRight = (bytes: Buffer): boolean =>
  bytes.length > 12 &&
  (bytes.readUInt16BE(2) & 0x800f) === 0x8000 &&
  bytes.readUInt16BE(6) > 0 &&
  bytes.readUInt16BE(0) < questions.length;

async function load(port: number, ms: number): Promise<number> {
  let answers = 0;
  const sockets = await Promise.all(
    Array.from({ length: SOCKETS }, async () => {
      const socket = createSocket('udp4');
      socket.connect(port, '127.0.0.1');
      await once(socket, 'connect');
      return socket;
    }),
  );
  const timers = sockets.map((socket) => {
    let last = 0;
    let seen = 0;
    socket.on('message', (bytes) => {
      seen++;
      if (isRight(bytes)) answers++;
      ask(socket);
    });
    const fill = (): void => {
      for (let i = 0; i < WINDOW; i++) ask(socket);
    };
    fill();
    return setInterval(() => {
      if (seen === last) fill();
      last = seen;
    }, LOST_AFTER);
  });
  await new Promise((resolve) => setTimeout(resolve, ms));
  for (const timer of timers) clearInterval(timer);
  for (const socket of sockets) socket.close();
  return answers;
}

process.once('disconnect', () => process.exit());
process.on('message', (order: { port: number; ms: number }) => {
  void load(order.port, order.ms).then((answers) => process.send?.({ answers }));
});
process.send?.({ ready: true });
