/**
 * Child process of the HTTP bench: Fastify with one route, nothing around it, serialised by the same schema as the
 * server's own. Told the body of an answer, it answers that body. Says `{port}` first.
 */
import fastify from 'fastify';
import { ddnsRoutes } from '../../shared/api/ddns-routes.ts';
import { answerSchema } from '../../electron/server/answer-schema.ts';

let body: unknown = null;
const app = fastify();
app.get(
  '/bare',
  { schema: { response: { 200: answerSchema(ddnsRoutes.getStatus, ddnsRoutes.getStatus.data) } } },
  async () => body,
);
await app.listen({ host: '127.0.0.1', port: 0 });

process.once('disconnect', () => process.exit());
process.on('message', (next: unknown) => {
  body = next;
  process.send?.({ done: true });
});
const address = app.server.address();
process.send?.({ port: typeof address === 'object' ? address?.port : null });
