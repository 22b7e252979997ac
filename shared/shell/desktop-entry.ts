/** Text of a desktop entry (https://specifications.freedesktop.org/desktop-entry-spec/latest/). Pure. */

/**
 * An argument of `Exec`: quoted, with `"`, `` ` ``, `$` and `\` escaped, `%` doubled; and all backslashes once more, since the
 * value is a string of the file first.
 */
function quoted(argument: string): string {
  const inQuotes = argument.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%');
  return `"${inQuotes}"`.replaceAll('\\', '\\\\');
}

/**
 * An entry that starts a command at login, or, where a scheme is named, for links of it: one that no menu shows, and that is
 * none while the command is not there.
 * @throws {RangeError} where an argument holds a control character, which no line can
 */
export function desktopEntry(command: readonly string[], scheme?: string): string {
  if (command.some((argument) => /\p{Cc}/u.test(argument)))
    throw new RangeError('An argument holds a control character');
  return [
    '[Desktop Entry]',
    'Type=Application',
    // Nothing of a later one is used, and checkers of today's systems do not know the latest.
    'Version=1.0',
    'Name=CloudCube',
    'Comment=Keeps the names of a home NAS right',
    'Comment[zh_CN]=让家中 NAS 的域名始终指向家里',
    `Exec=${command.map(quoted).join(' ')}${scheme === undefined ? '' : ' %u'}`,
    'Icon=cloudcube',
    'Terminal=false',
    ...(scheme === undefined
      ? ['X-GNOME-Autostart-enabled=true']
      : [
          `TryExec=${(command[0] ?? '').replaceAll('\\', '\\\\')}`,
          `MimeType=x-scheme-handler/${scheme};`,
          'NoDisplay=true',
        ]),
    '',
  ].join('\n');
}
