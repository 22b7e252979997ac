/** The page of who can reach CloudCube: the answer, the way in, and what belongs to it. */
import english from '../../../shared/i18n/exposure/en.json';
import chinese from '../../../shared/i18n/exposure/zh-CN.json';
import type { Exposure } from '../../../shared/api/exposure.ts';
import { useExposure } from '../../api/exposure-queries.ts';
import { useAreaWords } from '../../area-words.ts';
import answer from '../../components/answer.module.css';
import box from '../../components/box.module.css';
import { Listing } from '../../components/listing.tsx';
import { useSay } from '../../i18n.ts';
import { Answer } from './answer.tsx';
import { AuthorityBox } from './authority-box.tsx';
import { CertificateBox } from './certificate-box.tsx';
import { Decisions } from './decisions.tsx';
import { LanSwitch } from './lan-switch.tsx';
import { MasterKeyBox } from './master-key-box.tsx';
import { Picture } from './picture.tsx';
import { ringsOf } from './reach.ts';
import { Sockets } from './sockets.tsx';

const words = { en: english, 'zh-CN': chinese };

/** The page. */
export function ExposurePage() {
  useAreaWords('exposure', words);
  const say = useSay();
  const exposure = useExposure();
  return (
    <Listing query={exposure} title={say('exposure.title')}>
      {(now) => <Parts exposure={now} />}
    </Listing>
  );
}

function Parts({ exposure }: { readonly exposure: Exposure }) {
  const { authority, master_key: masterKey } = exposure;
  return (
    <>
      <div className={answer.first}>
        <Answer exposure={exposure} />
        <LanSwitch exposure={exposure} />
      </div>
      <Picture rings={ringsOf(exposure)} />
      <Sockets sockets={exposure.sockets} />
      <div className={box.boxes}>
        <CertificateBox exposure={exposure} />
        <MasterKeyBox masterKey={masterKey} />
      </div>
      {authority !== null && <AuthorityBox authority={authority} />}
      <Decisions settings={exposure.settings} />
    </>
  );
}
