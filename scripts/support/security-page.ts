/** `docs/security.md`: how callers come in, and who may do what, from the contracts and the roles. Pure. */
import type { AreaContract, RouteContract } from '../../shared/api/contract.ts';
import { holds } from '../../shared/permissions.ts';
import { builtInRoles } from '../../shared/roles.ts';
import { attacksText } from './security-attacks.ts';
import { limitsText } from './security-limits.ts';

const text = `# Security

Written by \`npm run docs\`; the tables below come from the contracts, so they say what the server does. How to report a
weakness: [SECURITY.md](../SECURITY.md).

## Who calls

| how | what is sent | for |
| --- | --- | --- |
| API key | \`X-API-Key: ccb_…\` or \`Authorization: Bearer ccb_…\` | programs |
| access token | \`Authorization: Bearer …\` (JWT, RS256, one hour) | programs of a person, and OAuth 2.0 clients |
| session | the cookie \`admin_session\`, and \`X-CSRF-Token\` with all that changes something | the page |

Where several come at once, the first of this order decides, good or bad; a scheme of \`Authorization\` that is not ours is
passed over. None of them is taken from an address.

- **Keys** look like \`ccb_<id>.<secret><checksum>\`; the checksum (CRC-32) lets scanners and typing errors be told offline.
  Only the SHA-256 of the secret is stored. A key does what its scopes **and** its owner's role allow at that moment; it
  can be bound to networks, to a rate and to a number of requests at once. Whatever is wrong with one, the answer is the
  same; the log says which. \`POST /api/v2/oauth/token\` gives a token for a key (client credentials); it dies with the key,
  with the secret it was made by and with the owner's password.
- **Tokens** name their key (\`kid\`), issuer, audience, type and epoch, and all of it is checked; the public keys stand at
  \`/.well-known/jwks.json\`. A new key signs every ninety days (\`auth.signing_key_days\`, or \`npm run cli --
  rotate-signing-key\`); the one before verifies until its last token has expired.
- **Refresh tokens** work once. The successor is derived from its parent under a key of this installation, so that two
  tabs that come within 20 seconds get the same one. A token that comes back later is a copy: that sign-in ends, alone.
  A sign-in ends after 7 days without use and after 30 days in any case.
- **Sessions** are opaque, stored hashed, good for 24 hours, begun anew with each sign-in. The cookie is \`HttpOnly\`,
  \`SameSite=Strict\` and, under TLS, \`__Host-\` and \`Secure\`. A request with it must carry our own \`Origin\` and the
  session's \`X-CSRF-Token\` where it changes something; what a browser says it sent from elsewhere (\`Sec-Fetch-Site\`) is
  refused where it reads, too. A malformed cookie, or one that comes twice, is no session. Browsers send a cookie to every
  port of a host: a service that you do not trust should not share its name with CloudCube.
- **The console** is the owner's way in: \`npm run cli -- open\` prints an address that opens the page once, within a
  minute, as the first administrator; \`list-keys\`, \`revoke-key\`, \`unlock\` and \`reset-password\` also work while CloudCube
  is stopped. Who can speak to \`control.sock\` in the data folder is its owner.

- **The master key** seals every stored secret (AES-256-GCM). It is kept in the system's keychain; without one in a file
  beside the database, which protects from nobody who has the folder; or under a passphrase (\`--key-passphrase-file\`;
  argon2id with 64 MiB and 3 passes), which does, as long as the passphrase is not in the same backup.
  \`npm run cli -- key-source\` tells which, and moves it.

A change of password, role or state ends all tokens, refresh families and sessions of the user at once (the epoch rises),
and is told as \`auth.access_changed\` to whatever else is open for them. Nobody gives, or takes over, what goes beyond
their own permissions: not a role, not the scopes of a key, not somebody else's sign-in.

## Roles

Own roles can be made of the same permissions (\`POST /auth/roles\`).
`;

const accessWords: Readonly<Record<string, string>> = {
  public: 'anybody',
  signed_in: 'anybody signed in',
  device: 'a device by its own password',
};

const kindWords = { token: 'token', session: 'session', key: 'key' } as const;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const roles = [...builtInRoles];

/** Whether somebody of a role who has signed in may call. */
function mayCall({ access }: RouteContract, permissions: readonly string[]): boolean {
  return !access.includes(':') || holds(permissions, access);
}

function line(route: RouteContract): string[] {
  const { method, path, access, by } = route;
  const operation = `${method} \`${route.onlyAtRoot ? path : `/api/v2${path}`}\``;
  const isOpen = access === 'public' || access === 'device';
  const kinds = isOpen
    ? ''
    : (by ?? (['token', 'session', 'key'] as const)).map((kind) => kindWords[kind]).join(', ');
  return [
    operation,
    accessWords[access] ?? `\`${access}\``,
    kinds,
    ...roles.map(([, permissions]) => (isOpen ? '' : mayCall(route, permissions) ? '✓' : '–')),
  ];
}

/** The document. `contract` is `shared/api/index.ts`'s, `tags` the headings in their order. */
export function securityPage(
  contract: Readonly<Record<string, AreaContract>>,
  tags: Readonly<Record<string, string>>,
): string {
  const routes = Object.values(contract).flatMap((area) => Object.values(area));
  const rolesTable = table(
    ['role', 'permissions'],
    roles.map(([name, permissions]) => [`\`${name}\``, permissions.map((one) => `\`${one}\``).join(', ')]),
  );
  const head = ['operation', 'needs', 'comes by', ...roles.map(([name]) => name)];
  const sections = Object.keys(tags).flatMap((tag) => {
    const own = routes.filter((route) => route.tag === tag);
    return own.length === 0 ? [] : [`### ${tag}\n\n${table(head, own.map(line))}`];
  });
  const intro =
    'A test walks every one of these with every kind of caller (`test/integration/auth/every-route.test.ts`).';
  return `${text}\n${rolesTable}\n\n${limitsText}\n## Every operation\n\n${intro}\n\n${sections.join('\n\n')}\n\n${attacksText}`;
}
