/** The headings of the API's document, in their order, with what stands under each. */
export const tags: Readonly<Record<string, string>> = {
  health: 'Whether this CloudCube works, for monitors and containers. Answers without signing in.',
  auth: 'The first start, signing in and staying signed in.',
  users: 'Users and their roles, and what everybody may do to oneself.',
  keys: 'What programs come in with: API keys, and OAuth 2.0 tokens made with them.',
  audit: 'Who did what: a log that shows whoever changes it.',
  ddns: 'The names that are kept equal to the addresses of this machine: state, history, updates, and the records of the zones.',
  exposure: 'Who can reach CloudCube: its sockets, its certificate, and what its owner allows.',
  jobs: 'Work that goes on after the answer (202).',
};
