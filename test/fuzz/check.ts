/** What is wrong with an answer, judged by the document that the server itself serves. */
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { ApiDocument, Operation } from './operations.ts';
import type { WireAnswer } from './wire.ts';

/** Judges answers; `null` where nothing is wrong. */
export interface Judge {
  /** Of an operation that was met. */
  ofOperation(operation: Operation, answer: WireAnswer): string | null;
  /** Of whatever answered to bytes; `near` is the operation that they were made for. */
  ofAnybody(answer: WireAnswer, near?: string): string | null;
}

/** How things are stored, which only who asks for statements is told. */
const ofSql =
  /SQLITE_|SQL logic error|no such (?:table|column)|constraint failed|\bselect .{1,80} from \\?"?\w|insert into \\?"|\bupdate \\?"\w/i;
/**
 * The log repeats what the program told its owner at the start: where it keeps its key. Others are there to tell where
 * everything is; diagnostics are not, for they go to strangers.
 */
const tellPlaces =
  /^(?:logs\.(?!export)|about\.getAbout$|settings\.(?:list|change)Settings$|copies\.listCopies$)/;
const tellStatements = /^performance\.get(?:SlowQueries|PerformanceStats)$/;

/** What an operation is there to tell. */
const allowedTo = (id: string) => ({
  tellPlaces: tellPlaces.test(id),
  tellStatements: tellStatements.test(id),
});

/** What no answer may hold: where an error happened, what machine this is. */
const leaks: readonly RegExp[] = [
  /\\n\s+at |\bat \S+ \((?:file:|node:|\/)/,
  /node_modules|node:internal|\.ts:\d+|\.js:\d+:\d+/,
  /TypeError|ReferenceError|RangeError|SyntaxError|Cannot read propert|is not a function|\[object Object\]/,
];

/** `places`: folders of this machine. */
export function createJudge(document: ApiDocument, places: readonly string[]): Judge {
  const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: true });
  formats.default(ajv, ['date-time', 'uuid', 'email']);
  ajv.addSchema({ ...document, $id: 'openapi' });
  const compiled = new Map<string, ValidateFunction>();
  const validator = (pointer: string): ValidateFunction => {
    const made = compiled.get(pointer) ?? ajv.compile({ $ref: `openapi#${encodeURI(pointer)}` });
    compiled.set(pointer, made);
    return made;
  };

  /** `may`: what the operation is there to tell. */
  function leakOf(
    { body, headers }: WireAnswer,
    may: { readonly tellPlaces?: boolean; readonly tellStatements?: boolean } = {},
  ): string | null {
    const text = `${body}\n${Object.entries(headers).join('\n')}`;
    const place = may.tellPlaces ? undefined : places.find((one) => text.includes(one));
    if (place !== undefined) return `tells a path of this machine: ${place}`;
    const all = may.tellStatements ? leaks : [...leaks, ofSql];
    const found = all.map((leak) => leak.exec(text)?.[0]).find((one) => one !== undefined);
    return found === undefined ? null : `tells of its inside: ${found}`;
  }

  function misfit(pointer: string, { body, headers }: WireAnswer): string | null {
    let value: unknown;
    try {
      value = JSON.parse(body);
    } catch {
      return `is no JSON: ${body.slice(0, 200)}`;
    }
    const validate = validator(pointer);
    if (!validate(value)) return `is not of the documented shape: ${ajv.errorsText(validate.errors)}`;
    const { request_id: id } = value as { request_id?: unknown };
    if (id !== undefined && id !== headers['x-request-id']) return 'has another request_id than its header';
    return null;
  }

  function ofAnybody(answer: WireAnswer, near = ''): string | null {
    const { status, headers, body } = answer;
    if (status >= 500) return `is ${String(status)}: ${body.slice(0, 300)}`;
    const isFailure = status >= 400 && (headers['content-type'] ?? '').startsWith('application/json');
    // Bytes that came through as a good request met an operation that may be there to tell such things.
    if (!isFailure || body === '') return leakOf(answer, allowedTo(isFailure ? '' : near));
    // Which operation it was is not known: any documented shape of a failure is one.
    const wrong = ['Failure', 'ProbeFailure', 'OAuthFailure'].map((name) =>
      misfit(`/components/schemas/${name}`, answer),
    );
    return wrong.includes(null) ? leakOf(answer) : (wrong[0] ?? null);
  }

  return {
    ofAnybody,
    ofOperation({ id, answers }, answer) {
      const { status, headers, body } = answer;
      const shapes = answers.get(status);
      if (status === 500) return `is 500: ${body.slice(0, 300)}`;
      if (!shapes) return `is ${String(status)}, which the document does not name: ${body.slice(0, 300)}`;
      const [type = ''] = (headers['content-type'] ?? '').split(';');
      const pointer = shapes[type];
      if (pointer === undefined) return `is ${type || 'of no type'}, which the document does not name`;
      return (type === 'application/json' ? misfit(pointer, answer) : null) ?? leakOf(answer, allowedTo(id));
    },
  };
}
