/** The operations of the document that the server serves, as far as a fuzzer needs them. */

/** A schema of OpenAPI 3.0. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
}

/** The document. */
export interface ApiDocument {
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface DocumentedOperation {
  readonly operationId: string;
  readonly servers?: readonly { readonly url: string }[];
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: Readonly<Record<string, { readonly schema: Schema; readonly example?: unknown }>>;
  };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

/** A parameter in the path or the query. */
export interface Parameter {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

/** One operation. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** With the prefix that it answers below; parameters in braces. */
  readonly path: string;
  readonly params: readonly Parameter[];
  readonly query: readonly Parameter[];
  readonly body: Schema | null;
  /** A body as the document shows it. */
  readonly example: unknown;
  /** Whether a device calls it, with a password of its own. */
  readonly isForDevices: boolean;
  /** Where in the document its answer of a status is described, by status and content type. */
  readonly answers: ReadonlyMap<number, Readonly<Record<string, string>>>;
}

const pointer = (...parts: readonly string[]): string =>
  parts.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** All of them, in the document's order. */
export function readOperations({ paths, servers }: ApiDocument): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]): Operation => {
      const [server] = described.servers ?? servers;
      const prefix = (server?.url ?? '').replace(/\/$/, '');
      const { parameters = [], requestBody, security = [] } = described;
      const json = requestBody?.content['application/json'];
      const answers = Object.entries(described.responses).map(
        ([status, { content = {} }]) =>
          [
            Number(status),
            Object.fromEntries(
              Object.keys(content).map((type) => [
                type,
                pointer('paths', path, method, 'responses', status, 'content', type, 'schema'),
              ]),
            ),
          ] as const,
      );
      return {
        id: described.operationId,
        method: method.toUpperCase(),
        path: prefix + path,
        params: parameters.filter((one) => one.in === 'path'),
        query: parameters.filter((one) => one.in === 'query'),
        body: json?.schema ?? null,
        example: json?.example,
        isForDevices: security.some((one) => 'deviceToken' in one),
        answers: new Map(answers),
      };
    }),
  );
}
