/** What is wrong with a request, in words: from the validator's findings to our error. */
import type { ErrorObject } from 'ajv';
import { UserError } from '../kernel/errors.ts';

/** A finding as Fastify hands it on. */
export type Finding = Pick<ErrorObject, 'keyword' | 'instancePath' | 'params'>;

/** `/source/interface` in a body becomes `source.interface`; a missing or unknown field is named itself. */
function pathOf({ instancePath, params }: Finding, part: string): string {
  const inner = [params['missingProperty'], params['additionalProperty']].find(
    (name) => typeof name === 'string',
  );
  const path = [...instancePath.split('/').slice(1), ...(typeof inner === 'string' ? [inner] : [])].join('.');
  return path === '' ? part : path;
}

/** One `VALIDATION_ERROR` for all findings; its words tell the first, its details all. */
export function validationError(findings: readonly Finding[], part: string): UserError {
  const details = findings.map((finding) => ({
    path: pathOf(finding, part),
    keyword: finding.keyword,
    params: finding.params,
  }));
  // An alternative that did not match is told after what was wrong inside the alternatives.
  const first = details[0];
  const limit: unknown = first?.params['limit'] ?? first?.params['format'] ?? first?.params['type'];
  return new UserError('VALIDATION_ERROR', {
    params: {
      path: first?.path ?? part,
      keyword: first?.keyword ?? 'invalid',
      limit: typeof limit === 'number' || typeof limit === 'string' ? limit : '',
    },
    details,
  });
}
