/** Operations on sources: from what the area knows to what goes over the wire. */
import type { Reason, StoredReason } from '../../../shared/api/common.ts';
import type { ddnsSourceRoutes } from '../../../shared/api/ddns-source-routes.ts';
import type { AddressSource, SourceTest } from '../../../shared/api/ddns-sources.ts';
import type { Words } from '../../../shared/i18n/index.ts';
import { toTimestamp, toTimestampOrNull } from '../../kernel/clock.ts';
import type { Answer, Handlers } from '../../server/route.ts';
import type { AddressSources } from './entities.ts';
import type { StoredSource } from './store.ts';
import type { SourceVerdict } from './test-now.ts';

function toReason(reason: StoredReason | null, words: Words): Reason | null {
  return reason && { code: reason.code, params: { ...reason.params }, message: words.explain(reason) };
}

function toTest(verdicts: readonly SourceVerdict[], words: Words): Answer<SourceTest> {
  const families = verdicts.map(({ answers, reason, ...verdict }) => ({
    ...verdict,
    answers: answers.map((answer) => ({ ...answer, reason: toReason(answer.reason, words) })),
    reason: toReason(reason, words),
  }));
  return { data: { families } };
}

/** The operations on `/ddns/sources`; those on devices' tokens stand in the same contract. */
export type SourceHandlers = Pick<
  Handlers<typeof ddnsSourceRoutes>,
  'listSources' | 'getSource' | 'createSource' | 'updateSource' | 'deleteSource' | 'testSource' | 'trySource'
>;

/** Handlers of the sources. */
export function createSourceHandlers(sources: AddressSources): SourceHandlers {
  function show(source: StoredSource, words: Words): AddressSource {
    const { hosts, families } = sources.standing(source.source_id);
    return {
      ...source,
      members: [...source.members],
      families: families.map(({ since, candidate_since, reason, ...family }) => ({
        ...family,
        since: toTimestampOrNull(since),
        candidate_since: toTimestampOrNull(candidate_since),
        reason: toReason(reason, words),
      })),
      hosts,
      created_at: toTimestamp(source.created_at),
      updated_at: toTimestamp(source.updated_at),
    };
  }

  return {
    listSources({ words }) {
      const all = sources.list().map((source) => show(source, words));
      const services = sources.services.map(({ id, title, kind, families }) => ({
        id,
        title,
        kind,
        families: [...families],
      }));
      return { data: { sources: all, services, count: all.length } };
    },
    getSource: ({ params, words }) => ({ data: show(sources.get(params.source_id), words) }),
    createSource: async ({ body, words }) => ({ data: show(await sources.create(body), words) }),
    updateSource: async ({ params, body, words }) => ({
      data: show(await sources.update(params.source_id, body), words),
    }),
    async deleteSource({ params }) {
      await sources.remove(params.source_id);
      return { data: { source_id: params.source_id } };
    },
    testSource: async ({ params, words }) => toTest(await sources.test(params.source_id), words),
    trySource: async ({ body, words }) => toTest(await sources.testTrial(body), words),
  };
}
