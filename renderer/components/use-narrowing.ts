/** What narrows a list down that the server pages. */
import { useEffect, useState } from 'react';

/** How long the hand has to rest (ms): the server is not asked at every letter. */
const rest = 250;

/** The text as it was when the hand last rested. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(text.trim());
    }, rest);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return settled;
}

/** What every such list takes; it has more of its own. */
interface Narrowing {
  readonly search: string;
  readonly page: number;
}

/** `filter` as it stands in the fields, `asked` as the server is asked, `narrow` to change a part of it, `turn` to another page. */
export function useNarrowing<F extends Narrowing>(begin: F) {
  const [filter, setFilter] = useState(begin);
  const search = useSettled(filter.search);
  return {
    filter,
    asked: { ...filter, search },
    /** Another question begins with its first page. */
    narrow: (part: Partial<F>) => {
      setFilter({ ...filter, page: 1, ...part });
    },
    turn: (page: number) => {
      setFilter({ ...filter, page });
    },
  };
}
