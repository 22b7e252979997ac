/** While CloudCube goes on from a copy, and what became of it once it is there again. */
import { useEffect, useState } from 'react';
import type { DataFor } from '../../../api/contract-types.ts';
import form from '../../../components/form.module.css';
import { StateMark } from '../../../components/state-mark.tsx';
import { useSay } from '../../../i18n.ts';
import { useServices } from '../../../services.ts';
import type { Left } from './go-back.tsx';

interface GoingBackProps {
  readonly left: Left;
  /** As the server tells it now. */
  readonly wentBack: DataFor<'GET /copies'>['went_back'];
}

/** The notice. Who is no longer signed in afterwards meets the sign-in in its place. */
export function GoingBack({ left: { copy_id, from, kept }, wentBack }: GoingBackProps) {
  const say = useSay();
  const { live } = useServices();
  const [before] = useState(wentBack?.at);
  const [wasAway, setWasAway] = useState(false);
  useEffect(
    () =>
      live.onState(() => {
        if (!live.isLive()) setWasAway(true);
      }),
    [live],
  );
  // The same copy may have been gone back to before.
  const outcome = wentBack?.copy_id === copy_id && wentBack.at !== before ? wentBack : null;
  if (outcome === null) {
    return (
      <div className={form.good} role="status">
        <StateMark state="working" silent />
        <p>{say(wasAway ? 'settings_page.copies.away' : 'settings_page.copies.leaving', { name: from })}</p>
      </div>
    );
  }
  return (
    <div className={form.good} role="status">
      <StateMark state={outcome.succeeded ? 'ok' : 'error'} silent />
      <p>
        {outcome.succeeded
          ? say('settings_page.copies.back', { name: from, kept })
          : say('settings_page.copies.stayed', { name: from })}
      </p>
    </div>
  );
}
