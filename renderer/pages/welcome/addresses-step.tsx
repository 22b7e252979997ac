/** Asks each service by itself which address it sees, shows every answer as it comes, and says what they come to. */
import { Button } from '@mantine/core';
import { useAskedServices, useSources } from '../../api/source-queries.ts';
import { Copyable } from '../../components/copyable.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Bones } from '../../components/skeleton.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useSay } from '../../i18n.ts';
import { StepCard } from './step-card.tsx';
import { verdictsOf, wayOf, type FamilyVerdict } from './verdict.ts';
import style from './welcome.module.css';

interface AddressesStepProps {
  readonly onNext: () => void;
  readonly onLater: () => void;
}

/** The step. */
export function AddressesStep({ onNext, onLater }: AddressesStepProps) {
  const say = useSay();
  const sources = useSources();
  return (
    <StepCard
      title={say('welcome.addresses.title')}
      action={<Button onClick={onNext}>{say('welcome.next')}</Button>}
      onLater={onLater}
    >
      <p className={style.muted}>{say('welcome.addresses.what')}</p>
      {sources.data === undefined ? (
        sources.error === null ? (
          <Bones rows={8} />
        ) : (
          <ErrorNotice error={sources.error} />
        )
      ) : (
        <Asked sources={sources.data} />
      )}
    </StepCard>
  );
}

type Sources = NonNullable<ReturnType<typeof useSources>['data']>;

function Asked({ sources: { sources, services } }: { readonly sources: Sources }) {
  const say = useSay();
  const source = sources.find(({ built_in: isBuiltIn, kind }) => isBuiltIn && kind === 'echo');
  const members = services.filter(
    ({ id, kind }) =>
      kind === 'echo' && (source === undefined || source.members.length === 0 || source.members.includes(id)),
  );
  const answers = useAskedServices(members.map(({ id }) => id));
  const done = answers.filter(({ isFetching }) => !isFetching).length;
  const verdicts = verdictsOf(
    answers.flatMap(({ data }) => data ?? []),
    source?.quorum ?? 2,
  );
  const isOver = done === members.length;
  const isSilent = isOver && verdicts.every(({ agreed }) => agreed === 0);

  return (
    <>
      <div className={style.verdicts} role="status" aria-busy={!isOver}>
        {verdicts.map((verdict) => (
          <Verdict key={verdict.family} verdict={verdict} isOver={isOver} />
        ))}
        <p className={style.muted}>
          {!isOver
            ? say('welcome.addresses.asking', { asked: done, of: members.length })
            : isSilent
              ? say('welcome.addresses.silent')
              : say(`welcome.addresses.way.${wayOf(verdicts)}`)}
        </p>
      </div>
      <table className={style.answers}>
        <thead>
          <tr>
            <th scope="col">{say('welcome.addresses.member')}</th>
            <th scope="col">IPv4</th>
            <th scope="col">IPv6</th>
          </tr>
        </thead>
        <tbody>
          {members.map(({ id, title }, index) => (
            <tr key={id}>
              <th scope="row">{title}</th>
              <Said answer={answers[index]} family="A" />
              <Said answer={answers[index]} family="AAAA" />
            </tr>
          ))}
        </tbody>
      </table>
      <div>
        <Button
          size="xs"
          variant="default"
          loading={!isOver}
          onClick={() => {
            for (const { refetch } of answers) void refetch();
          }}
        >
          {say('welcome.addresses.again')}
        </Button>
      </div>
    </>
  );
}

function Verdict({ verdict, isOver }: { readonly verdict: FamilyVerdict; readonly isOver: boolean }) {
  const say = useSay();
  const { family, address, agreed, isApart, reason } = verdict;
  const state = address === null ? (isApart && isOver ? 'warning' : 'unknown') : reason ? 'warning' : 'ok';
  return (
    <div className={style.verdict}>
      <StateMark state={isOver ? state : 'working'} silent />
      <p>
        <strong>{family === 'A' ? 'IPv4' : 'IPv6'}</strong>
        {address === null ? (
          <span>
            {isOver &&
              say(
                isApart
                  ? 'welcome.addresses.apart'
                  : family === 'A'
                    ? 'welcome.addresses.none_v4'
                    : 'welcome.addresses.none_v6',
              )}
          </span>
        ) : (
          <>
            <Copyable text={address} />
            <span className={style.muted}>{say('welcome.addresses.agreed', { count: agreed })}</span>
          </>
        )}
      </p>
      {reason !== null && <p>{reason.message}</p>}
    </div>
  );
}

type Answer = ReturnType<typeof useAskedServices>[number];

function Said({ answer, family }: { readonly answer: Answer | undefined; readonly family: 'A' | 'AAAA' }) {
  const say = useSay();
  if (answer === undefined || answer.isFetching) {
    return <td className={style.muted}>{say('welcome.addresses.waiting')}</td>;
  }
  if (answer.error !== null) return <td>{answer.error.message}</td>;
  const said = answer.data?.families
    .find((one) => one.family === family)
    ?.answers.find((one) => one.family === family);
  if (said === undefined) return <td className={style.muted}>—</td>;
  return said.address === null ? (
    <td className={style.muted}>{said.reason?.message ?? say('source.no_address')}</td>
  ) : (
    <td data-address>{said.address}</td>
  );
}
