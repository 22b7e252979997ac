/** Messages that the tests of channels send. */
import type { Message } from '../../../../electron/notify/channels/channel.ts';

/** A disk that is filling up. */
export const firing: Message = {
  key: 'alert.0198f3a0-0000-7000-8000-000000000001.firing.1',
  subject: 'alert.0198f3a0-0000-7000-8000-000000000001',
  kind: 'firing',
  severity: 'critical',
  title: 'Disk /volume1 is filling up',
  body: '/volume1 is 93 % full (limit 90 %)\nIt grows by 2.1 GB a day: full in 12 days',
  url: 'https://nas.example:8443/alerts/0198f3a0-0000-7000-8000-000000000001',
  language: 'en',
  at: Date.UTC(2026, 10, 20, 8),
  labels: { alertname: 'Disk filling', severity: 'critical', mount: '/volume1' },
  options: {},
  alerts: [
    {
      alert_id: '0198f3a0-0000-7000-8000-000000000001',
      fingerprint: 'b0c1d2e3f4a5b6c7',
      status: 'firing',
      rule_id: '0198f3a0-0000-7000-8000-0000000000aa',
      rule_name: 'Disk filling',
      metric_name: 'system.disk.usage',
      object: '/volume1',
      started_at: Date.UTC(2026, 10, 20, 7, 55),
      ended_at: null,
      value: 93,
      threshold: 90,
      labels: { alertname: 'Disk filling', severity: 'critical', mount: '/volume1' },
      title: 'Disk /volume1 is filling up',
      description: '/volume1 is 93 % full (limit 90 %)',
    },
  ],
};

/** What a mount, a container or a name may be called by somebody who means harm. */
export const hostile =
  '<b>x</b> &amp; "q" \'a\' *bold* _i_ ~s~ `c` [go](https://evil.example) <https://evil.example|home> ' +
  '<!channel> @everyone <@all> <@U1> <at user_id="all">all</at> @all # h > q - l \\* || ${x} {{y}} %20 + 家庭 😀𝒳 é';
