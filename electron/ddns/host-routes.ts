/** Operations on names: from what the list of names says to what goes over the wire. */
import { pageOf, paginate } from '../../shared/api/common.ts';
import { ddnsHostRoutes } from '../../shared/api/ddns-host-routes.ts';
import type { Host } from '../../shared/api/ddns-hosts.ts';
import type { Words } from '../../shared/i18n/index.ts';
import { toTimestamp, type Clock } from '../kernel/clock.ts';
import { UserError } from '../kernel/errors.ts';
import { implement, type BoundRoute } from '../server/route.ts';
import type { StoredHost } from './model.ts';
import type { DdnsService } from './service.ts';

function toHost({ created_at, updated_at, families, ...host }: StoredHost): Host {
  return {
    ...host,
    families: [...families],
    created_at: toTimestamp(created_at),
    updated_at: toTimestamp(updated_at),
  };
}

/** Joins the names to their contract. */
export function createHostRoutes(
  service: Pick<DdnsService, 'hosts' | 'status' | 'checkSoon' | 'settleHost' | 'prove'>,
  clock: Clock,
): BoundRoute[] {
  const { hosts } = service;

  function statusOf(hostId: string, words: Words) {
    const found = service.status(words).hosts.find((host) => host.host_id === hostId);
    if (!found) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'host' } });
    return found;
  }

  return implement(ddnsHostRoutes, {
    listHosts({ query }) {
      const position = pageOf(query);
      const all = hosts.list();
      const page = all.slice(position.offset, position.offset + position.limit).map(toHost);
      return { data: { hosts: page, count: page.length }, pagination: paginate(position, all.length) };
    },
    getHost: ({ params, words }) => ({
      data: { host: toHost(hosts.get(params.host_id)), status: statusOf(params.host_id, words) },
    }),
    async verifyHost({ params }) {
      const families = [...(await service.prove(params.host_id))];
      return { data: { asked_at: toTimestamp(clock.now()), families } };
    },
    async createHost({ body }) {
      const host = await hosts.create(body);
      service.checkSoon('host_change');
      return { data: toHost(host) };
    },
    async updateHost({ params, body }) {
      const host = await hosts.update(params.host_id, body);
      service.checkSoon('host_change');
      return { data: toHost(host) };
    },
    async adoptHost({ params, body, words }) {
      const { host_id: hostId } = params;
      const host = await hosts.adopt(hostId, body ?? {});
      // What the owner just decided is carried out before the answer, where that does not take long.
      await service.settleHost(hostId);
      return { data: { host: toHost(host), status: statusOf(hostId, words) } };
    },
    async deleteHost({ params, query }) {
      const { deleted, kept } = await hosts.remove(params.host_id, query.records ?? 'keep');
      return { data: { host_id: params.host_id, records_deleted: deleted, records_kept: kept } };
    },
  });
}
