/** A button that copies, for what is more than one word long. */
import { Button } from '@mantine/core';
import { useSay } from '../i18n.ts';
import { useCopying } from './copying.ts';
import { CopyIcon, DoneIcon } from './icons.tsx';

interface CopyButtonProps {
  readonly text: string;
  readonly label: string;
}

/** Says on itself that it did. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const say = useSay();
  const { outcome, press } = useCopying(text);
  return (
    <Button
      variant="default"
      leftSection={outcome === 'copied' ? <DoneIcon /> : <CopyIcon />}
      title={outcome === 'failed' ? say('copy.failed') : undefined}
      onClick={press}
    >
      {label}
    </Button>
  );
}
