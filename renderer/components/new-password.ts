/** A new password while it is typed: twice, and long enough. */

/** What the server asks for (`auth.password_minimum` in its words). */
export const shortestPassword = 12;

/** Both fields. */
export interface NewPassword {
  readonly password: string;
  readonly again: string;
}

/** Nothing typed yet. */
export const noPassword: NewPassword = { password: '', again: '' };

/** As people count: an emoji or a rare Chinese character is one, whatever its code units. */
export const lengthOf = (text: string): number => Array.from(text).length;

/** Whether it has as many characters as the server wants. */
export const isLongEnough = ({ password }: NewPassword): boolean => lengthOf(password) >= shortestPassword;

/** Whether it can be sent. */
export const isFit = (draft: NewPassword): boolean => isLongEnough(draft) && draft.again === draft.password;
