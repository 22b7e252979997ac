/** Values that hold values, to be folded and unfolded. */
import { isOpen, type Branch } from './log-model.ts';
import style from './logs.module.css';

interface TreeProps {
  readonly branch: Branch;
  readonly depth?: number;
}

/** One of them with what it holds. */
export function Tree({ branch, depth = 0 }: TreeProps) {
  if (branch.kind === 'leaf') return <span className={style.leaf}>{branch.text}</span>;
  if (branch.parts.length === 0) return <span className={style.leaf}>{branch.isList ? '[]' : '{}'}</span>;
  return (
    <ul className={style.tree}>
      {branch.parts.map(([name, part]) => (
        <li key={name}>
          {part.kind === 'leaf' || part.parts.length === 0 ? (
            <>
              <span className={style.name}>{name}</span> <Tree branch={part} />
            </>
          ) : (
            <details open={isOpen(part, depth)}>
              <summary>
                <span className={style.name}>{name}</span>{' '}
                <span className={style.count}>{part.parts.length}</span>
              </summary>
              <Tree branch={part} depth={depth + 1} />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
