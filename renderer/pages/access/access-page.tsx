/** The page Access: yourself, and by permission the users, the roles, the keys of programs, and what they all did. */
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import english from '../../../shared/i18n/access/en.json';
import chinese from '../../../shared/i18n/access/zh-CN.json';
import { useAreaWords } from '../../area-words.ts';
import { Bones } from '../../components/skeleton.tsx';
import { useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';
import style from './access.module.css';
import { You } from './you/you.tsx';

const Users = lazy(() => import('./users/users.tsx'));
const Roles = lazy(() => import('./roles/roles.tsx'));
const Keys = lazy(() => import('./keys/keys.tsx'));
const Audit = lazy(() => import('./audit/audit.tsx'));
const route = getRouteApi('/access');
const words = { en: english, 'zh-CN': chinese };

const sections = [
  { show: undefined, key: 'nav.you', needs: null },
  { show: 'users', key: 'nav.users', needs: 'users:read' },
  { show: 'roles', key: 'nav.roles', needs: 'roles:read' },
  { show: 'keys', key: 'nav.keys', needs: 'keys:read' },
  { show: 'audit', key: 'nav.audit', needs: 'audit:read' },
] as const;

/** The page. */
export function AccessPage() {
  useAreaWords('access', words);
  const say = useSay();
  const may = useMay();
  const { show } = route.useSearch();
  const offered = sections.filter(({ needs }) => needs === null || may(needs));
  const section = offered.find((one) => one.show === show) ?? sections[0];
  const title = say(section.key);

  useEffect(() => {
    document.title = `${title} · CloudCube`;
  }, [title]);

  return (
    <div className={style.page}>
      <h1 className="for-readers">{say('access.title')}</h1>
      <Suspense fallback={<Bones rows={4} />}>
        {section.show === undefined && <You />}
        {section.show === 'users' && <Users />}
        {section.show === 'roles' && <Roles />}
        {section.show === 'keys' && <Keys />}
        {section.show === 'audit' && <Audit />}
      </Suspense>
    </div>
  );
}
