/** The contract of the audit log: who did what, from where, and what became of it. */
import { Type, type Static } from 'typebox';
import { Id, Nullable, pageQuery, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';

/** How something went. `attempt`: it was about to be asked of somebody else's server. */
export const AuditOutcome = Type.Union([
  Type.Literal('success'),
  Type.Literal('failure'),
  Type.Literal('denied'),
  Type.Literal('attempt'),
]);

/** One entry. */
export const AuditEntry = Type.Object({
  id: Id,
  seq: Type.Integer({ description: 'Its place in the chain, from 1 and without gaps' }),
  actor: Type.String({ description: 'Name of who did it' }),
  actor_id: Nullable(Type.String({ description: 'Of the user, or of the API key' })),
  actor_kind: Type.Union(
    [
      Type.Literal('token'),
      Type.Literal('session'),
      Type.Literal('key'),
      Type.Literal('device'),
      Type.Literal('anonymous'),
      Type.Literal('system'),
      Type.Literal('cli'),
    ],
    { description: 'What they came in with; `cli`: the command line, `system`: CloudCube by itself' },
  ),
  action: Type.String({ description: '`user.create`' }),
  target_type: Nullable(Type.String()),
  target_id: Nullable(Type.String()),
  payload_redacted: Nullable(Type.Unknown({ description: 'What was asked for, secrets taken out' })),
  ip: Nullable(Type.String()),
  ua: Nullable(Type.String()),
  result: AuditOutcome,
  request_id: Nullable(Type.String()),
  created_at: Timestamp,
  seal: Type.String({ description: 'Covers this entry and the seal before it' }),
});
/** {@link AuditEntry} as a type. */
export type AuditEntry = Static<typeof AuditEntry>;

/** What following the whole chain found. */
export const AuditVerification = Type.Object({
  entries: Type.Integer({ description: 'Entries that were followed' }),
  checked_at: Timestamp,
  begun_at: Nullable(Timestamp),
  newest: Type.Integer({ description: 'Place of the last entry there ever was' }),
  last_seal: Type.String({
    description: 'Its seal. Kept elsewhere, place and seal show that an older log was put back',
  }),
  fault: Nullable(
    Type.Object({
      seq: Type.Integer({ description: 'The first place where the chain is broken' }),
      problem: Type.Union(
        [Type.Literal('altered'), Type.Literal('missing'), Type.Literal('checkpoint'), Type.Literal('head')],
        { description: '`checkpoint`: what stands for pruned entries; `head`: what stands for the end' },
      ),
    }),
  ),
  checkpoint: Nullable(
    Type.Object({
      seq: Type.Integer({ description: 'The last entry that was pruned' }),
      pruned_at: Timestamp,
    }),
  ),
});
/** {@link AuditVerification} as a type. */
export type AuditVerification = Static<typeof AuditVerification>;

/** Entries that one download holds at most, the newest. */
export const MOST_EXPORTED = 100_000;

const word = { minLength: 1, maxLength: 200 } as const;
const text = Type.String(word);
const filter = {
  actor: Type.Optional(Type.String({ ...word, description: 'Name or id' })),
  action: Type.Optional(Type.String({ ...word, description: '`user.create`, or all of `user.*`' })),
  target_type: Type.Optional(text),
  target_id: Type.Optional(text),
  result: Type.Optional(AuditOutcome),
  ip: Type.Optional(text),
  request_id: Type.Optional(text),
  since: Type.Optional(Timestamp),
  until: Type.Optional(Type.String({ format: 'date-time', description: 'Before this moment' })),
};

const example: AuditEntry = {
  id: '0198f3a0-0000-7000-8000-0000000000e1',
  seq: 42,
  actor: 'admin',
  actor_id: '0198f3a0-0000-7000-8000-00000000000a',
  actor_kind: 'session',
  action: 'user.create',
  target_type: 'user',
  target_id: '0198f3a0-0000-7000-8000-00000000000b',
  payload_redacted: { username: 'eve', role: 'operator', password: '•••' },
  ip: '192.168.1.20',
  ua: 'Mozilla/5.0',
  result: 'success',
  request_id: '5f0c1d2e3a4b5c6d-1',
  created_at: '2026-11-20T08:00:00.000Z',
  seal: 'mJ8q4mJH0m0bqkWvUtq1bYcM2yC3mZg7yQ0v6kq8c1E',
};

/** Operations on the audit log. */
export const auditRoutes = defineRoutes({
  listAudit: {
    method: 'GET',
    path: '/admin/audit-logs',
    tag: 'audit',
    summary: 'Who did what, the newest first',
    access: 'audit:read',
    query: Type.Object({ ...pageQuery, ...filter }),
    data: Type.Array(AuditEntry),
    paginated: true,
    example: { data: [example] },
  },
  exportAudit: {
    method: 'GET',
    path: '/admin/audit-logs/export',
    tag: 'audit',
    summary: `The same as a file: JSON, or CSV that no spreadsheet takes for a formula; the newest ${String(MOST_EXPORTED)} at most`,
    access: 'audit:read',
    audit: 'audit.export',
    query: Type.Object({
      ...filter,
      format: Type.Optional(Type.Union([Type.Literal('json'), Type.Literal('csv')])),
    }),
    raw: 'it is a file to keep',
    download: ['application/json', 'text/csv'],
    data: Type.Unknown(),
    example: { data: [example] },
  },
  verifyAudit: {
    method: 'GET',
    path: '/admin/audit-logs/verification',
    tag: 'audit',
    summary: 'Follow the whole chain and tell whether an entry was changed, removed or put in',
    access: 'audit:read',
    data: AuditVerification,
    errors: ['SECRETS_KEY_MISSING', 'SECRETS_KEY_WRONG'],
    example: {
      data: {
        entries: 42,
        checked_at: '2026-11-20T08:10:00.000Z',
        begun_at: '2026-11-01T08:00:00.000Z',
        newest: 42,
        last_seal: example.seal,
        fault: null,
        checkpoint: null,
      },
    },
  },
});
