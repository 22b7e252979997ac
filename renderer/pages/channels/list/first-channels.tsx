/** Where no channel stands yet: what one is, and the usual ones. */
import { Button } from '@mantine/core';
import type { NotifyKind } from '../../../../shared/api/notify.ts';
import { AddIcon } from '../../../components/icons.tsx';
import { useLanguage, useSay } from '../../../i18n.ts';
import style from '../channels.module.css';
import { firstKinds } from './channel-model.ts';

interface FirstChannelsProps {
  readonly kinds: readonly NotifyKind[];
  /** Not there for who may add none. */
  readonly onChoose: ((kind: string) => void) | undefined;
}

/** The box in the place of a list. */
export function FirstChannels({ kinds, onChoose }: FirstChannelsProps) {
  const say = useSay();
  const { language } = useLanguage();
  return (
    <div className={style.empty}>
      <p>{say('notifications.empty')}</p>
      {onChoose === undefined ? (
        <p>{say('notifications.empty_for_others')}</p>
      ) : (
        <div className={style.offers} role="group" aria-label={say('notifications.first')}>
          {firstKinds(kinds, language).map(({ kind, title }) => (
            <Button
              key={kind}
              variant="default"
              size="xs"
              leftSection={<AddIcon />}
              onClick={() => {
                onChoose(kind);
              }}
            >
              {title}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
