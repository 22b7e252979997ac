/** `docs/permissions.md`: who may do what and how often, from the contracts, the roles and the settings. Pure. */
import { limitSettings } from '../../electron/app-settings.ts';
import type { AreaContract, RouteContract } from '../../shared/api/contract.ts';
import { accountOf } from '../../shared/api/limits.ts';
import { holds } from '../../shared/permissions.ts';
import { builtInRoles } from '../../shared/roles.ts';

const text = `# Who may do what, and how often

Written by \`npm run docs\` from the contracts and the settings, so it says what the server does. How callers come in and
what protects what: [security.md](security.md).

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

function limitsTable(routes: readonly RouteContract[]): string {
  const taking = (account: string): string =>
    routes
      .filter((route) => accountOf(route) === account)
      .map(({ method, path }) => `${method} \`${path}\``)
      .join(', ');
  const { servicePerSecond, callerPerSecond, callerBurst, anonymousPerMinute } = limitSettings;
  const { authPerFiveMinutes, ddnsPerFiveMinutes, adminPerMinute } = limitSettings;
  const { standard: burst } = callerBurst;
  return table(
    ['account', 'whose', 'standard', 'setting', 'for'],
    [
      ['`service`', 'all together', `${servicePerSecond.standard} a second`, servicePerSecond, 'everything'],
      [
        '`caller`',
        'a user or an API key',
        `${callerPerSecond.standard} a second, ${burst} at once (\`${callerBurst.key}\`)`,
        callerPerSecond,
        'everything, signed in',
      ],
      [
        '`anonymous`',
        'an address',
        `${anonymousPerMinute.standard} a minute`,
        anonymousPerMinute,
        'the rest',
      ],
      [
        '`auth`',
        'an address',
        `${authPerFiveMinutes.standard} in 5 minutes`,
        authPerFiveMinutes,
        taking('auth'),
      ],
      [
        '`ddns`',
        'a caller',
        `${ddnsPerFiveMinutes.standard} in 5 minutes; joining is free`,
        ddnsPerFiveMinutes,
        taking('ddns'),
      ],
      ['`admin`', 'a caller', `${adminPerMinute.standard} a minute`, adminPerMinute, taking('admin')],
    ].map((cells) => cells.map((cell) => (typeof cell === 'string' ? cell : `\`${cell.key}\``))),
  );
}

/** The document. `contract` is `shared/api/index.ts`'s, `tags` the headings in their order. */
export function permissionsPage(
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
  const often = 'What this means: [security.md](security.md#what-is-limited).';
  return [
    text,
    rolesTable,
    '\n## How often\n',
    `${often}\n`,
    limitsTable(routes),
    '\n## Every operation\n',
    `${intro}\n`,
    `${sections.join('\n\n')}\n`,
  ].join('\n');
}
