import { describe, expect, it } from 'vitest';
import { auditQueryOf, type AuditFilter } from '../../../renderer/api/audit-question.ts';
import { subjects, targetOf } from '../../../renderer/pages/access/audit/audit-entry.ts';
import { auditRoutes, type AuditEntry } from '../../../shared/api/audit.ts';
import { contract } from '../../../shared/api/index.ts';
import { LIVE_COMMAND } from '../../../shared/live/commands.ts';
import english from '../../../shared/i18n/access/en.json' with { type: 'json' };

const any: AuditFilter = { search: '', action: '', result: '', days: '', page: 1 };
const now = Date.parse('2026-11-20T08:00:00.000Z');
const [entry] = auditRoutes.listAudit.example.data as [AuditEntry];

describe('a question to the audit log', () => {
  it('asks for all where nothing is chosen', () => {
    expect(auditQueryOf(any, now)).toEqual({});
  });

  it('takes what looks like an address for one, and anything else for a user', () => {
    expect(auditQueryOf({ ...any, search: '192.168.1.20' }, now)).toEqual({ ip: '192.168.1.20' });
    expect(auditQueryOf({ ...any, search: 'FD00::2' }, now)).toEqual({ ip: 'fd00::2' });
    expect(auditQueryOf({ ...any, search: 'ada.b' }, now)).toEqual({ actor: 'ada.b' });
    expect(auditQueryOf({ ...any, search: 'decade' }, now)).toEqual({ actor: 'decade' });
  });

  it('counts days back from now', () => {
    const asked = auditQueryOf({ ...any, action: 'user.*', result: 'denied', days: '7' }, now);
    expect(asked).toEqual({ action: 'user.*', result: 'denied', since: '2026-11-13T08:00:00.000Z' });
  });
});

describe('an entry of the audit log', () => {
  it('is told by the name of what it was done to, else by its id', () => {
    expect(targetOf(entry)).toBe('eve');
    expect(targetOf({ ...entry, payload_redacted: { role: 'user' } })).toBe(entry.target_id);
    expect(targetOf({ ...entry, payload_redacted: null, target_id: null })).toBeNull();
    expect(targetOf({ ...entry, payload_redacted: null, target_id: entry.actor_id })).toBeNull();
  });

  it('has words for all that the contract says is told', () => {
    const actions = Object.values(contract).flatMap((area) =>
      Object.values(area).flatMap((route: object) =>
        'audit' in route && typeof route.audit === 'string' ? [route.audit] : [],
      ),
    );
    expect(actions.length).toBeGreaterThan(30);
    for (const action of [...actions, LIVE_COMMAND]) {
      const [subject = '', verb = ''] = action.split('.');
      expect(subjects, action).toContain(subject);
      expect(Object.keys(english.audit.verb), action).toContain(verb);
    }
    expect(Object.keys(english.audit.subject).sort()).toEqual([...subjects].sort());
  });
});
