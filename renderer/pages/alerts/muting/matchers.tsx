/** Which alerts something is about, as it is read. */
import { useCallback } from 'react';
import type { LabelMatcher } from '../../../../shared/matchers.ts';
import { operatorWords } from '../../../components/operator-words.ts';
import { useSay } from '../../../i18n.ts';
import style from './muting.module.css';

/** In a line: `alertname is Disk filling, mount is /volume1`. */
export function useMatchersText(): (matchers: readonly LabelMatcher[]) => string {
  const say = useSay();
  return useCallback(
    (matchers) =>
      matchers.length === 0
        ? say('alerts.matchers.every')
        : matchers
            .map(({ name, operator, value }) => `${name} ${say(operatorWords[operator])} ${value}`)
            .join(', '),
    [say],
  );
}

/** One below the other. */
export function Matchers({ matchers }: { readonly matchers: readonly LabelMatcher[] }) {
  const say = useSay();
  if (matchers.length === 0) return <p>{say('alerts.matchers.every')}</p>;
  return matchers.map(({ name, operator, value }) => (
    <p key={name + operator + value} className={style.condition}>
      <span className={style.label}>{name}</span> {say(operatorWords[operator])}{' '}
      <strong>{value === '' ? '""' : value}</strong>
    </p>
  ));
}
