/** Documents, the licence, and what is given to whoever looks for a fault. */
import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Box } from '../../components/box.tsx';
import box from '../../components/box.module.css';
import { useOpened } from '../../components/use-opened.ts';
import { useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';
import style from './about.module.css';

const Diagnostics = lazy(() => import('./diagnostics.tsx'));

const documents = [
  ['/docs', 'docs'],
  ['/redoc', 'redoc'],
  ['/openapi.json', 'openapi'],
  ['/asyncapi.json', 'asyncapi'],
] as const;

/** The box. */
export function Help({ licence }: { readonly licence: string }) {
  const say = useSay();
  const mayDiagnose = useMay()('debug:read');
  const { opened, open, close } = useOpened<'diagnostics'>();
  return (
    <Box id="help" title={say('about.help.title')}>
      <ul className={style.links}>
        {documents.map(([address, name]) => (
          <li key={address}>
            <a className={style.link} href={address} target="_blank" rel="noopener noreferrer">
              {say(`about.help.${name}`)}
            </a>
          </li>
        ))}
      </ul>
      <p>
        {say('about.help.licence', { licence })}{' '}
        <a className={style.link} href="/licences.txt" target="_blank" rel="noopener noreferrer">
          {say('about.help.parts')}
        </a>
      </p>
      {mayDiagnose && (
        <div className={box.buttons}>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              open('diagnostics');
            }}
          >
            {say('about.help.diagnostics')}
          </Button>
        </div>
      )}
      <Suspense>{opened !== null && <Diagnostics onClose={close} />}</Suspense>
    </Box>
  );
}
