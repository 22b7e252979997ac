/** The strip at the top: which page it is, whether the values are live, the search, language, theme, sign out. */
import { ActionIcon, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { Search } from '../search/search.tsx';
import { useSignOut } from '../api/sign-out.ts';
import { useLanguage, useSay } from '../i18n.ts';
import { useLiveness } from '../live/use-live.ts';
import { useMe } from '../me.ts';
import { moment } from '../times.ts';
import { usePlace } from '../where.ts';
import { DarkIcon, LeaveIcon, LightIcon, SystemIcon } from './icons.tsx';
import { Logo } from './logo.tsx';
import { StateMark } from './state-mark.tsx';
import style from './header.module.css';

/** The strip; some of it is there only for who is signed in. */
export function Header({ signedIn }: { readonly signedIn: boolean }) {
  const say = useSay();
  const place = usePlace();
  return (
    <header className={style.header}>
      {signedIn && place !== undefined ? (
        // For the eyes: the heading and the document's title say more, and belong to the page.
        <span className={style.place}>{say(place.key)}</span>
      ) : (
        <span className={style.product}>
          <Logo />
          CloudCube
        </span>
      )}
      <div className={style.tools}>
        {signedIn && (
          <>
            <LiveMark />
            <Search />
          </>
        )}
        <LanguageSwitch />
        <ThemeSwitch />
        {signedIn && <SignOut />}
      </div>
    </header>
  );
}

function LiveMark() {
  const say = useSay();
  const { language } = useLanguage();
  const shown = useLiveness();
  if (shown.isLive) {
    return (
      <span className={style.live}>
        <StateMark state="ok" silent />
        <span>{say('header.live')}</span>
      </span>
    );
  }
  const since = moment(shown.since, language);
  return (
    <span className={style.live} title={say('header.may_be_old')} data-gone>
      <StateMark state="unknown" silent />
      <span>{say('header.gone')}</span>
      <span className={style.more}>{say('header.gone_since', { since })}</span>
      {shown.isTrying && <span className={style.more}>{say('header.trying')}</span>}
    </span>
  );
}

interface ToolProps {
  /** Name for readers; shown on hover. */
  readonly label: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

/** A small square button with an icon. */
function Tool({ label, onPress, children }: ToolProps) {
  return (
    <ActionIcon variant="subtle" color="gray" title={label} aria-label={label} onClick={onPress}>
      {children}
    </ActionIcon>
  );
}

const languageNames = {
  en: { name: 'English', short: 'EN' },
  'zh-CN': { name: '中文', short: '中' },
} as const;

function LanguageSwitch() {
  const { language, choose } = useLanguage();
  const other = language === 'en' ? 'zh-CN' : 'en';
  // In the other language's own words, for who landed in a language they do not read.
  const { name, short } = languageNames[other];
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      lang={other}
      title={name}
      // Who speaks to the page says what stands there (WCAG 2.5.3).
      aria-label={name.startsWith(short) ? name : `${short} ${name}`}
      className={style.language ?? ''}
      onClick={() => {
        choose(other);
      }}
    >
      {short}
    </ActionIcon>
  );
}

const schemes = ['auto', 'light', 'dark'] as const;
const schemeIcons = { auto: <SystemIcon />, light: <LightIcon />, dark: <DarkIcon /> };

function ThemeSwitch() {
  const say = useSay();
  // Mantine would hold transitions back by a <style>, which the content security policy refuses.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const next = schemes[(schemes.indexOf(colorScheme) + 1) % schemes.length] ?? 'auto';
  const label = say(`header.theme_${colorScheme}`);
  return (
    <Tool
      label={label}
      onPress={() => {
        setColorScheme(next);
      }}
    >
      {schemeIcons[colorScheme]}
    </Tool>
  );
}

function SignOut() {
  const say = useSay();
  const leave = useSignOut();
  const name = useMe()?.username ?? '';
  return (
    <Tool label={say('header.sign_out', { name })} onPress={leave}>
      <LeaveIcon />
    </Tool>
  );
}
