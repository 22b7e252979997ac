/** The programs that use most, by processor and by memory. */
import type { Now } from '../../../api/now.ts';
import { Section } from '../../../components/section.tsx';
import table from '../../../components/table.module.css';
import { useLanguage, useSay } from '../../../i18n.ts';
import { figure } from '../figures.ts';
import type { Program } from '../how.ts';
import style from './now.module.css';

/** Both tables, side by side where there is room. */
export function Processes({ now: { data, reasons } }: { readonly now: Now }) {
  const say = useSay();
  const processes = data.processes ?? null;
  if (processes === null) {
    return (
      <Section id="processes" title={say('monitoring.parts.processes')}>
        <p className={table.empty}>{reasons.get('processes') ?? say('monitoring.tiles.unknown')}</p>
      </Section>
    );
  }
  return (
    <Section
      id="processes"
      title={say('monitoring.parts.processes')}
      tools={
        <span className={style.count}>{say('monitoring.processes.total', { total: processes.total })}</span>
      }
    >
      <div className={style.two}>
        <Top id="top-cpu" title={say('monitoring.processes.by_cpu')} programs={processes.top_cpu} />
        <Top id="top-memory" title={say('monitoring.processes.by_memory')} programs={processes.top_memory} />
      </div>
    </Section>
  );
}

interface TopProps {
  readonly id: string;
  readonly title: string;
  readonly programs: readonly Program[];
}

function Top({ id, title, programs }: TopProps) {
  const say = useSay();
  const { language } = useLanguage();
  return (
    <div className={style.programs}>
      <h3 id={id}>{title}</h3>
      <table className={style.table} aria-labelledby={id}>
        <thead>
          <tr>
            <th scope="col">{say('monitoring.columns.program')}</th>
            <th scope="col">{say('monitoring.columns.pid')}</th>
            <th scope="col">{say('monitoring.columns.memory')}</th>
            <th scope="col">{say('monitoring.columns.cpu')}</th>
          </tr>
        </thead>
        <tbody>
          {programs.map(({ pid, name, cpu_percent: cpu, memory }) => (
            <tr key={pid}>
              <th scope="row">{name}</th>
              <td>{pid}</td>
              <td>{figure(memory, 'bytes', language)}</td>
              <td>{cpu === null ? '–' : figure(cpu, 'percent', language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
