/** That something goes on with several names, while nobody looks at its dialog; and what became of it. */
import { Button } from '@mantine/core';
import { StateMark } from '../../components/state-mark.tsx';
import { useSay } from '../../i18n.ts';
import { countsOf, type Bulk } from './bulk.ts';
import style from './bulk.module.css';

interface BulkNoticeProps {
  readonly bulk: Bulk;
  readonly onShow: () => void;
  readonly onForget: () => void;
}

/** The line. */
export function BulkNotice({ bulk, onShow, onForget }: BulkNoticeProps) {
  const say = useSay();
  const { through, failed, all } = countsOf(bulk);
  return (
    <div className={style.bar} role="status">
      <StateMark state={bulk.isOver ? (failed > 0 ? 'error' : 'ok') : 'working'} silent />
      <span>
        {say('naming.bulk.progress', { through, all })}
        {failed > 0 && ` ${say('naming.bulk.failed', { count: failed })}`}
      </span>
      <Button size="compact-xs" variant="default" onClick={onShow}>
        {say('naming.bulk.show')}
      </Button>
      {bulk.isOver && (
        <Button size="compact-xs" variant="subtle" color="gray" onClick={onForget}>
          {say('close')}
        </Button>
      )}
    </div>
  );
}
