/** While CloudCube goes on from a copy, and once it is there again. */
import { useEffect, useState } from 'react';
import { StateMark } from '../../../components/state-mark.tsx';
import { useSay } from '../../../i18n.ts';
import { useServices } from '../../../services.ts';
import form from '../../../components/form.module.css';
import type { Left } from './go-back.tsx';

/** The notice. Who is no longer signed in afterwards meets the sign-in in its place. */
export function GoingBack({ left: { from, kept } }: { readonly left: Left }) {
  const say = useSay();
  const { live } = useServices();
  const [stage, setStage] = useState<'leaving' | 'away' | 'back'>('leaving');
  useEffect(
    () =>
      live.onState(() => {
        setStage((now) => {
          if (!live.isLive()) return now === 'back' ? now : 'away';
          return now === 'leaving' ? now : 'back';
        });
      }),
    [live],
  );
  const isBack = stage === 'back';
  return (
    <div className={form.good} role="status">
      <StateMark state={isBack ? 'ok' : 'working'} silent />
      <p>
        {isBack
          ? say('settings_page.copies.back', { name: from, kept })
          : say('settings_page.copies.leaving', { name: from })}
      </p>
    </div>
  );
}
