/** Figures as text, in the format that was asked for. */
import type * as PromClient from 'prom-client';
import { families, type FamilyName, type Figure } from './families.ts';

/** Figures of one family at most: names that somebody else makes up (containers, sensors) end somewhere. */
export const MOST_OF_ONE = 1000;

const OPEN_METRICS = 'application/openmetrics-text';
const openType: PromClient.OpenMetricsContentType = `${OPEN_METRICS}; version=1.0.0; charset=utf-8`;
const plainType: PromClient.PrometheusContentType = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * The content type for an `Accept` header (RFC 9110 §12.5.1): OpenMetrics where it is named with no less weight than
 * plain text.
 */
export function formatFor(accept: string | undefined): PromClient.RegistryContentType {
  const weights = new Map<string, number>();
  for (const part of (accept ?? '').slice(0, 500).split(',')) {
    const [type = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const q = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1);
    weights.set(type, Math.max(weights.get(type) ?? 0, Number.isNaN(q) ? 0 : q));
  }
  const open = weights.get(OPEN_METRICS) ?? 0;
  return open > 0 && open >= (weights.get('text/plain') ?? 0) ? openType : plainType;
}

/** The text, with its content type. A family without figures is left out. The library is loaded at first use. */
export async function render(
  figures: readonly Figure[],
  accept: string | undefined,
): Promise<{ type: string; text: string }> {
  const format = formatFor(accept);
  // Each answer has a registry of its own: what is gone since the last one is not in it.
  const library = await import('prom-client');
  const registry = new library.Registry<PromClient.RegistryContentType>();
  registry.setContentType(format);
  for (const [family, ofFamily] of Map.groupBy(figures, (figure) => figure.family)) {
    add(library, registry, family, ofFamily.slice(0, MOST_OF_ONE), format === openType);
  }
  return { type: format, text: await registry.metrics() };
}

function add(
  { Gauge }: typeof PromClient,
  registry: PromClient.Registry<PromClient.RegistryContentType>,
  family: FamilyName,
  figures: readonly Figure[],
  isOpen: boolean,
): void {
  const { kind, help, labels } = families[family];
  const metric = new Gauge({ name: family, help, labelNames: [...labels], registers: [registry] });
  // OpenMetrics names a counter without its `_total`; prom-client puts it back on each line.
  const name = isOpen && kind === 'counter' ? family.replace(/_total$/, '') : family;
  const values = figures.map(({ labels: of = {}, value, part }) => ({
    ...(part === undefined ? {} : { metricName: family + part }),
    labels: of,
    value,
  }));
  // The figures are counted elsewhere; what prom-client counts with itself is not used.
  const ready = { name, help, type: kind, values, aggregator: 'sum', collect: () => undefined };
  metric.get = () => Promise.resolve(ready as unknown as Awaited<ReturnType<typeof metric.get>>);
}
