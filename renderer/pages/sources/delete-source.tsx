/** Asks before a source is let go; says which names still need it. */
import type { AddressSource } from '../../../shared/api/ddns-sources.ts';
import { useHosts } from '../../api/queries.ts';
import { useDeleteSource } from '../../api/source-queries.ts';
import { Confirm } from '../../components/confirm.tsx';
import { useSay } from '../../i18n.ts';

interface DeleteSourceProps {
  readonly source: AddressSource;
  readonly onClose: () => void;
}

/** The dialog. */
export default function DeleteSource({ source, onClose }: DeleteSourceProps) {
  const say = useSay();
  const remove = useDeleteSource();
  const { data: hosts = [] } = useHosts();
  const users = hosts.flatMap(({ source: used, name }) =>
    used.kind === 'source' && used.source_id === source.source_id ? [name] : [],
  );
  return (
    <Confirm
      title={say('source.remove_title', { name: source.name })}
      action={say('source.remove_action')}
      refused={users.length > 0}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={() => {
        remove.mutate(source.source_id, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <p>
        {users.length > 0
          ? say('source.remove_used', { names: users.join(', ') })
          : say('source.remove_what')}
      </p>
    </Confirm>
  );
}
