/** When something that failed is tried again by itself. */
import { useTold } from '../../components/when.tsx';
import { useSay } from '../../i18n.ts';
import { relative } from '../../times.ts';

/** "Tried again in 4 min." */
export function NextTry({ at }: { readonly at: string }) {
  const say = useSay();
  const when = useTold((now) => relative(Math.max(Date.parse(at) - now, 1), say));
  return <span>{say('names.next_try', { when })}</span>;
}
