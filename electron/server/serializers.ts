/** Serializers of answers, by their schemas: faster than `JSON.stringify`, and nothing gets out that no schema names. */
import fastJsonStringify, { type Schema } from 'fast-json-stringify';
import type { FastifySerializerCompiler } from 'fastify';

/**
 * A compiler for Fastify. Each serializer is compiled when it is first needed: for all of them at the start it would take
 * a third of the start's time, and memory for what is never asked.
 */
export function createSerializers(): FastifySerializerCompiler<Schema> {
  return ({ schema }) => {
    let serialise: ((data: unknown) => string) | undefined;
    return (data) => (serialise ??= fastJsonStringify(schema))(data);
  };
}
