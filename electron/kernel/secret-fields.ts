/** Which fields of a form hold secrets: what a schema marks `writeOnly` is kept sealed and never told again. */
import type { TObject } from 'typebox';

/** Whether that field is one. An unknown one is none. */
export function isSecretField({ properties }: TObject, name: string): boolean {
  const field = properties[name];
  return field !== undefined && 'writeOnly' in field && field.writeOnly === true;
}
