/** The headings of the API's document, in their order, with what stands under each. */
export const tags: Readonly<Record<string, string>> = {
  health: 'Whether this CloudCube works, for monitors and containers. Answers without signing in.',
  auth: 'The first start, signing in and staying signed in.',
  users: 'Users and their roles, and what everybody may do to oneself.',
  keys: 'What programs come in with: API keys, and OAuth 2.0 tokens made with them.',
  audit: 'Who did what: a log that shows whoever changes it.',
  ddns: 'The names that are kept equal to the addresses of this machine: state, history, updates, and the records of the zones.',
  checks:
    'What is looked at from here: pages, ports, names, services; heartbeats that are awaited; the sign of life that is sent.',
  alerts:
    'What is wrong, by which rule, and what keeps it from being told: rules, alerts, silences, maintenance, quiet hours.',
  notify:
    'Who is told of alerts and of what CloudCube has to say: channels, which of them tells of what, and what became of each message.',
  integrations: 'Messages that a program sends by the owner’s channels, in words of its own.',
  exposure: 'Who can reach CloudCube: its sockets, its certificate, and what its owner allows.',
  logs: 'What the program says of its work: searched, carried away as a file, sent to an OpenTelemetry receiver.',
  performance:
    'How fast CloudCube itself is: its API, its SQL, what it keeps in memory; and figures for Prometheus.',
  monitoring: 'What is measured on this machine: now, before, and how long its disks will do.',
  system: 'What runs here and how it is doing.',
  updates: 'Whether there is a newer CloudCube.',
  settings:
    'Every setting with its default and its meaning: changed, carried away under a passphrase, brought back.',
  copies: 'Copies of what is kept, and going back to one of them.',
  jobs: 'Work that goes on after the answer (202).',
};
