import { describe, expect, it } from 'vitest';
import type { Account, DnsProvider } from '../../../shared/api/ddns-accounts.ts';
import type { AddressSource } from '../../../shared/api/ddns-sources.ts';
import { fieldsOf } from '../../../renderer/components/schema-fields.ts';
import {
  accountChangeOf,
  draftFor,
  draftOfAccount,
  missingCredentials,
  missingIn,
  newAccountOf,
  zonesOf,
} from '../../../renderer/pages/accounts/account-draft.ts';
import { draftOfSource, newSourceOf, sourceChangeOf } from '../../../renderer/pages/sources/source-draft.ts';

const schema = {
  type: 'object',
  required: ['key', 'algorithm'],
  properties: {
    key: { type: 'string', title: 'Key', description: 'The key itself', writeOnly: true, maxLength: 200 },
    algorithm: { anyOf: [{ const: 'sha256' }, { const: 'sha512' }], default: 'sha512' },
    transport: { enum: ['udp', 'tcp'], title: 'Transport' },
    region: { type: 'string' },
  },
};
const provider: DnsProvider = {
  provider: 'paper',
  title: 'Paper',
  key_url: 'https://paper.example/keys',
  endpoint: 'https://api.paper.example',
  credentials: schema,
  capabilities: {
    list: 'zone',
    families: ['A', 'AAAA'],
    ttl: null,
    quota: {},
    refresh_days: null,
    no_op_is_abuse: false,
    families_together: false,
    zones_are_named: false,
  },
};
const account: Account = {
  account_id: 'a1',
  name: 'Home',
  provider: 'paper',
  endpoint: null,
  proxy: 'http://me@proxy.example:3128',
  zones: ['example.com'],
  credentials_set: ['key', 'algorithm'],
  state: 'ok',
  next_try: null,
  reason: null,
  revision: 1,
  created_at: '2026-11-20T08:00:00.000Z',
  updated_at: '2026-11-20T08:00:00.000Z',
};

describe('the fields of credentials', () => {
  it('follow the schema: words, secrets, choices, standards, what is needed', () => {
    expect(fieldsOf(schema)).toMatchObject([
      {
        key: 'key',
        title: 'Key',
        description: 'The key itself',
        isSecret: true,
        shape: 'text',
        isRequired: true,
        maxLength: 200,
        standard: undefined,
      },
      {
        key: 'algorithm',
        title: 'algorithm',
        description: undefined,
        isSecret: false,
        shape: 'choice',
        options: ['sha256', 'sha512'],
        standard: 'sha512',
        isRequired: true,
      },
      { key: 'transport', title: 'Transport', options: ['udp', 'tcp'], isRequired: false },
      { key: 'region', title: 'region', shape: 'text', options: [], isRequired: false },
    ]);
  });

  it('are none for what is no schema of fields, and free text for what it does not say', () => {
    expect(fieldsOf({})).toEqual([]);
    expect(fieldsOf({ properties: { odd: true } })).toMatchObject([
      { key: 'odd', shape: 'text', isSecret: false },
    ]);
    const mixed = { properties: { odd: { anyOf: [{ const: 'a' }, { type: 'string' }] } } };
    expect(fieldsOf(mixed)).toMatchObject([{ shape: 'text', options: [] }]);
  });
});

describe('the form of an account', () => {
  it('begins with the standards of its provider and tells what is missing', () => {
    const draft = draftFor(provider);
    expect(draft.credentials).toEqual({ algorithm: 'sha512' });
    expect(missingIn({ ...draft, name: ' ' }, provider)).toEqual(['name']);
    expect([...missingCredentials(draft, provider, undefined)]).toEqual([['key', 'missing']]);
  });

  it('wants the zones where a provider cannot be asked for them', () => {
    const named = { ...provider, capabilities: { ...provider.capabilities, zones_are_named: true } };
    const draft = { ...draftFor(named), credentials: { key: 'k', algorithm: 'sha256' } };
    expect(missingIn(draft, named)).toEqual(['zones']);
    expect(missingIn({ ...draft, zones: 'example.com' }, named)).toEqual([]);
  });

  it('sends empty fields as none and each zone once', () => {
    const draft = {
      ...draftFor(provider),
      credentials: { key: 'k', region: '' },
      zones: 'a.net, b.net\na.net',
    };
    expect(newAccountOf(draft)).toEqual({
      provider: 'paper',
      name: 'Paper',
      credentials: { key: 'k' },
      endpoint: null,
      proxy: null,
      zones: ['a.net', 'b.net'],
    });
    expect(zonesOf({ ...draft, zones: ' \n' })).toEqual([]);
  });

  it('keeps the name that was typed when the provider changes, and follows it where none was', () => {
    const other = { ...provider, provider: 'other', title: 'Other' };
    const typed = draftFor(provider);
    expect(draftFor(other, typed, provider).name).toBe('Other');
    expect(draftFor(other, { ...typed, name: 'Mine' }, provider).name).toBe('Mine');
  });

  it('sends nothing of what is kept unless it was typed anew', () => {
    const draft = draftOfAccount(account);
    expect(missingCredentials(draft, provider, account).size).toBe(0);
    expect(accountChangeOf(account, draft)).toEqual({});
    expect(accountChangeOf(account, { ...draft, credentials: { key: 'new' }, zones: '' })).toEqual({
      credentials: { key: 'new' },
      zones: [],
    });
  });
});

describe('the form of a source', () => {
  const services = [
    { id: 'ipify', kind: 'echo' },
    { id: 'google', kind: 'dns' },
  ] as const;
  const source: AddressSource = {
    source_id: 's1',
    name: 'Web',
    kind: 'echo',
    members: ['ipify', 'https://ip.example.net/'],
    quorum: 2,
    built_in: false,
    families: [],
    hosts: 0,
    revision: 1,
    created_at: '2026-11-20T08:00:00.000Z',
    updated_at: '2026-11-20T08:00:00.000Z',
  };

  it('tells services from own addresses, and sends nothing where nothing was changed', () => {
    const draft = draftOfSource(source, services);
    expect(draft).toMatchObject({ services: ['ipify'], urls: 'https://ip.example.net/', quorum: '2' });
    expect(sourceChangeOf(source, draft)).toEqual({});
    expect(sourceChangeOf(source, { ...draft, quorum: '3', urls: '' })).toEqual({
      members: ['ipify'],
      quorum: 3,
    });
  });

  it('sends of each kind its own members, and a quorum of one where nobody has to agree', () => {
    const draft = { ...draftOfSource(undefined, services), name: ' Fixed ', services: ['ipify'] };
    expect(newSourceOf({ ...draft, kind: 'static', ipv4: '203.0.113.7', ipv6: ' ' })).toEqual({
      name: 'Fixed',
      kind: 'static',
      members: ['203.0.113.7'],
      quorum: 1,
    });
    expect(newSourceOf({ ...draft, kind: 'interface' }).members).toEqual([]);
    expect(newSourceOf(draft)).toMatchObject({ kind: 'echo', members: ['ipify'], quorum: 2 });
  });
});
