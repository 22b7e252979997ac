/** Where the text to look for is typed. */
import '../theme/fields.css';
import { TextInput } from '@mantine/core';

interface SearchFieldProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly className?: string | undefined;
}

/** The field. It stands alone, so that a page that shows it only to who has much loads it only then. */
export default function SearchField({ label, text, onText, className = '' }: SearchFieldProps) {
  return (
    <TextInput
      className={className}
      size="xs"
      type="search"
      aria-label={label}
      placeholder={label}
      // More than any list is asked for.
      maxLength={100}
      value={text}
      onChange={(event) => {
        onText(event.currentTarget.value);
      }}
    />
  );
}
