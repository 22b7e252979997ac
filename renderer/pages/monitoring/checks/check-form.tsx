/** Adds a check, or changes one; tries it before it is kept. */
import '../../../theme/fields.css';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Check } from '../../../../shared/api/checks.ts';
import { useAddCheck, useChangeCheck, useCheckKinds, useTryCheck } from '../../../api/check-queries.ts';
import type { DataFor } from '../../../api/contract-types.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import form from '../../../components/form.module.css';
import { Form } from '../../../components/form.tsx';
import { Bones } from '../../../components/skeleton.tsx';
import { useSay } from '../../../i18n.ts';
import {
  checkChangeOf,
  draftFor,
  draftOfCheck,
  newCheckOf,
  problemsOf,
  rulesOf,
  trialOf,
  type CheckDraft,
} from './check-draft.ts';
import { checkFieldsOf } from './check-fields.ts';
import { CheckInputs, useProblemWords } from './check-inputs.tsx';
import type { Preset } from './check-model.ts';
import style from './checks.module.css';
import { TrialResult } from './trial-result.tsx';

type Kinds = DataFor<'GET /monitoring/checks/kinds'>['kinds'];

interface CheckFormProps {
  /** The check to change; without it a new one is made. */
  readonly check: Check | undefined;
  /** What a new one begins with. */
  readonly preset?: Preset | undefined;
  readonly onMade: (check: Check) => void;
  readonly onClose: () => void;
}

/** The dialog. */
export default function CheckForm(props: CheckFormProps) {
  const say = useSay();
  const { check, onClose } = props;
  const { data: kinds, error } = useCheckKinds();
  return (
    <Dialog title={check === undefined ? say('checks.add_title') : check.name} size="lg" onClose={onClose}>
      {kinds === undefined && (error === null ? <Bones rows={6} /> : <ErrorNotice error={error} />)}
      {kinds !== undefined && <Fields {...props} kinds={kinds} />}
    </Dialog>
  );
}

function Fields({ check, preset, kinds, onMade, onClose }: CheckFormProps & { readonly kinds: Kinds }) {
  const say = useSay();
  const inWords = useProblemWords();
  const add = useAddCheck();
  const change = useChangeCheck();
  const trial = useTryCheck();
  const fieldsFor = (kind: string) => checkFieldsOf(kinds.find((one) => one.kind === kind)?.schema);
  const [draft, setDraft] = useState<CheckDraft>(() => {
    const begin = preset ?? { kind: kinds[0]?.kind ?? 'http', name: '', config: {} };
    return check === undefined
      ? draftFor(begin, fieldsFor(begin.kind))
      : draftOfCheck(check, fieldsFor(check.kind));
  });
  const [asked, setAsked] = useState(false);
  const fields = fieldsFor(draft.kind);
  const problems = problemsOf(draft, fields);
  const shown = asked ? problems : new Map<string, never>();
  const isHeartbeat = draft.kind === 'heartbeat';
  const edit = (part: Partial<CheckDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
    // What was tried is not what stands there now.
    trial.reset();
  };

  function save(): void {
    setAsked(true);
    if (problems.size > 0) return;
    if (check === undefined) {
      add.mutate(newCheckOf(draft, fields), { onSuccess: onMade });
      return;
    }
    const body = checkChangeOf(check, draft, fields);
    if (Object.keys(body).length === 0) onClose();
    else change.mutate({ id: check.check_id, body }, { onSuccess: onClose });
  }

  function tryIt(): void {
    setAsked(true);
    // It needs no name yet.
    if ([...problems.keys()].some((key) => key !== 'check') || trial.isPending) return;
    trial.mutate(trialOf(draft, fields));
  }

  const inputs = (isForemost: boolean) => (
    <CheckInputs
      fields={fields.filter((field) => field.isForemost === isForemost)}
      typed={draft.typed}
      problems={shown}
      onType={(key, value) => {
        edit({ typed: { ...draft.typed, [key]: value } });
      }}
    />
  );
  const inputsOfRules = rulesOf(draft.kind).map((rule) => (
    <TextInput
      key={rule}
      label={say(isHeartbeat ? 'checks.field.awaited_every' : `checks.field.${rule}`)}
      error={inWords(shown.get(rule))}
      inputMode="numeric"
      autoComplete="off"
      maxLength={5}
      value={draft.rules[rule]}
      onChange={(event) => {
        edit({ rules: { ...draft.rules, [rule]: event.currentTarget.value } });
      }}
    />
  ));

  return (
    <Form
      action={say('checks.save')}
      aside={
        // A sign of life comes from others: there is nothing to try.
        isHeartbeat ? undefined : (
          <Button variant="default" className={form.apart ?? ''} loading={trial.isPending} onClick={tryIt}>
            {say('checks.try')}
          </Button>
        )
      }
      error={add.error ?? change.error ?? trial.error}
      pending={add.isPending || change.isPending}
      onSubmit={save}
      onCancel={onClose}
    >
      {check === undefined && (
        <Kind
          kinds={kinds}
          chosen={draft.kind}
          onChoose={(kind) => {
            edit(draftFor({ kind, name: draft.name, config: {} }, fieldsFor(kind)));
            setAsked(false);
          }}
        />
      )}
      <TextInput
        label={say('checks.name')}
        error={inWords(shown.get('check'))}
        data-autofocus={check !== undefined || undefined}
        autoComplete="off"
        maxLength={64}
        value={draft.name}
        onChange={(event) => {
          setDraft({ ...draft, name: event.currentTarget.value });
        }}
      />
      {inputs(true)}
      {isHeartbeat ? (
        inputsOfRules
      ) : (
        <details className={form.more}>
          <summary>{say('checks.more')}</summary>
          <div className={form.form}>
            {inputs(false)}
            <div className={style.pair}>{inputsOfRules}</div>
          </div>
        </details>
      )}
      {trial.data !== undefined && <TrialResult result={trial.data} />}
    </Form>
  );
}

interface KindProps {
  readonly kinds: Kinds;
  readonly chosen: CheckDraft['kind'];
  readonly onChoose: (kind: CheckDraft['kind']) => void;
}

/** Which kind; what cannot be done here is said, and cannot be chosen. */
function Kind({ kinds, chosen, onChoose }: KindProps) {
  const say = useSay();
  const missing = kinds.filter(({ unavailable }) => unavailable !== null);
  return (
    <div>
      <NativeSelect
        label={say('checks.kind_label')}
        description={say(`checks.kind_hint.${chosen}`)}
        data-autofocus
        data={kinds.map(({ kind, unavailable }) => ({
          value: kind,
          label: say(`checks.kind.${kind}`),
          disabled: unavailable !== null,
        }))}
        value={chosen}
        onChange={(event) => {
          const next = kinds.find(({ kind }) => kind === event.currentTarget.value);
          if (next) onChoose(next.kind);
        }}
      />
      {missing.map(({ kind, unavailable }) => (
        <p key={kind} className={form.hint}>
          {say('checks.not_here', { kind: say(`checks.kind.${kind}`), why: unavailable?.message ?? '' })}
        </p>
      ))}
    </div>
  );
}
