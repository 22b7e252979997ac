/** Asks before a silence ends ahead of its time. */
import type { Silence } from '../../../../shared/api/muting.ts';
import { useEndSilence } from '../../../api/muting-queries.ts';
import { Confirm } from '../../../components/confirm.tsx';
import { useSay } from '../../../i18n.ts';
import { Matchers } from './matchers.tsx';

interface EndSilenceProps {
  readonly silence: Silence;
  readonly onClose: () => void;
}

/** The dialog. */
export default function EndSilence({ silence, onClose }: EndSilenceProps) {
  const say = useSay();
  const end = useEndSilence();
  return (
    <Confirm
      title={say('alerts.silence.end_title')}
      action={say('alerts.silence.end_action')}
      isDangerous={false}
      error={end.error}
      pending={end.isPending}
      onConfirm={() => {
        end.mutate(silence.silence_id, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <div>
        <Matchers matchers={silence.matchers} />
      </div>
      <p>{say('alerts.silence.end_what', { count: silence.muted_alerts })}</p>
    </Confirm>
  );
}
