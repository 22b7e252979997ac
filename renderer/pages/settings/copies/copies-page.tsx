/** The copies of the state: how old the newest is, making one, and going back to one. */
import { lazy, Suspense, useState } from 'react';
import { useCopies, useMakeCopy } from '../../../api/copy-queries.ts';
import type { DataFor } from '../../../api/contract-types.ts';
import answer from '../../../components/answer.module.css';
import { Copyable } from '../../../components/copyable.tsx';
import { EntryTable } from '../../../components/entry-table.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import listing from '../../../components/listing.module.css';
import { Listing } from '../../../components/listing.tsx';
import { ProgressButton } from '../../../components/progress-button.tsx';
import { Section } from '../../../components/section.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { useOpened } from '../../../components/use-opened.ts';
import { useTold } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';
import { useMay } from '../../../me.ts';
import { relative } from '../../../times.ts';
import { useSettingsWords } from '../words.ts';
import style from '../settings.module.css';
import { CopyRow } from './copy-row.tsx';
import type { Left } from './go-back.tsx';
import { GoingBack } from './going-back.tsx';

const GoBack = lazy(() => import('./go-back.tsx'));

type List = DataFor<'GET /copies'>;
type Copy = List['copies'][number];

/** The page. */
export function CopiesPage() {
  useSettingsWords();
  const say = useSay();
  const copies = useCopies();
  return (
    <div className={listing.page}>
      <Listing query={copies} title={say('settings_page.copies.title')}>
        {(list) => <Copies list={list} />}
      </Listing>
    </div>
  );
}

function Copies({ list: { copies, folder, kept, went_back: wentBack } }: { readonly list: List }) {
  const say = useSay();
  const may = useMay();
  const { opened, open, close } = useOpened<Copy>();
  const [left, setLeft] = useState<Left | null>(null);
  const newest = copies.find(({ sound }) => sound);
  return (
    <>
      <div className={style.first}>
        <div className={answer.first}>
          <Answer madeAt={newest?.made_at ?? null} />
          {may('backup:write') && <MakeCopy />}
        </div>
        <p className={style.note}>
          {say('settings_page.copies.what', { automatic: kept.automatic, by_hand: kept.by_hand })}{' '}
          {say('settings_page.copies.secrets')}
        </p>
      </div>
      {left !== null && <GoingBack key={left.kept} left={left} wentBack={wentBack} />}
      <Section id="copies" title={say('settings_page.copies.title')}>
        <p className={style.note}>
          {say('settings_page.copies.folder')} <Copyable text={folder} />
        </p>
        <EntryTable
          labelledBy="copies"
          columns={[
            say('settings_page.copies.state'),
            say('settings_page.copies.copy'),
            say('settings_page.copies.size'),
          ]}
          items={copies}
          empty={say('settings_page.copies.none')}
          render={(copy, index) => (
            <CopyRow
              key={copy.copy_id}
              copy={copy}
              index={index}
              onGoBack={
                may('backup:admin') && copy.sound
                  ? () => {
                      open(copy);
                    }
                  : undefined
              }
            />
          )}
        />
      </Section>
      <Suspense>{opened !== null && <GoBack copy={opened} onLeft={setLeft} onClose={close} />}</Suspense>
    </>
  );
}

/** How old the newest sound one is: the first thing that somebody wants to know. */
function Answer({ madeAt }: { readonly madeAt: string | null }) {
  const say = useSay();
  const age = useTold((now) => (madeAt === null ? '' : relative(Date.parse(madeAt) - now, say)));
  return (
    <h1 className={answer.sentence}>
      <StateMark state={madeAt === null ? 'warning' : 'ok'} large silent />
      <span>
        {madeAt === null
          ? say('settings_page.copies.answer_none')
          : say('settings_page.copies.answer', { age })}
      </span>
    </h1>
  );
}

function MakeCopy() {
  const say = useSay();
  const [progress, setProgress] = useState(0);
  const make = useMakeCopy(setProgress);
  return (
    <div>
      <ProgressButton
        label={say('settings_page.copies.make')}
        progress={make.isPending ? progress : null}
        working={(percent) => say('settings_page.copies.making', { percent })}
        onPress={() => {
          setProgress(0);
          make.mutate(null);
        }}
      />
      {make.error !== null && <ErrorNotice error={make.error} />}
      {make.data === false && <p role="alert">{say('settings_page.copies.failed')}</p>}
    </div>
  );
}
