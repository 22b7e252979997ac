/** Where several things are typed that no dictionary knows: networks, addresses of services. */
import '../theme/fields.css';
import { Textarea } from '@mantine/core';
import form from './form.module.css';

interface PlainLinesProps {
  readonly label: string;
  readonly description: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

/** The field. */
export function PlainLines({ label, description, value, onValue }: PlainLinesProps) {
  return (
    <Textarea
      className={form.mono ?? ''}
      label={label}
      description={description}
      rows={2}
      autoCapitalize="none"
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={(event) => {
        onValue(event.currentTarget.value);
      }}
    />
  );
}
