/** The contract of `/metrics`, which Prometheus and its kin read. */
import { Type } from 'typebox';
import { defineRoutes } from './contract.ts';

/** Operations for them. */
export const prometheusRoutes = defineRoutes({
  getMetrics: {
    method: 'GET',
    path: '/metrics',
    tag: 'performance',
    summary:
      'All figures for Prometheus, as its text format or as OpenMetrics (`Accept: application/openmetrics-text`)',
    access: 'monitoring:read',
    atRoot: true,
    raw: 'the format is that of Prometheus',
    plainText: {
      failures: {
        401: 'An API key is wanted: Authorization: Bearer <key>',
        403: 'This key does not hold monitoring:read',
        429: 'Too many requests',
      },
      otherwise: 'The figures cannot be told now',
    },
    data: Type.String(),
    example: {
      data: '# HELP cloudcube_uptime_seconds Time since CloudCube started.\n# TYPE cloudcube_uptime_seconds gauge\ncloudcube_uptime_seconds 86400\n',
    },
  },
});
