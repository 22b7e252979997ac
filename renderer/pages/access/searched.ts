/** What is typed into a search, once the hand rests: the server is not asked at every letter. */
import { useEffect, useState } from 'react';

/** How long the hand has to rest (ms). */
const rest = 250;

/** The text as it was when the hand last rested. */
export function useSearched(text: string): string {
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
