/**
 * One life of an installation with accounts on paper, watched from outside: what it may publish is worked out here a
 * second time, and what it wrote is taken from the paper, not from its own word.
 */
import { expect } from 'vitest';
import type { Provider, RecordAccess, NameAccess } from '../../../electron/ddns/providers/provider.ts';
import type { StoredHost } from '../../../electron/ddns/model.ts';
import { UserError } from '../../../electron/kernel/errors.ts';
import type { Family } from '../../../shared/api/ddns.ts';
import { createWords } from '../../../shared/i18n/index.ts';
import { createPaper, type Fortune, type Paper, type PaperRecord } from '../../fakes/paper-provider.ts';
import { openHome, readingOf, seen, type Addresses, type Fate, type Home, type World } from './home.ts';
import { isGlobal } from './special-ranges.ts';

/** What an account's provider is like. */
export type Kind = 'zone' | 'name' | 'values' | 'names' | 'names-together';

/** What goes wrong while something is done: for each call and each transaction in turn; fine after the last. */
export interface Luck {
  readonly fortunes: readonly Fortune[];
  readonly fates: readonly Fate[];
}

/** Something that happens. */
export type Action =
  | { readonly kind: 'machine'; readonly addresses: Addresses }
  | { readonly kind: 'members'; readonly say: readonly (readonly string[])[] }
  | { readonly kind: 'update'; readonly by: 'manual' | 'force' | 'schedule'; readonly luck: Luck }
  | { readonly kind: 'pass'; readonly ms: number; readonly luck: Luck }
  | { readonly kind: 'jump'; readonly ms: number }
  | { readonly kind: 'restart' }
  | { readonly kind: 'foreign'; readonly at: number; readonly family: Family }
  | { readonly kind: 'foreign-change'; readonly at: number; readonly how: 'value' | 'ttl' | 'remove' }
  | { readonly kind: 'adopt'; readonly at: number; readonly which: number; readonly as: 'own' | 'foreign' }
  | {
      readonly kind: 'edit';
      readonly at: number;
      readonly change:
        | { readonly families: Family[] }
        | { readonly ttl: number | null }
        | { readonly label: number }
        | { readonly enabled: boolean };
    }
  | { readonly kind: 'edit-account'; readonly at: number };

const families: readonly Family[] = ['A', 'AAAA'];
const zones = ['example.com', 'example.net'];
const labels = ['nas', 'www', 'cam', 'tv'];
const members = ['one', 'two', 'three'];
/** What an edit may ask for, seconds. */
export const wishedTtls = [60, 900];
const HOLD_DOWN_MS = 60_000;
/** A write on its way arrives within this time, ms. */
const LATEST_MS = 55_000;
const QUOTA = { calls: 6, per: 120_000 };
/** Addresses of the end, unlike all others. */
const LAST = { A: '4.4.4.4', AAAA: '2a02:4::4' };

const turn = () => new Promise((resolve) => setImmediate(resolve));
const isOf = (family: Family, address: string): boolean => address.includes(':') === (family === 'AAAA');

function paperOf(kind: Kind, at: number): Paper {
  const id = `paper${String(at)}`;
  const quota = { write: [QUOTA] };
  const zone = zones[at] ?? '';
  const isNames = kind === 'names' || kind === 'names-together';
  const list = isNames ? 'none' : kind === 'name' ? 'name' : 'zone';
  const paper = createPaper({
    id,
    capabilities: { list, quota, families_together: kind === 'names-together', no_op_is_abuse: isNames },
    idsHoldValues: kind === 'values',
  });
  paper.zones.splice(0, 1, zone);
  return paper;
}

/** What may be agreed on for a source and family, worked out from what was shown to the program. */
interface Agreement {
  /** Any of these may be what the program holds now. */
  allowed: Set<string>;
  /** Since when what is shown now is shown without a break, ms of the clock that nobody sets. */
  readonly since: Map<string, number>;
  /** Until something of it was written, whatever was shown may be what was agreed on first. */
  isBegun: boolean;
}

