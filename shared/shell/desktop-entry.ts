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
 * An entry that starts a command at login.
 * @throws {RangeError} where an argument holds a control character, which no line can
 */
export function desktopEntry(command: readonly string[]): string {
  if (command.some((argument) => /\p{Cc}/u.test(argument)))
    throw new RangeError('An argument holds a control character');
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.5',
    'Name=CloudCube',
    'Comment=Keeps the names of a home NAS right',
    'Comment[zh_CN]=让家中 NAS 的域名始终指向家里',
    `Exec=${command.map(quoted).join(' ')}`,
    'Icon=cloudcube',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}
