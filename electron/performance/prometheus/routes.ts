/** `/metrics`. */
import { prometheusRoutes } from '../../../shared/api/prometheus.ts';
import { implement, type BoundRoute } from '../../server/route.ts';
import type { Figure } from './families.ts';
import { render } from './render.ts';

/** Joins what tells the figures to the contract. */
export function createPrometheusRoutes(figures: () => readonly Figure[]): BoundRoute[] {
  return implement(prometheusRoutes, {
    async getMetrics({ accept }) {
      const { type, text } = await render(figures(), accept);
      return { data: text, type };
    },
  });
}
