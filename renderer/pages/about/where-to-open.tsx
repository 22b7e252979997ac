/** Where the page is opened: on this machine, and by a phone in the local network. */
import { Link } from '@tanstack/react-router';
import type { About } from '../../../shared/api/about.ts';
import { Box } from '../../components/box.tsx';
import box from '../../components/box.module.css';
import { Copyable } from '../../components/copyable.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';
import style from './about.module.css';

/** The box. */
export function WhereToOpen({ addresses: { local, lan } }: { readonly addresses: About['addresses'] }) {
  const say = useSay();
  const mayOpen = useMay()('exposure:read');
  return (
    <Box id="open" title={say('about.open.title')}>
      <dl className={style.places}>
        <div>
          <dt>{say('about.open.local')}</dt>
          <dd>
            <Copyable text={local} />
          </dd>
        </div>
        <div>
          <dt>{say('about.open.lan')}</dt>
          <dd>{lan === null ? say('about.open.shut') : <Copyable text={lan} />}</dd>
        </div>
      </dl>
      {lan === null
        ? mayOpen && (
            <p>
              <Link to="/exposure" className={style.link}>
                {say('about.open.open_it')}
              </Link>
            </p>
          )
        : lan !== local && (
            <div className={style.phone}>
              <QrCode text={lan} label={say('about.open.picture')} />
              <p className={box.muted}>{say('about.open.phone')}</p>
            </div>
          )}
    </Box>
  );
}
