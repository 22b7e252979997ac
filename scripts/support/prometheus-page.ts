/** `docs/prometheus.md`: every family of figures, and what node_exporter calls the same. Pure. */
import type { Family } from '../../electron/performance/prometheus/families.ts';

const text = `# Figures for Prometheus

Written by \`npm run docs\` from the code. \`/metrics\` and \`/api/v2/metrics\` answer whoever holds \`monitoring:read\`. Make a
key with that scope and give it to Prometheus:

\`\`\`yaml
scrape_configs:
  - job_name: cloudcube
    authorization: { credentials_file: /etc/prometheus/cloudcube-key }
    static_configs: [{ targets: ['127.0.0.1:8080'] }]
\`\`\`

A key also comes in as \`X-API-Key\`. \`Accept: application/openmetrics-text\` brings OpenMetrics, anything else the text
format 0.0.4. What is not known is left out: there are no zeros for what could not be read. At most 1,000 series of a
family are given out.

Names are CloudCube's own, so that nothing is counted twice where node_exporter runs as well. The last column says what
it, or another exporter, calls the same; where units or labels differ, the family's help says what it is.
`;

/** The page. */
export function prometheusPage(families: Readonly<Record<string, Family>>): string {
  const rows = Object.entries(families).map(([name, { kind, labels, help, elsewhere }]) => [
    `\`${name}\``,
    kind,
    labels.map((label) => `\`${label}\``).join(', '),
    help,
    elsewhere === undefined ? '' : `\`${elsewhere}\``,
  ]);
  const head = ['Name', 'Kind', 'Labels', 'What it is', 'Elsewhere'];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${text}\n${lines.join('\n')}\n`;
}
