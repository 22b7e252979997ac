/**
 * A provider on paper: records in memory, written and listed through the same contract as a real one, with everything
 * that goes wrong with those. It checks what it receives, and holds what it did against what is claimed.
 */
import { Type } from 'typebox';
import {
  ProviderFailure,
  type Capabilities,
  type FailureClass,
  type Provider,
  type ProviderRecord,
} from '../../electron/ddns/providers/provider.ts';

/** What becomes of one call. */
export type Fortune =
  | 'fine'
  /** Refused before it was carried out. */
  | { readonly refuse: FailureClass; readonly retry_after?: number }
  /** Of a name's two families the first is set, then this refusal comes. */
  | { readonly half: FailureClass }
  /** Carried out, but the answer is lost. */
  | 'lost'
  /** Not carried out, and no answer. */
  | 'dropped'
  /** Carried out after the caller has given up, when `settle` is called. */
  | 'late'
  /** Never answered: the caller's process dies meanwhile. The verb is carried out. */
  | 'die-after'
  /** The same, but it was not carried out. */
  | 'die-before';

/** A record as it stands on paper. */
export interface PaperRecord extends ProviderRecord {
  readonly zone: string;
}

/** The truth, and the ways to change it. It outlives the program under test. */
export interface Paper {
  readonly provider: Provider;
  readonly zones: string[];
  readonly records: Map<string, PaperRecord>;
  readonly calls: string[];
  /** What was really written through the provider, in order; `null` where nothing stood before, or stands after. */
  readonly written: { readonly before: PaperRecord | null; readonly after: PaperRecord | null }[];
  /** Asked for each call, `verb name`. */
  fortune: (call: string) => Fortune;
  /** Whether a key is right. */
  key: string;
  /** Puts a record there by another hand. Answers its id. */
  stand(zone: string, record: Partial<ProviderRecord> & Pick<ProviderRecord, 'name' | 'value'>): string;
  /** `type value` of all records under a name, in order. */
  at(name: string): string[];
  /** Carries out what was late. */
  settle(): void;
}

const standard: Capabilities = {
  list: 'zone',
  families: ['A', 'AAAA'],
  ttl: { least: 60, most: 86_400, standard: 300 },
  quota: {},
  refresh_days: null,
  no_op_is_abuse: false,
  families_together: false,
  zones_are_named: false,
};

