/** Where no check stands yet: what one is for, and some to begin with. */
import { Button } from '@mantine/core';
import { useFirstNames } from '../../../api/check-queries.ts';
import { AddIcon } from '../../../components/icons.tsx';
import { useSay } from '../../../i18n.ts';
import { useMay } from '../../../me.ts';
import { firstChecks, type Preset } from './check-model.ts';
import style from './checks.module.css';

interface FirstChecksProps {
  /** Not there for who may add none. */
  readonly onChoose: ((preset: Preset) => void) | undefined;
}

/** The box in the place of a list. */
export function FirstChecks({ onChoose }: FirstChecksProps) {
  const say = useSay();
  return (
    <div className={style.empty}>
      <p>{say('checks.empty')}</p>
      {onChoose !== undefined && <Offers onChoose={onChoose} />}
    </div>
  );
}

function Offers({ onChoose }: { readonly onChoose: (preset: Preset) => void }) {
  const say = useSay();
  const mayRead = useMay()('ddns:read');
  // Who may not see the names is not told of them here either.
  const { data: names = [] } = useFirstNames(mayRead);
  const presets = firstChecks(names, (key, name) => say(key, name === undefined ? {} : { name }));
  return (
    <div className={style.offers} role="group" aria-label={say('checks.first.label')}>
      {presets.map((preset) => (
        <Button
          key={`${preset.kind} ${preset.name}`}
          variant="default"
          size="xs"
          leftSection={<AddIcon />}
          onClick={() => {
            onChoose(preset);
          }}
        >
          {say(`checks.first.offer_${preset.kind === 'dns' ? 'dns' : 'other'}`, { name: preset.name })}
        </Button>
      ))}
    </div>
  );
}
