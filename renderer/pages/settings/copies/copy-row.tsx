/** One copy: whether it is whole, when and why it was made, how large it is, and the way back to it. */
import type { Copy } from '../../../../shared/api/copies.ts';
import { EntryButton, EntryRow, EntryState } from '../../../components/entry-row.tsx';
import entry from '../../../components/entry.module.css';
import table from '../../../components/table.module.css';
import { When } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';
import { nameOf, sizeText } from './copy-name.ts';

interface CopyRowProps {
  readonly copy: Copy;
  readonly index: number;
  /** Not there where it cannot be gone back to, or not by this reader. */
  readonly onGoBack: (() => void) | undefined;
}

/** The row. */
export function CopyRow({ copy, index, onGoBack }: CopyRowProps) {
  const say = useSay();
  const name = nameOf(copy);
  return (
    <EntryRow index={index} onEnter={onGoBack}>
      <EntryState mark={copy.sound ? 'ok' : 'error'}>
        {say(copy.sound ? 'settings_page.copies.sound' : 'settings_page.copies.damaged')}
      </EntryState>
      <div role="cell" className={table.thing}>
        <strong>{name}</strong>
        <p className={table.why}>
          <When at={copy.made_at} /> · {say(`settings_page.copies.why.${copy.why}`)}
        </p>
      </div>
      <div role="cell" className={entry.told}>
        {sizeText(copy.bytes)}
      </div>
      <div role="cell" className={entry.actions}>
        {onGoBack !== undefined && (
          <EntryButton label={say('settings_page.copies.go_back_label', { name })} onPress={onGoBack}>
            {say('settings_page.copies.go_back')}
          </EntryButton>
        )}
      </div>
    </EntryRow>
  );
}
