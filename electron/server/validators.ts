/** Validators of requests: addresses and queries are text and are coerced, bodies must have the right types. */
import { Ajv, type AnySchema, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';

function createAjv(coerceTypes: boolean): Ajv {
  const ajv = new Ajv({
    coerceTypes,
    allErrors: false,
    strict: true,
    allowUnionTypes: true,
    strictTypes: false,
  });
  formats.default(ajv, ['date-time', 'uuid']);
  return ajv;
}

/** A compiler for Fastify. Each distinct schema is compiled once. */
export function createValidators(): FastifySchemaCompiler<AnySchema> {
  const exact = createAjv(false);
  const coercing = createAjv(true);
  return ({ schema, httpPart }): ValidateFunction => (httpPart === 'body' ? exact : coercing).compile(schema);
}
