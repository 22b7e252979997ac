/** The page of what this CloudCube is: its version, where it is opened, where it keeps what, and help. */
import english from '../../../shared/i18n/about-page/en.json';
import chinese from '../../../shared/i18n/about-page/zh-CN.json';
import { Button } from '@mantine/core';
import type { About } from '../../../shared/api/about.ts';
import { useAbout } from '../../api/about-queries.ts';
import { useAreaWords } from '../../area-words.ts';
import answer from '../../components/answer.module.css';
import { Box } from '../../components/box.tsx';
import box from '../../components/box.module.css';
import { Copyable } from '../../components/copyable.tsx';
import { Listing } from '../../components/listing.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useTold } from '../../components/when.tsx';
import { useSay } from '../../i18n.ts';
import { span } from '../../times.ts';
import style from './about.module.css';
import { Help } from './help.tsx';
import { isOtherPage } from './page-build.ts';
import { WhereToOpen } from './where-to-open.tsx';

const words = { en: english, 'zh-CN': chinese };
const places = ['data', 'copies', 'logs', 'config'] as const;

/** The page. */
export function AboutPage() {
  useAreaWords('about', words);
  const say = useSay();
  return (
    <Listing query={useAbout()} title={say('about.title')}>
      {(about) => <Parts about={about} />}
    </Listing>
  );
}

function Parts({ about }: { readonly about: About }) {
  const say = useSay();
  return (
    <>
      <First about={about} />
      <div className={style.boxes}>
        <WhereToOpen addresses={about.addresses} />
        <Box id="places" title={say('about.places.title')}>
          <p className={box.muted}>{say('about.places.on')}</p>
          <dl className={style.places}>
            {places.map((place) => (
              <div key={place}>
                <dt>{say(`about.places.${place}`)}</dt>
                <dd>
                  <Copyable text={about.places[place]} />
                </dd>
              </div>
            ))}
          </dl>
        </Box>
        <Versions about={about} />
        <Help licence={about.licence} />
      </div>
    </>
  );
}

function First({ about: { versions, host, install, started_at: started } }: { readonly about: About }) {
  const say = useSay();
  const running = useTold((now) => span(now - Date.parse(started), say));
  return (
    <div>
      <h1 className={answer.sentence}>{say('about.version', { version: versions.cloudcube })}</h1>
      <p className={box.muted}>
        {say(`about.host.${host}`)}, {say(`about.install.${install}`)} ·{' '}
        {say('about.running', { span: running })}
      </p>
      {isOtherPage(document, versions.page) && (
        <div className={style.other} role="status">
          <StateMark state="warning" silent />
          <p>{say('about.other_page')}</p>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              window.location.reload();
            }}
          >
            {say('about.reload')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Versions({ about: { versions, system, architecture } }: { readonly about: About }) {
  const say = useSay();
  const rows = [
    ['CloudCube', versions.cloudcube],
    [say('about.versions.page'), versions.page],
    ['Node', versions.node],
    ['Electron', versions.electron],
    ['V8', versions.v8],
    ['SQLite', versions.sqlite],
    ['OpenSSL', versions.openssl],
    [say('about.versions.system'), `${system} ${architecture}`],
  ] as const;
  return (
    <Box id="versions" title={say('about.versions.title')}>
      <dl className={box.facts}>
        {rows.map(
          ([name, version]) =>
            version !== null && (
              <div key={name} className={style.fact}>
                <dt>{name}</dt>
                <dd className={box.mono}>{version}</dd>
              </div>
            ),
        )}
      </dl>
    </Box>
  );
}
