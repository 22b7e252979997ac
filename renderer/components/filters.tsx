/** Above a table: what narrows it down, a text and choices. */
import { NativeSelect } from '@mantine/core';
import style from './filters.module.css';
import SearchField from './search-field.tsx';

/** A choice of one of a few; `by` names what it narrows down by. */
type ChoiceBy<F> = {
  readonly [K in keyof F]: {
    readonly by: K;
    readonly label: string;
    readonly options: readonly Option<F[K]>[];
  };
}[keyof F];

interface Option<T> {
  readonly value: T;
  readonly label: string;
}

interface FiltersProps<F> {
  /** Of the text; of the whole row where there is none. */
  readonly label: string;
  readonly filter: F;
  readonly onNarrow: (part: Partial<F>) => void;
  readonly choices: readonly ChoiceBy<F>[];
}

/** The row of fields. */
export function Filters<F extends { readonly search: string }>(props: FiltersProps<F>) {
  const { label, filter, onNarrow, choices } = props;
  return (
    <div className={style.filters} role="search">
      <SearchField
        label={label}
        text={filter.search}
        onText={(search) => {
          onNarrow({ search } as Partial<F>);
        }}
      />
      <Choices filter={filter} onNarrow={onNarrow} choices={choices} />
    </div>
  );
}

/** The row where nothing is searched for: choices alone. */
export function ChoiceFilters<F>({ label, ...props }: FiltersProps<F>) {
  return (
    <div className={style.choices} role="search" aria-label={label}>
      <Choices {...props} />
    </div>
  );
}

function Choices<F>({ filter, onNarrow, choices }: Omit<FiltersProps<F>, 'label'>) {
  return choices.map(({ by, label: name, options }) => (
    <NativeSelect
      key={name}
      size="xs"
      aria-label={name}
      data={options.map(({ value, label: text }) => ({ value: String(value), label: text }))}
      value={String(filter[by])}
      onChange={(event) => {
        onNarrow({ [by]: event.currentTarget.value } as Partial<F>);
      }}
    />
  ));
}