/** Begins a life with these accounts and names. `echo`: the names ask members, instead of the machine. */
export async function begin(
  world: World,
  kinds: readonly Kind[],
  hosts: readonly { readonly account: number; readonly echo: boolean }[],
) {
  const papers = kinds.map(paperOf);
  const words = createWords('en');
  const agreements = new Map<string, Agreement>();
  /** Records of somebody else, as they must stand. */
  const foreign = new Map<string, { readonly paper: Paper; readonly record: PaperRecord }>();
  const keyOf = (paper: Paper, recordId: string): string => `${paper.provider.id} ${recordId}`;
  /** Names and families that were let go where nothing can be removed: what stands there is nobody's. */
  const letGo = new Set<string>();
  const writeTimes: number[][] = papers.map(() => []);
  let says: readonly (readonly string[])[] = [[], [], []];
  let process = { alive: true };
  let made = 0;
  /** Until when a write may be on its way, ms of the clock that nobody sets. */
  let lateUntil = 0;
  let isDying = false;

  /** A process that has ended asks nobody any more, and no timer of it fires. */
  function bodyOf(own: { alive: boolean }): World {
    const after: World['clock']['after'] = (ms, fn) =>
      world.clock.after(ms, () => {
        if (own.alive) fn();
      });
    const mortal = (provider: Provider): Provider => ({
      ...provider,
      open(account, ports) {
        const access = provider.open(account, ports);
        const verbs = Object.entries(access).map(([verb, run]: [string, unknown]) =>
          typeof run === 'function'
            ? [
                verb,
                (...input: unknown[]): unknown =>
                  own.alive
                    ? (run as (...all: unknown[]) => unknown)(...input)
                    : new Promise(() => undefined),
              ]
            : [verb, run],
        );
        return Object.fromEntries(verbs) as RecordAccess | NameAccess;
      },
    });
    world.network.providers = papers.map(({ provider }) => mortal(provider));
    return Object.create(world, {
      clock: { value: { ...world.clock, after } satisfies World['clock'] },
    }) as World;
  }

  world.network.services = members.map((id) => ({
    id,
    title: id,
    kind: 'echo',
    families: [...families],
    operator: id,
  }));
  world.network.askMember = (_kind, member, family) => {
    const address = says[members.indexOf(member)]?.find((text) => isOf(family, text)) ?? null;
    const problem = address === null ? 'timeout' : null;
    return Promise.resolve({ member, family, address, problem, elapsed_ms: 1 });
  };
  world.network.askAuthorities = (questions) =>
    Promise.resolve(
      questions.map(({ name, type }) => [
        {
          server: 'ns',
          values: papers.flatMap((paper) =>
            [...paper.records.values()]
              .filter((row) => row.name === name && row.type === type)
              .map(({ value }) => value),
          ),
        },
      ]),
    );

  let home: Home = await openHome(bodyOf(process));
  const service = () => home.ddns.service;
  const list = (): readonly StoredHost[] => service().hosts.list();

  for (const { host_id } of list()) await service().hosts.remove(host_id, 'keep');
  const accountIds: string[] = [];
  for (const [at, { provider }] of papers.entries()) {
    const { account_id } = await home.ddns.accounts.create({
      name: `Account ${String(at)}`,
      provider: provider.id,
      credentials: { key: 'right' },
    });
    accountIds.push(account_id);
  }
  const echo = home.ddns.sources.entities.list().find(({ kind }) => kind === 'echo');
  for (const [at, wish] of hosts.entries()) {
    const account = wish.account % papers.length;
    await service().hosts.create({
      name: `${labels[at] ?? ''}.${zones[account] ?? ''}`,
      account_id: accountIds[account] ?? '',
      source: wish.echo
        ? { kind: 'source', source_id: echo?.source_id ?? '' }
        : { kind: 'interface', interface: null },
    });
  }

  const accountAt = ({ account_id: id }: StoredHost): number => accountIds.indexOf(id ?? '');
  const paperAt = (host: StoredHost): Paper => {
    const paper = papers[accountAt(host)];
    if (!paper) throw new Error('A name without an account');
    return paper;
  };
  const isNames = (paper: Paper): boolean => paper.provider.capabilities.list === 'none';
  const at = (index: number): StoredHost => {
    const host = list()[index % list().length];
    if (!host) throw new Error('There are no names');
    return host;
  };
  const slot = (row: Pick<PaperRecord, 'name' | 'type'>): string => `${row.name} ${row.type}`;

  /** What a source shows for a family now, that may be published. */
  function shown(source: StoredHost['source']['kind'], family: Family): string[] {
    const addresses = (): string[] => {
      if (source === 'source') {
        const votes = members.map((_, index) => says[index]?.find((text) => isOf(family, text)) ?? null);
        return votes.filter(
          (vote) => vote !== null && votes.filter((one) => one === vote).length >= 2,
        ) as string[];
      }
      if (world.reading instanceof Error || world.reading.default_interface[family] === null) return [];
      return world.reading.addresses.map(({ address }) => address).filter((text) => isOf(family, text));
    };
    return [...new Set(addresses().filter((text) => isGlobal(text)))];
  }

  const agreementOf = (source: StoredHost['source']['kind'], family: Family): Agreement => {
    const key = `${source} ${family}`;
    const known = agreements.get(key) ?? { allowed: new Set(), since: new Map(), isBegun: false };
    agreements.set(key, known);
    return known;
  };

  /** Takes in what is shown now; what was asked for by hand counts at once. */
  function agree(manual: boolean): void {
    for (const source of ['source', 'interface'] as const) {
      for (const family of families) {
        const { allowed, since, isBegun } = agreementOf(source, family);
        const now = shown(source, family);
        for (const address of since.keys()) if (!now.includes(address)) since.delete(address);
        for (const address of now) if (!since.has(address)) since.set(address, world.clock.elapsed());
        if (now.length === 0) continue;
        for (const address of now) {
          const lasted = world.clock.elapsed() - (since.get(address) ?? 0) >= HOLD_DOWN_MS;
          if (manual || !isBegun || lasted) allowed.add(address);
        }
      }
    }
  }

  async function reopen(): Promise<void> {
    process.alive = false;
    home.close();
    world.fate = () => 'fine';
    isDying = false;
    process = { alive: true };
    await world.clock.advance(5);
    home = await openHome(bodyOf(process));
  }

  /** What happens to calls and transactions from now on. */
  function give({ fortunes, fates }: Luck): void {
    const nextFortunes = [...fortunes];
    const nextFates = [...fates];
    world.fate = () => {
      const fate = nextFates.shift() ?? 'fine';
      if (fate === 'die-before' || fate === 'die-after') isDying = true;
      return fate;
    };
    papers.forEach((paper, index) => {
      paper.fortune = (call) => {
        if (!/^(zones|list)/.test(call)) writeTimes[index]?.push(world.clock.elapsed());
        const fortune = nextFortunes.shift() ?? 'fine';
        if (fortune === 'die-after' || fortune === 'die-before') isDying = true;
        if (fortune === 'late') lateUntil = world.clock.elapsed() + LATEST_MS;
        if (fortune === 'late')
          world.clock.after(LATEST_MS, () => {
            paper.settle();
          });
        return fortune;
      };
    });
  }

  const isIdle = (): boolean =>
    service()
      .grounds.all()
      .every((runner) => runner.running() === null);

  /** Until nothing runs any more, or what runs has died. */
  async function rest(): Promise<void> {
    for (let turns = 0; turns < 400; turns++) {
      await turn();
      if (isDying && turns > 40) break;
      if (!isDying && turns > 4 && isIdle()) break;
      if (turns % 50 === 49) {
        agree(false);
        await world.clock.advance(1000);
      }
    }
    if (isDying) await reopen();
    else expect(isIdle()).toBe(true);
    give({ fortunes: [], fates: [] });
  }

  /** What a refusal of an owner's wish is; anything else is a bug. */
  async function wish(what: Promise<unknown>): Promise<void> {
    await what.catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
    });
  }

  function stand(host: StoredHost, family: Family): void {
    const paper = paperAt(host);
    made++;
    const value = family === 'A' ? `9.9.9.${String(made)}` : `2a02:9::${made.toString(16)}`;
    const record = {
      name: host.name,
      type: family,
      value,
      ttl: 700 + made,
      kept: { comment: `theirs ${String(made)}` },
    };
    if (isNames(paper)) {
      const id = `${host.name}/${family}`;
      // What is on its way to a name that nobody can list writes over whatever comes before it.
      if (paper.records.has(id) || world.clock.elapsed() <= lateUntil) return;
      paper.records.set(id, { ...record, record_id: id, zone: zones[0] ?? '' });
      foreign.set(keyOf(paper, id), { paper, record: paper.records.get(id)! });
      return;
    }
    const id = paper.stand(zones[accountAt(host)] ?? '', record);
    foreign.set(keyOf(paper, id), { paper, record: paper.records.get(id)! });
  }

  function changeForeign(index: number, how: 'value' | 'ttl' | 'remove'): void {
    const [key, entry] = [...foreign][index % Math.max(1, foreign.size)] ?? [];
    if (key === undefined || entry === undefined) return;
    const { paper, record } = entry;
    const { record_id: id } = record;
    foreign.delete(key);
    paper.records.delete(id);
    if (how === 'remove') return;
    made++;
    const value = record.type === 'A' ? `9.9.9.${String(made)}` : `2a02:9::${made.toString(16)}`;
    const next = how === 'ttl' ? { ...record, ttl: 700 + made } : { ...record, value };
    const holdsValue = id.endsWith(record.value);
    const nextId = holdsValue ? `${next.name}/${next.type}/${next.value}` : id;
    const whole = { ...next, record_id: nextId };
    paper.records.set(nextId, whole);
    foreign.set(keyOf(paper, nextId), { paper, record: whole });
  }

  async function adopt(host: StoredHost, which: number, as: 'own' | 'foreign'): Promise<void> {
    const told = service()
      .status(words)
      .hosts.find(({ host_id }) => host_id === host.host_id);
    const waiting = (told?.families ?? []).filter(({ adoption }) => adoption.length > 0);
    const family = waiting[which % Math.max(1, waiting.length)];
    if (!family) return;
    const chosen = family.adoption[which % family.adoption.length];
    if (as === 'foreign') {
      await wish(service().hosts.adopt(host.host_id, { family: family.family, as }));
      return;
    }
    await wish(service().hosts.adopt(host.host_id, { family: family.family, record_id: chosen?.record_id }));
    foreign.delete(keyOf(paperAt(host), chosen?.record_id ?? ''));
  }

  async function edit(host: StoredHost, change: Extract<Action, { kind: 'edit' }>['change']): Promise<void> {
    if (!('label' in change)) {
      await wish(service().hosts.update(host.host_id, change));
      return;
    }
    const name = `${labels[change.label % labels.length] ?? ''}.${zones[accountAt(host)] ?? ''}`;
    if (isNames(paperAt(host)) && name !== host.name)
      for (const family of families) letGo.add(`${host.name} ${family}`);
    await wish(service().hosts.update(host.host_id, { name }));
  }

  async function update(by: 'manual' | 'force' | 'schedule'): Promise<void> {
    agree(by !== 'schedule');
    if (by === 'schedule') service().checkSoon('schedule');
    else (await service().update(by === 'force')).job.done.catch(() => undefined);
    await rest();
  }

  /** Time passes in steps, so that what it starts is carried out in between. */
  async function pass(ms: number): Promise<void> {
    const step = Math.max(1000, ms / 12);
    for (let left = ms; left > 0 && !isDying; left -= step) {
      agree(false);
      await world.clock.advance(Math.min(step, left));
      agree(false);
      for (let turns = 0; turns < 6; turns++) await turn();
    }
    await rest();
  }

  async function act(next: Action): Promise<void> {
    await world.clock.advance(5);
    switch (next.kind) {
      case 'machine':
        world.reading = readingOf(next.addresses);
        return;
      case 'members':
        says = next.say;
        return;
      case 'update':
        give(next.luck);
        return update(next.by);
      case 'pass':
        give(next.luck);
        return pass(next.ms);
      case 'jump':
        world.clock.set(world.clock.now() + next.ms);
        return;
      case 'restart':
        return reopen();
      case 'foreign':
        stand(at(next.at), next.family);
        return;
      case 'foreign-change':
        changeForeign(next.at, next.how);
        return;
      case 'adopt':
        return adopt(at(next.at), next.which, next.as);
      case 'edit':
        return edit(at(next.at), next.change);
      case 'edit-account': {
        const id = accountIds[next.at % accountIds.length] ?? '';
        agree(false);
        await wish(home.ddns.accounts.update(id, { credentials: { key: 'right' } }));
        return rest();
      }
    }
  }

  let looked = papers.map(() => 0);

  /** What must hold at any moment. */
  function look(): void {
    for (const { paper, record } of foreign.values()) {
      expect(paper.records.get(record.record_id)).toEqual(record);
    }
    papers.forEach((paper, index) => {
      const fresh = paper.written.slice(looked[index]);
      for (const { before, after } of fresh) {
        if (before && after && !isNames(paper)) {
          expect(after.kept).toEqual(before.kept);
          expect([before.ttl, ...wishedTtls]).toContain(after.ttl);
        }
        if (after === null || after.value === before?.value) continue;
        const family = after.type as Family;
        const possible = (['source', 'interface'] as const).flatMap((source) => [
          ...agreementOf(source, family).allowed,
        ]);
        expect(isGlobal(after.value)).toBe(true);
        expect(possible).toContain(after.value);
        for (const source of ['source', 'interface'] as const) {
          const agreement = agreementOf(source, family);
          agreement.isBegun ||= agreement.allowed.has(after.value);
        }
      }
      const times = writeTimes[index] ?? [];
      for (const end of times) {
        const inWindow = times.filter((time) => time <= end && time > end - QUOTA.per);
        expect(inWindow.length).toBeLessThanOrEqual(QUOTA.calls);
      }
    });
    looked = papers.map(({ written }) => written.length);
  }

  /** Nothing goes wrong any more, and time enough passes for every wait. */
  async function goodTimes(): Promise<void> {
    give({ fortunes: [], fates: [] });
    world.reading = seen(LAST.A, LAST.AAAA);
    says = members.map(() => [LAST.A, LAST.AAAA]);
    await world.clock.advance(LATEST_MS + 5000);
    agree(false);
    for (const id of accountIds) await home.ddns.accounts.update(id, { credentials: { key: 'right' } });
    await rest();
    for (const { host_id } of list()) await service().hosts.update(host_id, { enabled: true });
    for (let round = 0; round < 5; round++) {
      await pass(round === 0 ? 27 * 3_600_000 : 6 * 60_000);
      await update('manual');
    }
    look();
  }

  /** Exactly one record for each name and family that wants one, and nothing else of ours. */
  function checkPaper(): void {
    const told = service().status(words).hosts;
    const wanted: string[] = [];
    for (const host of list()) {
      const paper = paperAt(host);
      for (const family of host.families) {
        const status = told.find(({ host_id }) => host_id === host.host_id);
        const { state, reason } = status?.families.find((one) => one.family === family) ?? {};
        const others = [...foreign.values()].filter(
          (entry) => entry.paper === paper && entry.record.name === host.name && entry.record.type === family,
        );
        const isLetGo = letGo.has(`${host.name} ${family}`);
        if (others.length > 0 || isLetGo) {
          if (state === 'needs_adoption' || reason?.code === 'DDNS_NAME_TAKEN') continue;
        }
        expect([host.name, family, state, reason?.code]).toEqual([host.name, family, 'ok', undefined]);
        wanted.push(`${host.name} ${family} ${LAST[family]}`);
      }
    }
    const own = papers.flatMap((paper) =>
      [...paper.records.values()]
        .filter(({ record_id: id }) => !foreign.has(keyOf(paper, id)))
        // What was let go stands where nothing can be removed.
        .filter((row) => !isNames(paper) || wanted.includes(`${slot(row)} ${row.value}`))
        .map((row) => `${slot(row)} ${row.value}`),
    );
    expect(own.sort()).toEqual(wanted.sort());
  }

  /** Every change on paper is told once, and nothing else is told. */
  async function checkHistory(): Promise<void> {
    const rows = await home.history();
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const told = rows
      .filter(({ result }) => result === 'created' || result === 'updated' || result === 'removed')
      .map(({ host, family, previous_ip, ip }) => `${host} ${family} ${previous_ip ?? '-'} ${ip ?? '-'}`);
    const happened = papers.flatMap(({ written }) =>
      written.map(
        ({ before, after }) => `${slot((after ?? before)!)} ${before?.value ?? '-'} ${after?.value ?? '-'}`,
      ),
    );
    expect(told.sort()).toEqual(happened.sort());
    const open = home.database.query<{ ddns_operations: object }>().selectFrom('ddns_operations').selectAll();
    expect(await open.execute()).toEqual([]);
  }

  return {
    act,
    look,
    goodTimes,
    checkPaper,
    checkHistory,
    close: () => {
      process.alive = false;
      home.close();
    },
  };
}
