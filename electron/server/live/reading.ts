/** From the text of a message to what it asks. */
import {
  FirstMessage,
  requests,
  type Request,
  type RequestType,
  type FirstMessage as First,
} from '../../../shared/live/requests.ts';
import { isTooDeep } from '../json-depth.ts';
import { createMatcher } from '../validators.ts';

/** What was said. `first`: the bare `{token, channels}`. `nonsense`: nothing that is taken; with its `id`, if it has one. */
export type Said =
  | { readonly kind: 'request'; readonly request: Request }
  | { readonly kind: 'first'; readonly first: First }
  | { readonly kind: 'nonsense'; readonly id?: string };

/** Reads one message. */
export type Read = (text: string) => Said;

const LONGEST_ID = 64;
const NONSENSE: Said = { kind: 'nonsense' };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isRequestType = (name: unknown): name is RequestType =>
  typeof name === 'string' && Object.hasOwn(requests, name);
const isId = (id: unknown): id is string | undefined =>
  id === undefined || (typeof id === 'string' && id.length <= LONGEST_ID);

/** A name that would reach behind an object wherever it is copied carelessly; no message needs it. */
const refuseProto = (key: string, value: unknown): unknown => {
  if (key === '__proto__') throw new SyntaxError('A name that no message has');
  return value;
};

/** Made once for all sockets: the schemas are compiled when they are first needed. */
export function createReading(): Read {
  const matcher = createMatcher();
  const fits = new Map(Object.entries(requests).map(([type, schema]) => [type, matcher(schema)]));
  const isFirst = matcher(FirstMessage);

  function parse(text: string): unknown {
    if (isTooDeep(text)) return undefined;
    try {
      // A reviver makes parsing slow, and hardly any text has the name.
      return text.includes('__proto__') || text.includes('\\u')
        ? JSON.parse(text, refuseProto)
        : JSON.parse(text);
    } catch {
      return undefined;
    }
  }

  return (text) => {
    const said = parse(text);
    if (!isRecord(said)) return NONSENSE;
    if (!Object.hasOwn(said, 'type')) {
      return isFirst(said) ? { kind: 'first', first: said as unknown as First } : NONSENSE;
    }
    const { type, id, data = {} } = said;
    if (!isId(id)) return NONSENSE;
    const named = id === undefined ? {} : { id };
    if (!isRequestType(type) || fits.get(type)?.(data) !== true) return { kind: 'nonsense', ...named };
    // Fits its schema.
    return { kind: 'request', request: { type, data, ...named } as Request };
  };
}
