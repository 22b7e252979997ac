/** Pages and APIs: status, what stands in the answer, how long it took, and how long the certificates last. */
import type { CheckConfig } from '../../../shared/api/check-kinds.ts';
import type { StoredReason } from '../../../shared/api/common.ts';
import { daysLeft } from '../http/certificate.ts';
import { asText, parsePath, valueAt } from '../http/json-path.ts';
import { visit, type Visit, type VisitPorts } from '../http/visit.ts';
import { failed, ok, type Finding } from '../model.ts';
import type { Kind } from './kind.ts';

type Config = CheckConfig<'http'>;

/** Headers that sign in, which are stored and shown as they are here, and those that are the connection's own. */
const refusedHeaders =
  /^(authorization|proxy-.*|cookie|x-api-key|.*(token|secret|password).*|host|content-.*|transfer-encoding|connection|upgrade|expect|te|trailer|keep-alive|accept-encoding)$/i;

const LONGEST_SHOWN = 80;
const shorten = (text: string): string =>
  text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;

function isExpected(status: number, statuses: readonly string[]): boolean {
  return statuses.some((range) => {
    const [from = '', to = from] = range.split('-');
    return status >= Number(from) && status <= Number(to);
  });
}

function judgeJson(body: string, { json_path: path, json_value: expected }: Config): StoredReason | null {
  let document: unknown;
  try {
    document = JSON.parse(body);
  } catch {
    return { code: 'CHECK_NOT_JSON', params: {} };
  }
  const value = valueAt(document, parsePath(path) ?? []);
  if (value === undefined) return { code: 'CHECK_JSON_MISSING', params: { path } };
  const text = asText(value);
  if (expected === '' || text === expected) return null;
  return { code: 'CHECK_JSON_VALUE', params: { path, value: shorten(text), expected } };
}

/** What is wrong with an answer; `null` for nothing. Pure. */
export function judgeAnswer(answer: NonNullable<Visit['answer']>, config: Config): StoredReason | null {
  const { status, body, isTooLarge } = answer;
  if (!isExpected(status, config.statuses)) {
    return { code: 'CHECK_STATUS', params: { status, expected: config.statuses.join(', ') } };
  }
  if (isTooLarge) return { code: 'CHECK_TOO_LARGE', params: {} };
  const { text } = config;
  if (text !== '' && body !== null && body.includes(text) === config.text_absent) {
    return { code: config.text_absent ? 'CHECK_TEXT_PRESENT' : 'CHECK_TEXT_MISSING', params: { text } };
  }
  return config.json_path !== '' && body !== null ? judgeJson(body, config) : null;
}

/** What a visit says of a page. Pure. */
export function judgeVisit(visited: Visit, config: Config, now: number): Finding {
  const { answer, failure, shown, host, outside } = visited;
  const latency = Math.round(visited.timing.total * 10) / 10;
  const days = shown === null ? null : daysLeft(shown.chain, now);
  const facts = { latency_ms: answer === null ? null : latency, certificate_days: days };
  if (answer === null || failure !== null) {
    const { code, params } = failure?.reason ?? { code: 'CHECK_CUT', params: { host } };
    return failed(code, params, { ...facts, outside: failure?.outside ?? false });
  }
  // Something answered, so whatever is wrong is not the line's fault.
  const wrong = judgeAnswer(answer, config);
  if (wrong) return failed(wrong.code, wrong.params, facts);
  if (config.latency_ms !== null && latency > config.latency_ms) {
    return failed('CHECK_SLOW', { ms: Math.round(latency), limit: config.latency_ms }, facts);
  }
  const isSoon = days !== null && days < config.certificate_days;
  const warnings = isSoon ? [{ code: 'CHECK_CERTIFICATE_SOON', params: { host, days } }] : [];
  return ok({ ...facts, warnings, outside });
}

/** The kind. */
export function createHttpKind(ports: VisitPorts): Kind<'http'> {
  return {
    target: ({ url }) => url,
    problem({ url, headers, json_path: path, method, text }) {
      const parsed = URL.parse(url);
      if (!parsed || parsed.hostname === '' || parsed.username !== '' || parsed.password !== '') return 'url';
      const refused = Object.keys(headers).find((name) => refusedHeaders.test(name));
      if (refused !== undefined) return `headers.${refused}`;
      if (path !== '' && parsePath(path) === null) return 'json_path';
      // A HEAD has no body in which anything could stand.
      return method === 'HEAD' && (text !== '' || path !== '') ? 'method' : null;
    },
    async run(config, { signal }) {
      const wantsBody = config.text !== '' || config.json_path !== '';
      const visited = await visit({ ...config, wantsBody, isNamed: true }, ports, signal);
      return judgeVisit(visited, config, ports.clock.now());
    },
  };
}
