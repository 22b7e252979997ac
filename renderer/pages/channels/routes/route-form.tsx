/** Adds a route, or changes one: what it takes, whom it tells, and what if that fails. */
import '../../../theme/fields.css';
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { NotifyChannel, NotifyRoute, NotifyRoutes } from '../../../../shared/api/notify.ts';
import { useSetRoutes } from '../../../api/notify-queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import form from '../../../components/form.module.css';
import { Form } from '../../../components/form.tsx';
import { MatcherInputs } from '../../../components/matcher-inputs.tsx';
import { useSay } from '../../../i18n.ts';
import { severities } from '../../alerts/severity.ts';
import style from '../channels.module.css';
import { draftOfRoute, problemsOf, routeOf, type RouteDraft, type RouteNumber } from './route-draft.ts';
import { replaced } from './route-model.ts';

interface RouteFormProps {
  /** The list as it is. */
  readonly list: NotifyRoutes;
  /** Of the route to change; `null` for a new one. */
  readonly place: number | null;
  readonly channels: readonly NotifyChannel[];
  readonly onClose: () => void;
}

/** The dialog. */
export default function RouteForm({ list, place, channels, onClose }: RouteFormProps) {
  const say = useSay();
  const set = useSetRoutes();
  // The list may change under the form; what was opened is what is changed.
  const [{ routes, unmatched, revision }] = useState(list);
  const route: NotifyRoute | undefined = place === null ? undefined : routes[place];
  const [draft, setDraft] = useState(() => draftOfRoute(route));
  const [asked, setAsked] = useState(false);
  const problems = problemsOf(draft);
  const wrong = (field: 'groupBy' | RouteNumber) =>
    asked && problems.has(field) ? say('settings.wrong') : undefined;
  const edit = (part: Partial<RouteDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
  };
  const number = (field: RouteNumber) => (
    <TextInput
      label={say(`notifications.route.${field}`)}
      error={wrong(field)}
      inputMode="decimal"
      autoComplete="off"
      maxLength={8}
      value={draft.numbers[field]}
      onChange={(event) => {
        edit({ numbers: { ...draft.numbers, [field]: event.currentTarget.value } });
      }}
    />
  );

  function save(): void {
    setAsked(true);
    if (problems.size > 0) return;
    set.mutate(
      { routes: [...replaced(routes, place, routeOf(draft))], unmatched, revision },
      { onSuccess: onClose },
    );
  }

  return (
    <Dialog title={route?.name ?? say('notifications.route.add_title')} size="lg" onClose={onClose}>
      <Form
        action={say('notifications.save')}
        error={set.error}
        pending={set.isPending}
        onSubmit={save}
        onCancel={onClose}
      >
        <TextInput
          label={say('notifications.name')}
          error={asked && problems.has('name') ? say('missing_field') : undefined}
          data-autofocus
          autoComplete="off"
          maxLength={64}
          value={draft.name}
          onChange={(event) => {
            edit({ name: event.currentTarget.value });
          }}
        />
        <Choices
          legend={say('notifications.route.severities')}
          hint={say('notifications.route.severities_hint')}
          options={severities.map((one) => ({ value: one, label: say(`notifications.severity.${one}`) }))}
          chosen={draft.severities}
          onChoose={(chosen) => {
            edit({ severities: severities.filter((one) => chosen.includes(one)) });
          }}
        />
        <MatcherInputs
          legend={say('notifications.route.matchers')}
          hint={say('notifications.route.matchers_hint')}
          matchers={draft.matchers}
          isAsked={asked}
          onChange={(matchers) => {
            edit({ matchers });
          }}
        />
        <Choices
          legend={say('notifications.route.channels')}
          hint={say('notifications.route.channels_hint')}
          options={channels.map(({ channel_id: value, name: label }) => ({ value, label }))}
          chosen={draft.channels}
          onChoose={(chosen) => {
            edit({ channels: chosen });
          }}
        />
        <Fallback draft={draft} channels={channels} onEdit={edit} />
        {draft.fallback.length > 0 && number('fallback_after_minutes')}
        <details
          className={form.more}
          open={asked && [...problems.keys()].some((key) => key !== 'name' && key !== 'matchers')}
        >
          <summary>{say('notifications.route.more')}</summary>
          <div className={form.form}>
            <Checkbox
              label={say('notifications.route.continue')}
              description={say('notifications.route.continue_hint')}
              checked={draft.goesOn}
              onChange={(event) => {
                edit({ goesOn: event.currentTarget.checked });
              }}
            />
            <TextInput
              className={form.mono ?? ''}
              label={say('notifications.route.group_by')}
              description={say('notifications.route.group_by_hint')}
              error={wrong('groupBy')}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              value={draft.groupBy}
              onChange={(event) => {
                edit({ groupBy: event.currentTarget.value });
              }}
            />
            <div className={style.pair}>
              {number('group_wait_seconds')}
              {number('group_interval_seconds')}
              {number('repeat_interval_seconds')}
            </div>
          </div>
        </details>
      </Form>
    </Dialog>
  );
}

interface ChoicesProps {
  readonly legend: string;
  readonly hint: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
}

/** Any of a few. */
function Choices({ legend, hint, options, chosen, onChoose }: ChoicesProps) {
  return (
    <fieldset className={form.group}>
      <legend>{legend}</legend>
      <p className={form.hint}>{hint}</p>
      <div className={form.choices}>
        {options.map(({ value, label }) => (
          <Checkbox
            key={value}
            label={label}
            checked={chosen.includes(value)}
            onChange={(event) => {
              onChoose(
                event.currentTarget.checked ? [...chosen, value] : chosen.filter((one) => one !== value),
              );
            }}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface FallbackProps {
  readonly draft: RouteDraft;
  readonly channels: readonly NotifyChannel[];
  readonly onEdit: (part: Partial<RouteDraft>) => void;
}

/** Who stands in, one after another: a choice for each, and one for the next. */
function Fallback({ draft: { fallback, channels: told }, channels, onEdit }: FallbackProps) {
  const say = useSay();
  const free = channels.filter(({ channel_id: id }) => !told.includes(id));
  const places = [...fallback, ''];
  return (
    <fieldset className={form.group}>
      <legend>{say('notifications.route.fallback')}</legend>
      <p className={form.hint}>{say('notifications.route.fallback_hint')}</p>
      {places.map((id, place) => {
        const offered = free.filter(({ channel_id: one }) => one === id || !fallback.includes(one));
        if (id === '' && offered.length === 0) return null;
        return (
          <NativeSelect
            // A choice has nothing to be known by but its place.
            key={place}
            aria-label={say('notifications.route.fallback_nth', { nth: place + 1 })}
            data={[
              { value: '', label: say('notifications.route.nobody_else') },
              ...offered.map(({ channel_id: value, name: label }) => ({ value, label })),
            ]}
            value={id}
            onChange={(event) => {
              const next = places.with(place, event.currentTarget.value);
              onEdit({ fallback: next.filter((one) => one !== '') });
            }}
          />
        );
      })}
    </fieldset>
  );
}
