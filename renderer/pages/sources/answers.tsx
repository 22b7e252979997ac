/** What the members of a source answer now, side by side with what they agree on. */
import type { SourceService, SourceTest } from '../../../shared/api/ddns-sources.ts';
import { Copyable } from '../../components/copyable.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useSay } from '../../i18n.ts';
import style from './answers.module.css';

interface AnswersProps {
  readonly test: SourceTest;
  readonly services: readonly SourceService[];
  /** Members that must agree. */
  readonly quorum: number;
}

/** A table for each family. */
export function Answers({ test, services, quorum }: AnswersProps) {
  return (
    <div className={style.families}>
      {test.families.map((family) => (
        <FamilyAnswers key={family.family} family={family} services={services} quorum={quorum} />
      ))}
    </div>
  );
}

interface FamilyAnswersProps {
  readonly family: SourceTest['families'][number];
  readonly services: readonly SourceService[];
  readonly quorum: number;
}

function FamilyAnswers({
  family: { family, address, agreed, answers, reason },
  services,
  quorum,
}: FamilyAnswersProps) {
  const say = useSay();
  const titleOf = (member: string) => services.find(({ id }) => id === member)?.title ?? member;
  return (
    <section className={style.family} aria-labelledby={`answers-${family}`}>
      <h3 id={`answers-${family}`} className={style.verdict}>
        <StateMark state={address === null ? 'warning' : 'ok'} silent />
        <span>{family === 'A' ? 'IPv4' : 'IPv6'}</span>
        {address === null ? <span>{say('source.not_agreed')}</span> : <Copyable text={address} />}
      </h3>
      <p className={style.muted}>
        {say('source.agree', { agreed, asked: answers.length })} · {say('source.needed', { count: quorum })}
      </p>
      {reason !== null && <p>{reason.message}</p>}
      {answers.length === 0 ? (
        <p className={style.muted}>{say('source.nobody')}</p>
      ) : (
        <table className={style.answers}>
          <thead className="for-readers">
            <tr>
              <th>{say('source.member')}</th>
              <th>{say('source.answer')}</th>
              <th>{say('source.took')}</th>
            </tr>
          </thead>
          <tbody>
            {answers.map((answer) => (
              <tr key={answer.member}>
                <th scope="row">
                  <StateMark
                    state={
                      answer.address === null ? 'unknown' : answer.address === address ? 'ok' : 'warning'
                    }
                    silent
                  />
                  <span>{titleOf(answer.member)}</span>
                </th>
                <td data-address={answer.address !== null || undefined}>
                  {answer.address ?? answer.reason?.message ?? say('source.no_address')}
                </td>
                <td>{say('time.ms', { count: answer.elapsed_ms })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
