/** The helper of `namespace.ts`: asks from within the namespace that it is started in. */
import { request } from './api.ts';
import { askZone, type NameServer } from './zone.ts';

/** What to ask. */
export type InsideQuestion =
  | { readonly kind: 'zone'; readonly server: NameServer; readonly name: string; readonly type: 'A' | 'AAAA' }
  | {
      readonly kind: 'api';
      readonly url: string;
      readonly method: string;
      readonly path: string;
      readonly body: object | undefined;
      readonly token: string | undefined;
    };

/** What came of it. */
export interface InsideAnswer {
  readonly value?: unknown;
  readonly error?: string;
}

function ask(question: InsideQuestion): Promise<unknown> {
  if (question.kind === 'zone') return askZone(question.server, question.name, question.type);
  const { url, method, path, body, token } = question;
  return request(url, method, path, { body, ...(token === undefined ? {} : { token }) });
}

process.on('message', (question: InsideQuestion) => {
  ask(question).then(
    (value) => process.send?.({ value } satisfies InsideAnswer),
    (error: unknown) => process.send?.({ error: String(error) } satisfies InsideAnswer),
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.({ value: 'ready' } satisfies InsideAnswer);
