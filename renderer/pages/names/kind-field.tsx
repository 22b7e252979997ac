/** Which of the names are shown. */
import '../../theme/fields.css';
import { NativeSelect } from '@mantine/core';
import { useSay } from '../../i18n.ts';
import { kinds, type Kind } from './list-model.ts';

interface KindFieldProps {
  readonly kind: Kind;
  readonly onKind: (kind: Kind) => void;
}

/** The choice. */
export function KindField({ kind, onKind }: KindFieldProps) {
  const say = useSay();
  return (
    <NativeSelect
      size="xs"
      aria-label={say('naming.kind.label')}
      data={kinds.map((value) => ({ value, label: say(`naming.kind.${value}`) }))}
      value={kind}
      onChange={(event) => {
        onKind(kinds.find((one) => one === event.currentTarget.value) ?? 'all');
      }}
    />
  );
}
