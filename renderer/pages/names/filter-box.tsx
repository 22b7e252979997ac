/** Where the text to look for is typed. Loaded only by who has many names. */
import '../../theme/fields.css';
import { TextInput } from '@mantine/core';
import style from '../../components/table.module.css';

interface FilterBoxProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** The field. */
export default function FilterBox({ label, text, onText }: FilterBoxProps) {
  return (
    <TextInput
      className={style.filter ?? ''}
      size="xs"
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => {
        onText(event.currentTarget.value);
      }}
    />
  );
}
