/** Validators of requests: addresses and queries are text and are coerced, bodies must have the right types. */
import { Ajv, type AnySchema, type ErrorObject, type Schema, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';

function createAjv(coerceTypes: boolean): Ajv {
  const ajv = new Ajv({
    coerceTypes,
    allErrors: false,
    strict: true,
    allowUnionTypes: true,
    strictTypes: false,
    // That our own schemas are well formed is a test's affair: the schema of schemas takes 80 ms to compile.
    meta: false,
    validateSchema: false,
  });
  formats.default(ajv, ['date-time', 'uuid', 'email']);
  return ajv;
}

/** A validator as Fastify calls it: `false` leaves the findings in `errors`. */
interface Validator {
  (data: unknown): boolean;
  errors?: ErrorObject[] | null;
}

/** A compiler for Fastify. Each schema is compiled when it is first needed, which for most is never: a start is short. */
export function createValidators(): FastifySchemaCompiler<AnySchema> {
  const exact = createAjv(false);
  const coercing = createAjv(true);
  return ({ schema, httpPart }): Validator => {
    let compiled: ValidateFunction | undefined;
    const validate: Validator = (data) => {
      compiled ??= (httpPart === 'body' ? exact : coercing).compile(schema);
      const isValid = compiled(data);
      validate.errors = compiled.errors ?? null;
      return isValid;
    };
    return validate;
  };
}

/**
 * Makes tests of whether something fits a schema as it is, for what comes by other ways than a request. Each is compiled
 * when it is first asked.
 */
export function createMatcher(): (schema: Schema) => (data: unknown) => boolean {
  const exact = createAjv(false);
  return (schema) => {
    let compiled: ValidateFunction | undefined;
    return (data) => {
      compiled ??= exact.compile(schema);
      return compiled(data);
    };
  };
}
