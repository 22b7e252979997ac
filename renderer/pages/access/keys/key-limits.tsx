/** How often a key may call, and how often at once. */
import { TextInput } from '@mantine/core';
import { useSay } from '../../../i18n.ts';
import style from '../access.module.css';
import type { KeyDraft, KeyProblem } from './key-draft.ts';

interface KeyLimitsProps {
  readonly draft: KeyDraft;
  readonly problems: readonly KeyProblem[];
  readonly onEdit: (part: Partial<KeyDraft>) => void;
}

/** The fields. */
export function KeyLimits({ draft, problems, onEdit }: KeyLimitsProps) {
  const say = useSay();
  function field(part: 'requests' | 'seconds' | 'concurrency', problem: string | undefined) {
    return (
      <TextInput
        label={say(`access.keys.${part}`)}
        error={problem}
        inputMode="numeric"
        autoComplete="off"
        maxLength={5}
        value={draft[part]}
        onChange={(event) => {
          onEdit({ [part]: event.currentTarget.value });
        }}
      />
    );
  }
  return (
    <div className={style.pair}>
      {field('requests', problems.includes('rate') ? say('access.keys.rate_wrong') : undefined)}
      {field('seconds', undefined)}
      {field(
        'concurrency',
        problems.includes('concurrency') ? say('access.keys.concurrency_wrong') : undefined,
      )}
    </div>
  );
}
