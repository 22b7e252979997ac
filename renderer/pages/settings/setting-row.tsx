/** One setting: what it means, its value, what it is unless somebody changes it, and who did. */
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Setting } from '../../../shared/api/settings.ts';
import { SettingInput } from '../../components/setting-input.tsx';
import { Bones } from '../../components/skeleton.tsx';
import { When } from '../../components/when.tsx';
import { useSay } from '../../i18n.ts';
import { fieldOf, typedOf, valueText } from './setting-draft.ts';
import style from './settings.module.css';

const SettingHistory = lazy(() => import('./setting-history.tsx'));

interface SettingRowProps {
  readonly setting: Setting;
  /** Not there where nothing was typed. */
  readonly typed: string | boolean | undefined;
  readonly problem: string | undefined;
  readonly mayChange: boolean;
  readonly isPending: boolean;
  readonly onTyped: (typed: string | boolean) => void;
  /** Back to the default, at once. */
  readonly onBack: () => void;
}

/** The row. */
export function SettingRow(props: SettingRowProps) {
  const { setting, typed, problem, mayChange, isPending, onTyped, onBack } = props;
  const { key, title, description, value, changed, changed_at: at, changed_by: name, managed_by } = setting;
  const say = useSay();
  const [open, setOpen] = useState(false);
  const field = fieldOf(setting);
  return (
    <div className={style.row} data-changed={changed || undefined}>
      <div className={style.what}>
        <p id={`${key}-title`} className={style.title}>
          {title}
        </p>
        <p id={`${key}-what`} className={style.note}>
          {description}
        </p>
      </div>
      <div className={style.input}>
        {field !== undefined && mayChange ? (
          <SettingInput
            field={field}
            kept={false}
            value={typed ?? typedOf(field, value)}
            error={problem}
            namedBy={{ title: `${key}-title`, description: `${key}-what` }}
            onValue={onTyped}
          />
        ) : (
          <p className={style.value}>{valueText(value, say)}</p>
        )}
      </div>
      <div className={style.about}>
        <p className={style.key}>{key}</p>
        <p>{say('settings_page.default', { value: valueText(setting.default, say) })}</p>
        {changed && (
          <p className={style.changed}>
            <span className={style.mark}>{say('settings_page.changed')}</span>{' '}
            {at !== null && <When at={at} />} {name !== null && say('settings_page.by', { name })}
          </p>
        )}
        <p className={style.links}>
          {managed_by === '/access/exposure' && (
            <span>
              {say('settings_page.managed')} <Link to="/access/exposure">{say('nav.exposure')}</Link>
            </span>
          )}
          {mayChange && changed && (
            <button
              type="button"
              className={style.link}
              aria-label={say('settings_page.back_label', { title })}
              disabled={isPending}
              onClick={onBack}
            >
              {say('settings_page.back')}
            </button>
          )}
          {at !== null && (
            <button
              type="button"
              className={style.link}
              aria-label={say('settings_page.history_label', { title })}
              aria-expanded={open}
              onClick={() => {
                setOpen(!open);
              }}
            >
              {say('settings_page.history')}
            </button>
          )}
        </p>
      </div>
      {open && (
        <div className={style.history}>
          <Suspense fallback={<Bones rows={2} />}>
            <SettingHistory settingKey={key} />
          </Suspense>
        </div>
      )}
    </div>
  );
}
