/** The name and the e-mail address of a person, one's own or another's. */
import '../../theme/fields.css';
import { TextInput } from '@mantine/core';
import { useSay } from '../../i18n.ts';

interface Person {
  readonly fullName: string;
  readonly email: string;
}

interface PersonFieldsProps {
  readonly draft: Person;
  /** Browsers know one's own name and address, and shall not fill them in as another's. */
  readonly isOwn: boolean;
  readonly autoFocus: boolean;
  readonly onEdit: (part: Partial<Person>) => void;
}

/** The fields. */
export function PersonFields({ draft, isOwn, autoFocus, onEdit }: PersonFieldsProps) {
  const say = useSay();
  const known = (as: 'name' | 'email') => (isOwn ? { name: as, autoComplete: as } : { autoComplete: 'off' });
  return (
    <>
      <TextInput
        {...known('name')}
        label={say('access.you.full_name')}
        data-autofocus={autoFocus || undefined}
        maxLength={128}
        value={draft.fullName}
        onChange={(event) => {
          onEdit({ fullName: event.currentTarget.value });
        }}
      />
      <TextInput
        {...known('email')}
        label={say('access.you.email')}
        type="email"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        value={draft.email}
        onChange={(event) => {
          onEdit({ email: event.currentTarget.value });
        }}
      />
    </>
  );
}
