/** Names of this machine itself. */
export function ownNames(hostname: string): string[] {
  const name = hostname.toLowerCase();
  const short = name.split('.')[0] ?? name;
  return ['localhost', name, short, `${short}.local`];
}
