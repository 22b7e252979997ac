import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { createAudit, type Audit } from '../../../../electron/auth/audit/audit.ts';
import { auditMigrations } from '../../../../electron/auth/audit/migrations.ts';
import { redactPayload } from '../../../../electron/auth/audit/redact.ts';
import { createActing, type Actor } from '../../../../electron/kernel/acting.ts';
import type { AuditEvent } from '../../../../electron/kernel/audit.ts';
import { createEventBus } from '../../../../electron/kernel/events.ts';
import type { Database } from '../../../../electron/kernel/database.ts';
import { createFileKeyStore } from '../../../../electron/kernel/key-store.ts';
import { createSecretBox, secretMigrations } from '../../../../electron/kernel/secret-box.ts';
import { createVirtualClock, type VirtualClock } from '../../../fakes/virtual-clock.ts';
import { listen, newDatabase, newFolder } from '../../kernel/folder.ts';

const DAY = 24 * 3600_000;
const admin: Actor = {
  kind: 'session',
  id: 'u1',
  name: 'admin',
  ip: '192.168.1.2',
  ua: 'Firefox',
  request_id: 'r1',
};

let database: Database;
let clock: VirtualClock;
let audit: Audit;
/** Actions that were told of as recorded. */
let told: string[];
let acting: ReturnType<typeof createActing>;

beforeEach(async () => {
  const folder = newFolder();
  database = await newDatabase({ ...secretMigrations, ...auditMigrations }, folder);
  clock = createVirtualClock();
  const logger = listen();
  const stores = [createFileKeyStore(folder, logger)];
  const secretBox = await createSecretBox({ database, stores, clock, logger });
  acting = createActing();
  const events = createEventBus({ database, logger });
  told = [];
  events.on('audit.recorded', ({ action }) => told.push(action));
  audit = createAudit({ database, secretBox, clock, acting, logger, events });
});

const record = (action: string, more: Partial<AuditEvent> = {}): Promise<void> =>
  acting.run(admin, () => audit.record({ action, ...more }));
const all = async () => (await audit.list({}, { limit: 1000, offset: 0 })).rows;
const run = (text: string) => sql.raw(text).execute(database.query());

describe('an entry', () => {
  it('is told of once it is there, whoever wrote it, and not where it is undone', async () => {
    await record('user.create');
    await audit.with({ action: 'role.create' }, () => Promise.resolve());
    const undone = database.transact(async () => {
      await record('key.create');
      expect(told).not.toContain('key.create');
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    audit.note({ action: 'auth.sign_in', result: 'failure' });
    await audit.stop();
    expect(told).toEqual(['user.create', 'role.create', 'auth.sign_in']);
    expect((await all()).length).toBe(3);
  });

  it('tells who, what, whom, from where and what became of it', async () => {
    await record('user.create', {
      target_type: 'user',
      target_id: 'u2',
      payload: { username: 'eve', password: 'canary', nested: { api_key: 'canary', key_id: 'k1' } },
    });
    const [row] = await all();
    expect(row).toMatchObject({
      seq: 1,
      actor_kind: 'session',
      actor_id: 'u1',
      actor: 'admin',
      action: 'user.create',
      target_type: 'user',
      target_id: 'u2',
      ip: '192.168.1.2',
      ua: 'Firefox',
      result: 'success',
      request_id: 'r1',
      created_at: clock.now(),
    });
    expect(JSON.parse(row?.payload_redacted ?? '')).toEqual({
      username: 'eve',
      password: '•••',
      nested: { api_key: '•••', key_id: 'k1' },
    });
  });

  it('commits with the change it tells of, or neither does', async () => {
    await run('CREATE TABLE things (name TEXT)');
    const change = (fails: boolean): Promise<void> =>
      database.transact(async () => {
        await run("INSERT INTO things VALUES ('one')");
        await record('thing.create');
        if (fails) throw new Error('The disk is full');
      });
    await expect(change(true)).rejects.toThrow('full');
    expect(await all()).toEqual([]);
    await change(false);
    expect(await all()).toHaveLength(1);
    expect((await audit.verify()).fault).toBeNull();
  });

  it('many at once stand in one chain', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, index) => record(`thing.${index}`)));
    expect(await audit.verify()).toMatchObject({ entries: 50, fault: null });
  });
});

