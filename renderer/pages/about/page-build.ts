/** Which build of the page this is. */

const NAMED = /\/assets\/[\w.]+-([\w-]{8,})\.js/;

/** As much of a document as is looked at. */
interface Scripted {
  querySelector(selector: string): { getAttribute(name: string): string | null } | null;
}

/** Whether the program serves another page than this one; `served` is what it says. `null`: it does not know. */
export function isOtherPage(document: Scripted, served: string | null): boolean {
  const script = document.querySelector('script[type=module][src]')?.getAttribute('src') ?? '';
  const own = NAMED.exec(script)?.[1];
  return own !== undefined && served !== null && own !== served;
}