/** A provider on paper with one zone. */
export function createPaper(
  more: {
    readonly id?: string;
    readonly capabilities?: Partial<Capabilities>;
    /** Ids are made of name, type and value, as where a provider has none of its own. */
    readonly idsHoldValues?: boolean;
  } = {},
): Paper {
  const capabilities: Capabilities = { ...standard, ...more.capabilities };
  const zones = ['example.com'];
  const records = new Map<string, PaperRecord>();
  const calls: string[] = [];
  const written: Paper['written'] = [];
  const late: (() => void)[] = [];
  let made = 0;

  const fail = (failure: FailureClass, code: string, retry?: number): ProviderFailure =>
    new ProviderFailure(
      { failure, ...(retry === undefined ? {} : { retry_after: retry }) },
      { code, message: `paper: ${code}` },
    );

  const idFor = ({ name, type, value }: Pick<ProviderRecord, 'name' | 'type' | 'value'>): string =>
    more.idsHoldValues === true ? `${name}/${type}/${value}` : `rec-${String(++made)}`;

  async function play<T>(call: string, key: string, work: (half?: boolean) => T): Promise<T> {
    calls.push(call);
    const fortune = paper.fortune(call);
    // A provider is never as quick as memory.
    await new Promise((resolve) => setImmediate(resolve));
    if (key !== paper.key) throw fail('auth', 'BAD_KEY');
    if (fortune === 'fine') return work();
    if (fortune === 'dropped') throw fail('transient', 'NO_ANSWER');
    if (fortune === 'lost') {
      work();
      throw fail('transient', 'LOST');
    }
    if (fortune === 'late') {
      late.push(() => {
        try {
          work();
        } catch (error) {
          // By then it cannot be carried out any more; the caller has long gone.
          if (!(error instanceof ProviderFailure)) throw error;
        }
      });
      throw fail('transient', 'LATE');
    }
    if (fortune === 'die-after' || fortune === 'die-before') {
      if (fortune === 'die-after') work();
      return new Promise<T>(() => undefined);
    }
    if ('half' in fortune) {
      work(true);
      throw new ProviderFailure(
        { failure: fortune.half },
        { code: 'HALF', message: 'paper: HALF', partly: true },
      );
    }
    throw fail(fortune.refuse, fortune.refuse.toUpperCase(), fortune.retry_after);
  }

  const inZone = (zone: string): PaperRecord[] => [...records.values()].filter((row) => row.zone === zone);
  const same = (
    row: ProviderRecord,
    { name, type, value }: Pick<ProviderRecord, 'name' | 'type' | 'value'>,
  ): boolean => row.name === name && row.type === type && row.value === value;

  const provider: Provider<{ key: string }> = {
    id: more.id ?? 'paper',
    title: 'Paper',
    key_url: 'https://paper.example/keys',
    credentials: Type.Object({
      key: Type.String({ title: 'Key', description: 'The key', minLength: 1, writeOnly: true }),
    }),
    capabilities,
    endpoint: 'https://paper.example',
    classifyError: () => ({ failure: 'transient' }),
    open({ credentials: { key } }) {
      if (capabilities.list === 'none') {
        return {
          kind: 'names',
          put: (name, addresses) =>
            play(`put ${name} ${Object.keys(addresses).join(',')}`, key, (half) => {
              let changed = false;
              for (const [type, value] of Object.entries(addresses).slice(0, half ? 1 : 2)) {
                const id = `${name}/${type}`;
                const before = records.get(id) ?? null;
                if (before?.value === value) continue;
                changed = true;
                const after = { record_id: id, zone: 'example.com', name, type, value, ttl: 60, kept: {} };
                records.set(id, after);
                written.push({ before, after });
              }
              for (const type of capabilities.families_together ? ['A', 'AAAA'] : []) {
                if (!Object.hasOwn(addresses, type)) records.delete(`${name}/${type}`);
              }
              if (!changed && capabilities.no_op_is_abuse) throw fail('abuse', 'NOCHG');
              return changed ? ('changed' as const) : ('unchanged' as const);
            }),
        };
      }
      return {
        kind: 'records',
        zones: () => play('zones', key, () => [...zones]),
        list: (zone, { name, type }) =>
          play(`list ${zone} ${name ?? '*'}`, key, () => {
            if (capabilities.list === 'name' && (name === undefined || type === undefined)) {
              throw fail('config', 'NAME_WANTED');
            }
            if (!zones.includes(zone)) throw fail('config', 'NO_ZONE');
            return inZone(zone).filter(
              (row) => (name === undefined || row.name === name) && (type === undefined || row.type === type),
            );
          }),
        create: (zone, wish) =>
          play(`create ${wish.name}`, key, () => {
            if (!zones.includes(zone)) throw fail('config', 'NO_ZONE');
            if (inZone(zone).some((row) => same(row, wish))) throw fail('conflict', 'DUPLICATE');
            const record: PaperRecord = {
              ...wish,
              record_id: idFor(wish),
              ttl: wish.ttl ?? 300,
              kept: { comment: 'made' },
              zone,
            };
            records.set(record.record_id, record);
            written.push({ before: null, after: record });
            return record;
          }),
        update: (zone, record, change) =>
          play(`update ${record.name}`, key, () => {
            const standing = records.get(record.record_id);
            if (standing?.zone !== zone) throw fail('gone', 'GONE');
            const wanted = { ...standing, ...change };
            const others = inZone(zone).filter(({ record_id: id }) => id !== standing.record_id);
            if (others.some((row) => same(row, wanted))) throw fail('conflict', 'DUPLICATE');
            if (
              capabilities.no_op_is_abuse &&
              standing.value === wanted.value &&
              standing.ttl === wanted.ttl
            ) {
              throw fail('abuse', 'NO_OP');
            }
            records.delete(standing.record_id);
            const next = more.idsHoldValues === true ? { ...wanted, record_id: idFor(wanted) } : wanted;
            records.set(next.record_id, next);
            written.push({ before: standing, after: next });
            return next;
          }),
        remove: (zone, record) =>
          play(`remove ${record.name}`, key, () => {
            const before = records.get(record.record_id);
            if (before?.zone !== zone) throw fail('gone', 'GONE');
            records.delete(record.record_id);
            written.push({ before, after: null });
          }),
      };
    },
  };

  const paper: Paper = {
    provider,
    zones,
    records,
    calls,
    written,
    fortune: () => 'fine',
    key: 'right',
    stand(zone, record) {
      const whole = { type: 'A', ttl: 300, kept: { comment: 'not yours' }, ...record };
      const id = idFor(whole);
      records.set(id, { ...whole, record_id: id, zone });
      return id;
    },
    at: (name) =>
      [...records.values()]
        .filter((row) => row.name === name)
        .map(({ type, value }) => `${type} ${value}`)
        .sort(),
    settle() {
      for (const work of late.splice(0)) work();
    },
  };
  return paper;
}
