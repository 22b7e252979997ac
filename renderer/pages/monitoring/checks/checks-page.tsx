/** The page of the standing checks: how all stand, each of them, and the ping by which others watch this machine. */
import english from '../../../../shared/i18n/checks/en.json';
import chinese from '../../../../shared/i18n/checks/zh-CN.json';
import { useEffect } from 'react';
import { useChecks } from '../../../api/check-queries.ts';
import { useAreaWords } from '../../../area-words.ts';
import box from '../../../components/box.module.css';
import { Listing } from '../../../components/listing.tsx';
import { useSay } from '../../../i18n.ts';
import { Answer } from './answer.tsx';
import { CheckList } from './check-list.tsx';
import style from './checks.module.css';
import { DeadManBox } from './dead-man-box.tsx';

const words = { en: english, 'zh-CN': chinese };

/** The page. */
export function ChecksPage() {
  useAreaWords('checks', words);
  const title = useSay()('checks.title');
  const checks = useChecks();

  useEffect(() => {
    document.title = `${title} · CloudCube`;
  }, [title]);

  return (
    <div className={style.page}>
      <Listing query={checks}>
        {({ checks: all, uplink }) => (
          <>
            {all.length > 0 && <Answer checks={all} uplink={uplink} />}
            <CheckList checks={all} />
            <div className={box.boxes}>
              <DeadManBox />
            </div>
          </>
        )}
      </Listing>
    </div>
  );
}
