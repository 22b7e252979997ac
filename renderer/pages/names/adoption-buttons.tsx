/** Under a name that waits for its owner's word: one press in the usual case, the dialog in any other. */
import { Button } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';
import type { HostStatus } from '../../../shared/api/ddns-hosts.ts';
import { useAdopt } from '../../api/queries.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import style from '../../components/table.module.css';
import { useSay } from '../../i18n.ts';
import { isPlain } from './adoption.ts';

interface AdoptionButtonsProps {
  readonly host: HostStatus;
  /** Opens the dialog with all that can be said. */
  readonly onAsk: () => void;
}

/** The buttons. */
export function AdoptionButtons({ host, onAsk }: AdoptionButtonsProps) {
  const say = useSay();
  const adopt = useAdopt();
  const box = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = box.current;
    const row = element?.closest<HTMLElement>('[role=row]');
    return () => {
      // They go once it is settled; who pressed one stays at the name.
      if (element?.contains(document.activeElement) === true) row?.focus();
    };
  }, []);

  return (
    <div ref={box} className={style.decide}>
      <div className={style.decisions}>
        {isPlain(host) ? (
          <>
            <Button
              size="xs"
              loading={adopt.isPending}
              aria-label={say('adopt.take_label', { name: host.name })}
              onClick={() => {
                adopt.mutate({ id: host.host_id, decisions: [{ as: 'own' }] });
              }}
            >
              {say('adopt.take')}
            </Button>
            <Button size="xs" variant="default" onClick={onAsk}>
              {say('adopt.other')}
            </Button>
          </>
        ) : (
          <Button size="xs" aria-label={say('adopt.choose_label', { name: host.name })} onClick={onAsk}>
            {say('adopt.choose')}
          </Button>
        )}
      </div>
      {adopt.error !== null && <ErrorNotice error={adopt.error} />}
    </div>
  );
}
