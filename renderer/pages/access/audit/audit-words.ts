/** Actions in words. */
import { useCallback } from 'react';
import { useLookUp, useSay } from '../../../i18n.ts';

/** Names an action, "User: changed"; one that has no words yet is called as it is. */
export function useActionWords(): (action: string) => string {
  const say = useSay();
  const lookUp = useLookUp();
  return useCallback(
    (action) => {
      const [subject = '', verb = ''] = action.split('.');
      return say('access.audit.done', {
        subject: lookUp(`access.audit.subject.${subject}`, subject),
        verb: lookUp(`access.audit.verb.${verb}`, verb),
      });
    },
    [say, lookUp],
  );
}
