/** What can be done with the names that were picked out. It stands in the place of the button that adds one. */
import { Button } from '@mantine/core';
import type { HostStatus } from '../../../shared/api/ddns-hosts.ts';
import { useSay } from '../../i18n.ts';
import { concerned, type Deed } from './bulk.ts';
import style from './bulk.module.css';

const deeds: readonly Deed[] = ['switch_on', 'switch_off', 'delete'];

interface ChosenBarProps {
  readonly hosts: readonly HostStatus[];
  readonly onDeed: (deed: Deed, hosts: readonly HostStatus[]) => void;
  readonly onNone: () => void;
}

/** The bar. */
export function ChosenBar({ hosts, onDeed, onNone }: ChosenBarProps) {
  const say = useSay();
  return (
    <div className={style.bar} role="group" aria-label={say('naming.bulk.label')}>
      <span role="status">{say('naming.bulk.chosen', { count: hosts.length })}</span>
      {deeds.map((deed) => (
        <Button
          key={deed}
          size="xs"
          variant="default"
          disabled={concerned(deed, hosts).length === 0}
          onClick={() => {
            onDeed(deed, hosts);
          }}
        >
          {say(`naming.bulk.${deed}`)}
        </Button>
      ))}
      <Button size="xs" variant="subtle" color="gray" onClick={onNone}>
        {say('naming.bulk.none')}
      </Button>
    </div>
  );
}
