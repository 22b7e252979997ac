/** Commands about users, for a program that runs and for one that does not. */
import { visible } from './kernel/visible.ts';
import type { UserOwner } from './auth/index.ts';

/** `unlock [NAME|IP]` */
export async function unlock(users: UserOwner, [what]: readonly string[]): Promise<string> {
  const count = await users.unlock(what ?? null);
  if (count === 0) return 'Nothing was locked, and no failed tries were counted';
  return `Failed tries of ${count === 1 ? 'one address or account' : `${String(count)} addresses and accounts`} are forgotten`;
}

/** `reset-password NAME PASSWORD [--remove-totp]`; an empty password stands for a random one, which is told. */
export async function resetPassword(users: UserOwner, args: readonly string[]): Promise<string> {
  const [name = '', typed = '', ...flags] = args;
  const { user, password } = await users.setPassword({
    name,
    password: typed === '' ? null : typed,
    removeTotp: flags.includes('--remove-totp'),
  });
  const done = `The password of ${visible(user.username)} is changed, and all their sign-ins have ended`;
  return typed === '' ? `${done}. It is now: ${password}` : done;
}