describe('the log', () => {
  beforeEach(async () => {
    for (let index = 0; index < 6; index++) {
      await clock.advance(DAY);
      await record(index % 2 === 0 ? 'user.create' : 'key.rotate', index === 5 ? { result: 'denied' } : {});
    }
  });

  it('is changed by nobody, the program’s own statements included', async () => {
    await expect(run("UPDATE audit_log SET actor = 'x'")).rejects.toThrow('append-only');
    await expect(run('DELETE FROM audit_log WHERE seq = 6')).rejects.toThrow('append-only');
  });

  it.each([
    ["UPDATE audit_log SET action = 'other' WHERE seq = 3", { seq: 3, problem: 'altered' }],
    ['DELETE FROM audit_log WHERE seq = 2', { seq: 2, problem: 'missing' }],
    ['DELETE FROM audit_log WHERE seq = 6', { seq: 6, problem: 'missing' }],
    ['DELETE FROM audit_log', { seq: 1, problem: 'missing' }],
    ['DELETE FROM audit_state', { seq: 0, problem: 'head' }],
    ['UPDATE audit_state SET newest = 5; DELETE FROM audit_log WHERE seq = 6', { seq: 5, problem: 'head' }],
    ['UPDATE audit_state SET begun_at = 1', { seq: 6, problem: 'head' }],
    ["UPDATE audit_state SET sealing_key = x'00'", { seq: 6, problem: 'head' }],
  ])('shows what somebody with the file did to it: %s', async (statement, fault) => {
    await run('DROP TRIGGER audit_log_no_change');
    await run('DROP TRIGGER audit_log_no_removal');
    for (const one of statement.split(';')) await run(one);
    expect((await audit.verify()).fault).toEqual(fault);
  });

  it('is listed by what one asks for, the newest first', async () => {
    const actions = async (filter: Parameters<Audit['list']>[0], page = { limit: 10, offset: 0 }) => {
      const { rows, total } = await audit.list(filter, page);
      return [total, ...rows.map(({ seq }) => seq)];
    };
    expect(await actions({})).toEqual([6, 6, 5, 4, 3, 2, 1]);
    expect(await actions({}, { limit: 2, offset: 2 })).toEqual([6, 4, 3]);
    expect(await actions({ action: 'key.rotate' })).toEqual([3, 6, 4, 2]);
    expect(await actions({ action: 'user.*' })).toEqual([3, 5, 3, 1]);
    expect(await actions({ action: 'use.*' })).toEqual([0]);
    expect(await actions({ result: 'denied' })).toEqual([1, 6]);
    expect(await actions({ actor: 'admin', ip: '192.168.1.2' })).toEqual([6, 6, 5, 4, 3, 2, 1]);
    expect(await actions({ actor: 'nobody' })).toEqual([0]);
    const until = clock.now();
    expect(await actions({ since: until - 2 * DAY, until })).toEqual([2, 5, 4]);
  });

  it('is pruned up to a checkpoint, and is whole after it', async () => {
    expect(await audit.prune(clock.now() - 2 * DAY)).toBe(3);
    expect(await audit.verify()).toMatchObject({ entries: 4, fault: null });
    await record('user.delete');
    expect(await audit.verify()).toMatchObject({ entries: 5, fault: null });
    expect(await audit.prune(clock.now() - 2 * DAY)).toBe(0);
    expect(await audit.prune(clock.now() + 1)).toBe(5);
    await record('user.delete');
    expect(await audit.verify()).toMatchObject({ entries: 2, fault: null, checkpoint: { seq: 8 } });
    expect((await all()).map(({ seq, action }) => [seq, action])).toEqual([
      [10, 'user.delete'],
      [9, 'audit.prune'],
    ]);
  });

  it('shows a checkpoint that is a lie', async () => {
    await audit.prune(clock.now() - 2 * DAY);
    await run("INSERT INTO audit_checkpoints VALUES (5, 'x', 1, 'y')");
    await run('DELETE FROM audit_log WHERE seq <= 5');
    expect((await audit.verify()).fault).toEqual({ seq: 5, problem: 'checkpoint' });
  });
});

describe('what is left of a payload', () => {
  it('never holds a value under a name of a secret', () => {
    const names = [
      'password',
      'new_password',
      'client_secret',
      'refresh_token',
      'totp_code',
      'Authorization',
      'cookie',
    ];
    const payload = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.integer(),
        fc.constant(null),
        tie('list'),
        tie('object'),
      ),
      list: fc.array(tie('value'), { maxLength: 4 }),
      object: fc.dictionary(fc.constantFrom('name', ...names), tie('value')),
    })).object;
    const canary = 'canary-1a2b3c';
    fc.assert(
      fc.property(payload, fc.constantFrom(...names), (tree, name) => {
        const text = JSON.stringify(redactPayload({ ...(tree as object), deep: [{ [name]: canary }] }));
        expect(text).not.toContain(canary);
      }),
    );
  });

  it('is not without end', () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 1000; level++) deep = { deep };
    const text = JSON.stringify(redactPayload({ long: 'x'.repeat(10_000), many: Array(1000).fill(1), deep }));
    expect(text.length).toBeLessThan(1000);
  });
});
