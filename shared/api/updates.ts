/** The contract of newer versions of CloudCube itself: whether there is one, and whether it is looked for. */
import { Type, type Static } from 'typebox';
import { Nullable, Reason, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';

/** What is known of newer versions. */
export const Updates = Type.Object({
  version: Type.String({ description: 'The one that runs' }),
  newer: Nullable(
    Type.Object({
      version: Type.String(),
      url: Type.String({ description: 'Its release notes and packages' }),
      published_at: Nullable(Timestamp),
    }),
  ),
  releases_url: Nullable(
    Type.String({ description: 'Where all releases are; null in a build that does not know it' }),
  ),
  checking: Type.Boolean({ description: 'Whether it is looked once a day' }),
  checked_at: Nullable(Timestamp),
  next_check_at: Nullable(Timestamp),
  reason: Nullable(Reason),
});
/** {@link Updates} as a type. */
export type Updates = Static<typeof Updates>;

/** A change of what is done by itself. */
export const UpdatesChange = Type.Object({ checking: Type.Boolean() }, { additionalProperties: false });

const example: Updates = {
  version: '0.1.0',
  newer: {
    version: '0.2.0',
    url: 'https://github.com/example/cloudcube/releases/tag/v0.2.0',
    published_at: '2026-11-19T12:00:00.000Z',
  },
  releases_url: 'https://github.com/example/cloudcube/releases',
  checking: true,
  checked_at: '2026-11-20T08:00:00.000Z',
  next_check_at: '2026-11-21T09:12:00.000Z',
  reason: null,
};

/** Operations on it. */
export const updateRoutes = defineRoutes({
  getUpdates: {
    method: 'GET',
    path: '/updates',
    tag: 'updates',
    summary: 'Whether there is a newer CloudCube, when that was looked for, and why it is not known',
    access: 'signed_in',
    data: Updates,
    example: { data: example },
  },
  changeUpdates: {
    method: 'PUT',
    path: '/updates',
    tag: 'updates',
    summary: 'Look for a newer CloudCube once a day, or never',
    access: 'exposure:admin',
    audit: 'setting.change',
    body: UpdatesChange,
    data: Updates,
    example: { body: { checking: true }, data: example },
  },
  checkUpdates: {
    method: 'POST',
    path: '/updates/check',
    tag: 'updates',
    summary: 'Look for a newer CloudCube now, also where it is not done by itself; at most once a minute',
    access: 'exposure:admin',
    unaudited: 'asks elsewhere and changes nothing here',
    data: Updates,
    example: { data: example },
  },
});
