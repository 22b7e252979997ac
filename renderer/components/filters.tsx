/** Above a table: what narrows it down, a text and choices. */
import { NativeSelect } from '@mantine/core';
import style from './filters.module.css';
import SearchField from './search-field.tsx';

interface FiltersProps {
  readonly label: string;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly children: React.ReactNode;
}

/** The row of fields; the choices are its children. */
export function Filters({ label, search, onSearch, children }: FiltersProps) {
  return (
    <div className={style.filters} role="search">
      <SearchField label={label} text={search} onText={onSearch} />
      {children}
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChoose: (value: T) => void;
}

/** One of a few. */
export function Choice<T extends string>({ label, options, value, onChoose }: ChoiceProps<T>) {
  return (
    <NativeSelect
      size="xs"
      aria-label={label}
      data={[...options]}
      value={value}
      onChange={(event) => {
        onChoose(event.currentTarget.value as T);
      }}
    />
  );
}
