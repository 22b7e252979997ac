/** Where permissions are chosen: a line for each area, what may be done there side by side. */
import { Checkbox } from '@mantine/core';
import { useId } from 'react';
import { usePermissions } from '../../api/role-queries.ts';
import { useSay } from '../../i18n.ts';
import { useMe } from '../../me.ts';
import { ALL, holds } from '../../../shared/permissions.ts';
import style from './permission-grid.module.css';
import { choose, isImplied, offeredTo, rowsOf } from './permission-model.ts';
import { usePermissionWords } from './permission-words.tsx';

interface PermissionGridProps {
  readonly label: string;
  readonly hint?: string;
  readonly chosen: readonly string[];
  readonly error?: string | undefined;
  /** Without it they are only shown. */
  readonly onChange?: (chosen: readonly string[]) => void;
}

/** Offers what the reader holds; shows all there is where nothing can be chosen. */
export function PermissionGrid({ label, hint, chosen, error, onChange }: PermissionGridProps) {
  const say = useSay();
  const words = usePermissionWords();
  const held = useMe()?.permissions ?? [];
  const { data: known } = usePermissions();
  const problem = useId();
  const limit = onChange === undefined ? [ALL] : held;
  const rows = rowsOf(offeredTo(limit, known), limit);

  function box(permission: string, text: string, describe: string, name: string) {
    const implied = isImplied(chosen, permission);
    return (
      <Checkbox
        key={permission}
        className={style.cell ?? ''}
        label={text}
        aria-label={name}
        title={describe || permission}
        checked={holds(chosen, permission)}
        disabled={implied && onChange !== undefined}
        readOnly={onChange === undefined}
        onChange={(event) => {
          onChange?.(choose(chosen, permission, event.currentTarget.checked));
        }}
      />
    );
  }

  return (
    <fieldset className={style.grid} aria-describedby={error === undefined ? undefined : problem}>
      <legend>{label}</legend>
      {hint !== undefined && <p className={style.hint}>{hint}</p>}
      {rows.map(({ area, cells }) => (
        <div key={area} className={style.row} role="group" aria-label={words.area(area)}>
          <div className={style.area}>
            <strong>{words.area(area)}</strong>
            <p>{words.what(area) || cells.map(({ description }) => description).join(' ')}</p>
          </div>
          <div className={style.cells}>
            {cells.map(({ permission, verb, description }) =>
              box(permission, words.verb(verb), description, `${words.area(area)}: ${words.verb(verb)}`),
            )}
          </div>
        </div>
      ))}
      {holds(limit, ALL) && (
        <div className={style.row}>
          <div className={style.area}>
            <strong>{say('access.verb.everything')}</strong>
            <p>{say('access.verb.everything_what')}</p>
          </div>
          <div className={style.cells}>
            {box(ALL, say('access.verb.all'), '', say('access.verb.everything'))}
          </div>
        </div>
      )}
      {error !== undefined && (
        <p id={problem} className={style.error} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
