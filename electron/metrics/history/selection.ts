/** Which series are meant by what a caller asks for. Pure. */
import { metricNames, metrics, type MetricName } from '../../../shared/metric-names.ts';
import { UserError } from '../../kernel/errors.ts';
import type { Series } from '../series.ts';

/** A series whose name is one of ours. */
export interface NamedSeries extends Series {
  readonly name: MetricName;
}

const isName = (name: string): name is MetricName => Object.hasOwn(metrics, name);

/** Words between commas. */
export const wordsOf = (text: string): string[] => text.split(',').map((word) => word.trim());

/** Names between commas; two commas are one that belongs to a name. */
export function objectsOf(text: string): string[] {
  const names: string[] = [];
  let name = '';
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    const isDouble = letter === ',' && text.charAt(at + 1) === ',';
    if (letter === ',' && !isDouble) {
      names.push(name);
      name = '';
    } else name += letter;
    if (isDouble) at += 1;
  }
  return [...names, name];
}

/** @throws {UserError} `VALIDATION_ERROR` that tells the word, where one is no metric */
export function metricsOf(text: string): MetricName[] {
  return wordsOf(text).map((word) => {
    if (isName(word)) return word;
    const params = { path: 'metric', keyword: 'metric', member: word };
    throw new UserError('VALIDATION_ERROR', { params, details: [params] });
  });
}

/**
 * Of the series that there are those with one of the names, and one of the objects where some are given, in the order of
 * the catalogue and then of objects.
 */
export function select(
  all: readonly Series[],
  names: readonly MetricName[],
  objects: readonly string[] | null,
): NamedSeries[] {
  const byName = Map.groupBy(all, ({ name }) => name);
  return metricNames
    .filter((name) => names.includes(name))
    .flatMap((name) =>
      (byName.get(name) ?? [])
        .filter(({ object }) => objects === null || objects.includes(object))
        .map(({ object }) => ({ name, object }))
        .sort((one, other) => (one.object < other.object ? -1 : 1)),
    );
}

/** Everything that is told of the machine itself. */
export const machineMetrics: readonly MetricName[] = metricNames.filter((name) => name.startsWith('system.'));
