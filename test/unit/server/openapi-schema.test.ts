import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { createSchemaConverter } from '../../../electron/server/openapi-schema.ts';
import { Nullable } from '../../../shared/api/common.ts';

const plain = createSchemaConverter({});
const Thing = Type.Object({ id: Type.String() });
const Colour = Type.Union([Type.Literal('red'), Type.Literal('blue')]);
const named = () => createSchemaConverter({ Thing, Colour, Text: Type.String() });

describe('conversion to the dialect of OpenAPI 3.0', () => {
  it.each([
    ['one word', Type.Literal('a'), { type: 'string', enum: ['a'] }],
    ['true', Type.Literal(true), { type: 'boolean', enum: [true] }],
    ['several words', Colour, { type: 'string', enum: ['red', 'blue'] }],
    ['a value or null', Nullable(Type.Integer()), { type: 'integer', nullable: true }],
    ['words or null', Nullable(Colour), { type: 'string', enum: ['red', 'blue', null], nullable: true }],
    ['null alone', Type.Null(), { type: 'string', nullable: true, enum: [null] }],
    ['anything or null', Nullable(Type.Unknown()), {}],
    [
      'two types',
      Type.Union([Type.String(), Type.Number()]),
      { anyOf: [{ type: 'string' }, { type: 'number' }] },
    ],
    [
      'a record',
      Type.Record(Type.String(), Type.Integer()),
      { type: 'object', additionalProperties: { type: 'integer' } },
    ],
  ])('%s', (_what, schema, expected) => {
    expect(plain.convert(schema)).toEqual(expected);
  });

  it('refuses what it cannot say, by name', () => {
    expect(() => plain.convert(Type.Intersect([Thing, Thing]))).toThrow('allOf');
  });

  it('leaves null out of a body', () => {
    expect(plain.convertBody(Type.Optional(Nullable(Type.Integer())))).toEqual({ type: 'integer' });
  });
});

describe('named schemas', () => {
  it('become references where they are objects or words, also when optional', () => {
    const converter = named();
    const schema = Type.Object({ thing: Type.Optional(Thing), colour: Colour, text: Type.String() });
    expect(converter.convert(schema)).toEqual({
      type: 'object',
      required: ['colour', 'text'],
      properties: {
        thing: { $ref: '#/components/schemas/Thing' },
        colour: { $ref: '#/components/schemas/Colour' },
        text: { type: 'string' },
      },
    });
    expect(Object.keys(converter.components())).toEqual(['Colour', 'Thing']);
  });

  it('get a sister that may be null, because a reference cannot', () => {
    const converter = named();
    expect(converter.convert(Nullable(Thing))).toEqual({ $ref: '#/components/schemas/ThingOrNull' });
    expect(converter.components()).toMatchObject({ ThingOrNull: { type: 'object', nullable: true } });
  });

  it('are left out when nothing uses them', () => {
    expect(named().components()).toEqual({});
  });
});
