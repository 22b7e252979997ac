/** The contract of the copies of the state: what there is to go back to, making one, and going back. */
import { Type, type Static } from 'typebox';
import { Id, Nullable, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';
import { JobRef } from './jobs.ts';

/** `state-<when, UTC>-<why>`: the name of its file without its ending. */
const CopyId = Type.String({
  pattern: '^state-[0-9]{8}T[0-9]{9}Z-(nightly|migration|manual|restore)$',
  maxLength: 64,
});

/** One copy. */
export const Copy = Type.Object({
  copy_id: CopyId,
  made_at: Timestamp,
  why: Type.Enum(['nightly', 'migration', 'manual', 'restore'], {
    description:
      '`migration`: before the tables were changed; `restore`: before going back to an earlier copy',
  }),
  bytes: Type.Integer({ minimum: 0 }),
  sound: Type.Boolean({ description: 'Whether it is a whole database, as SQLite checks it' }),
});
/** {@link Copy} as a type. */
export type Copy = Static<typeof Copy>;

const example: Copy = {
  copy_id: 'state-20261120T030000000Z-nightly',
  made_at: '2026-11-20T03:00:00.000Z',
  why: 'nightly',
  bytes: 1_048_576,
  sound: true,
};

/** Operations on copies. */
export const copyRoutes = defineRoutes({
  listCopies: {
    method: 'GET',
    path: '/copies',
    tag: 'copies',
    summary: 'Copies of everything that is kept but measurements and logs, the newest first',
    access: 'backup:read',
    data: Type.Object({
      copies: Type.Array(Copy),
      folder: Type.String({ description: 'Where they are, each by its id with the ending `.db`' }),
      kept: Type.Object({
        automatic: Type.Integer({ description: 'As many of those that are made by themselves are kept' }),
        by_hand: Type.Integer({
          description: 'As many of those that somebody made, or that going back made',
        }),
      }),
      went_back: Nullable(
        Type.Object(
          { copy_id: Type.String(), at: Timestamp, succeeded: Type.Boolean() },
          {
            description:
              'The last time, since the process was started; where it did not succeed, the state before it is in force',
          },
        ),
      ),
    }),
    example: {
      data: {
        copies: [example],
        folder: '/home/nas/.local/share/cloudcube/backups',
        kept: { automatic: 7, by_hand: 7 },
        went_back: null,
      },
    },
  },
  makeCopy: {
    method: 'POST',
    path: '/copies',
    tag: 'copies',
    summary: 'Make one now',
    access: 'backup:write',
    audit: 'state.copy',
    data: Type.Object({ job_id: Id, copy: Copy }),
    accepted: JobRef,
    errors: ['STORAGE_FULL'],
    example: {
      data: {
        job_id: '0198f3a0-0000-7000-8000-000000000005',
        copy: { ...example, copy_id: 'state-20261120T080000000Z-manual', why: 'manual' as const },
      },
    },
  },
  goBackToCopy: {
    method: 'POST',
    path: '/copies/{copy_id}/restore',
    tag: 'copies',
    summary:
      'Go back to a copy: the present state is copied first, then CloudCube goes on from the other without a restart, away for a moment; users, passwords and sign-ins are as they were then',
    access: 'backup:admin',
    by: ['token', 'session'],
    audit: 'state.restore',
    params: Type.Object({ copy_id: CopyId }),
    body: Type.Object(
      { name: Type.String({ maxLength: 64, description: 'The id of the copy once more' }) },
      { additionalProperties: false },
    ),
    data: Type.Object({
      from: Copy,
      kept: Copy,
    }),
    errors: ['RESOURCE_NOT_FOUND', 'COPY_NAME_WRONG', 'COPY_DAMAGED', 'COPY_RESTORING', 'STORAGE_FULL'],
    example: {
      body: { name: example.copy_id },
      data: {
        from: example,
        kept: { ...example, copy_id: 'state-20261120T080000000Z-restore', why: 'restore' as const },
      },
    },
  },
});
