/** What moves through something, with the way it goes. */
import { useLanguage, useSay } from '../../../i18n.ts';
import { figure } from '../figures.ts';

interface RateProps {
  readonly way: 'read' | 'written' | 'received' | 'sent';
  readonly value: number | null | undefined;
}

/** A rate with its arrow and its word. */
export function Rate({ way, value }: RateProps) {
  const say = useSay();
  const { language } = useLanguage();
  return (
    <p>
      <span aria-hidden="true">{way === 'read' || way === 'received' ? '↓' : '↑'} </span>
      <span className="for-readers">{say(`monitoring.tiles.${way}`)}</span>
      {value == null ? '–' : figure(value, 'rate', language)}
    </p>
  );
}
