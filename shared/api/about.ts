/** The contract of what this CloudCube is: its versions, where it keeps what, and what helps to find a fault. */
import { Type, type Static } from 'typebox';
import { Nullable, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';

/** What runs, and where. What the machine is: `GET /system/info`. */
export const About = Type.Object({
  versions: Type.Object({
    cloudcube: Type.String(),
    page: Nullable(
      Type.String({ description: 'Of the page that is served: a hash of it; null where none is built' }),
    ),
    node: Type.String(),
    electron: Nullable(Type.String({ description: 'Null where the daemon runs without the tray app' })),
    v8: Type.String(),
    sqlite: Type.String(),
    openssl: Type.String({ description: 'What stands in its place; Electron has BoringSSL' }),
  }),
  host: Type.Enum(['daemon', 'desktop'], { description: '`desktop`: it runs inside the tray app' }),
  install: Type.Enum(['source', 'build', 'container', 'appimage', 'package'], {
    description: 'How it came here. `source`: run from its source; `build`: built here; `package`: installed',
  }),
  system: Type.String({ description: 'As Node calls it: `linux`' }),
  architecture: Type.String(),
  started_at: Timestamp,
  uptime: Type.Integer({ description: 'Seconds since CloudCube started' }),
  places: Type.Object({
    data: Type.String(),
    config: Type.String(),
    logs: Type.String(),
    copies: Type.String(),
  }),
  addresses: Type.Object({
    local: Type.String({ description: 'Of the page, on this machine' }),
    lan: Nullable(Type.String({ description: 'Of the page, in the local network; null where it is shut' })),
  }),
  licence: Type.String({ description: 'SPDX' }),
});
/** {@link About} as a type. */
export type About = Static<typeof About>;

/** A text for whoever helps. */
export const Diagnostics = Type.Object({ made_at: Timestamp, text: Type.String() });
/** {@link Diagnostics} as a type. */
export type Diagnostics = Static<typeof Diagnostics>;

/** Operations. */
export const aboutRoutes = defineRoutes({
  getAbout: {
    method: 'GET',
    path: '/system/about',
    tag: 'system',
    summary: 'Versions, where everything is kept, and where the page is opened',
    access: 'system:read',
    data: About,
    example: {
      data: {
        versions: {
          cloudcube: '0.1.0',
          page: 'BxY3k2Qa',
          node: '24.21.0',
          electron: null,
          v8: '13.6.233.17-node.37',
          sqlite: '3.53.2',
          openssl: '3.5.6',
        },
        host: 'daemon',
        install: 'build',
        system: 'linux',
        architecture: 'x64',
        started_at: '2026-11-20T07:10:03.000Z',
        uptime: 3600,
        places: {
          data: '/home/nas/.local/share/cloudcube',
          config: '/home/nas/.local/share/cloudcube/config.json',
          logs: '/home/nas/.local/share/cloudcube/logs',
          copies: '/home/nas/.local/share/cloudcube/backups',
        },
        addresses: { local: 'http://127.0.0.1:8080', lan: 'https://192.168.1.10:8443' },
        licence: 'MIT',
      },
    },
  },
  getDiagnostics: {
    method: 'GET',
    path: '/system/diagnostics',
    tag: 'system',
    summary:
      'What helps to find a fault, as text: no secrets, no names, no addresses, to be read before it is sent',
    access: 'debug:read',
    data: Diagnostics,
    example: {
      data: {
        made_at: '2026-11-20T08:10:03.000Z',
        text: 'CloudCube 0.1.0, daemon (build), linux x64\nNode 24.21.0, SQLite 3.53.2, OpenSSL 3.5.6\n',
      },
    },
  },
});
