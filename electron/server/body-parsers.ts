/** The bodies that the server reads: JSON, and forms where a protocol demands them. */
import type { FastifyInstance } from 'fastify';
import { UserError } from '../kernel/errors.ts';
import { isTooDeep, MOST_LEVELS } from './json-depth.ts';
import { FORM_TYPE, parseForm } from './oauth.ts';

/** Reads these and no others; what is refused throws `JSON_TOO_DEEP`, `UNSUPPORTED_MEDIA_TYPE` or Fastify's own. */
export function addBodyParsers(app: FastifyInstance): void {
  // Fastify also takes text/plain, which another site's form can send.
  app.removeAllContentTypeParsers();
  // An empty body of type JSON is what many clients send with a POST that needs none.
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, null);
    else if (isTooDeep(body)) done(new UserError('JSON_TOO_DEEP', { params: { limit: MOST_LEVELS } }));
    else void parseJson(request, body, done);
  });
  // Another site's page can send a form anywhere; only a protocol that demands one is given it.
  app.addContentTypeParser<string>(FORM_TYPE, { parseAs: 'string' }, (request, body, done) => {
    try {
      if (!request.routeOptions.config.contract?.oauth) throw new UserError('UNSUPPORTED_MEDIA_TYPE');
      done(null, parseForm(body));
    } catch (error) {
      done(error as Error);
    }
  });
}
