import { describe, expect, it } from 'vitest';
import {
  currentIp,
  describeHost,
  judgeAll,
  judgeFamily,
  judgeHost,
  sentence,
  type Verdict,
} from '../../../electron/ddns/status.ts';
import type { Sighting } from '../../../electron/ddns/state.ts';
import { createWords } from '../../../shared/i18n/index.ts';
import { familyRecord, host } from './builders.ts';

const reason = (code: string) => ({ code, params: {} });
const saw = (more: Partial<Sighting> = {}): Sighting => ({
  detected: '192.168.1.20',
  reason: null,
  failed: false,
  adoption: [],
  next_try: null,
  ...more,
});
const published = familyRecord({ record_id: 'r1', published: '192.168.1.20', verification: 'verified' });

describe('the verdict on a family', () => {
  it.each<[string, ReturnType<typeof host>, typeof published, Sighting | null, string, string | null]>([
    ['right and proven', host(), published, saw(), 'ok', null],
    [
      'not proven yet',
      host(),
      { ...published, verification: 'pending' },
      saw(),
      'warning',
      'DDNS_VERIFY_PENDING',
    ],
    ['proven wrong', host(), { ...published, verification: 'mismatch' }, saw(), 'error', 'DDNS_NOT_PROVEN'],
    ['switched off', host({ enabled: false }), published, saw(), 'paused', 'DDNS_DISABLED'],
    ['not looked at since the start', host(), published, null, 'unknown', 'DDNS_NOT_CHECKED'],
    [
      'failed before the start',
      host(),
      { ...published, failure: reason('STORAGE_FULL') },
      null,
      'error',
      'STORAGE_FULL',
    ],
    [
      'failed now',
      host(),
      published,
      saw({ failed: true, reason: reason('DDNS_NAME_TAKEN') }),
      'error',
      'DDNS_NAME_TAKEN',
    ],
    [
      'waiting for its owner to say whose a value is',
      host(),
      familyRecord(),
      saw({
        failed: true,
        reason: reason('DDNS_NEEDS_ADOPTION'),
        adoption: [{ record_id: 'r9', value: '10.0.0.1', ttl: 60 }],
      }),
      'needs_adoption',
      'DDNS_NEEDS_ADOPTION',
    ],
    [
      'in trouble that passes by itself',
      host(),
      published,
      saw({ failed: true, reason: reason('DDNS_ACCOUNT_TROUBLE') }),
      'warning',
      'DDNS_ACCOUNT_TROUBLE',
    ],
    [
      'holding a new address back',
      host(),
      published,
      saw({ reason: reason('DDNS_HOLD_DOWN') }),
      'working',
      'DDNS_HOLD_DOWN',
    ],
    ['flapping', host(), published, saw({ reason: reason('DDNS_FLAPPING') }), 'warning', 'DDNS_FLAPPING'],
    [
      'without an address, as ever',
      host(),
      familyRecord(),
      saw({ detected: null, reason: reason('DDNS_NO_ADDRESS') }),
      'unknown',
      'DDNS_NO_ADDRESS',
    ],
    [
      'without the address it had',
      host(),
      published,
      saw({ detected: null, reason: reason('DDNS_ADDRESS_GONE') }),
      'warning',
      'DDNS_ADDRESS_GONE',
    ],
    [
      'with a refused address',
      host(),
      familyRecord(),
      saw({ detected: null, reason: reason('DDNS_ADDRESS_REFUSED') }),
      'warning',
      'DDNS_ADDRESS_REFUSED',
    ],
  ])('%s', (_, of, record, sighting, state, code) => {
    const verdict = judgeFamily(of, record, sighting);
    expect({ state: verdict.state, code: verdict.reason?.code ?? null }).toEqual({ state, code });
  });
});

describe('the verdict on a host', () => {
  const ok: Verdict = { state: 'ok', reason: null };
  const absent: Verdict = { state: 'unknown', reason: reason('DDNS_NO_ADDRESS') };
  const warning: Verdict = { state: 'warning', reason: reason('DDNS_ADDRESS_GONE') };
  const error: Verdict = { state: 'error', reason: reason('DDNS_NAME_TAKEN') };

  it('is the worst of its families', () => {
    expect(judgeHost([ok, warning])).toEqual(warning);
    expect(judgeHost([error, warning])).toEqual(error);
  });

  it('does not mind a family that never had an address', () => {
    expect(judgeHost([ok, absent])).toEqual(ok);
  });

  it('is a warning where no family has an address', () => {
    expect(judgeHost([absent, absent])).toEqual({ state: 'warning', reason: absent.reason });
  });
});

describe('the state of all names', () => {
  const of = (state: 'ok' | 'warning' | 'error', enabled = true) => ({ state, enabled });

  it('is the worst of those switched on', () => {
    expect(judgeAll([of('ok'), of('warning')], false)).toBe('warning');
    expect(judgeAll([of('ok'), of('error', false)], false)).toBe('ok');
  });

  it('is paused where all is well but nobody looks', () => {
    expect(judgeAll([of('ok')], true)).toBe('paused');
    expect(judgeAll([of('error')], true)).toBe('error');
  });

  it('is not known where there are none', () => expect(judgeAll([], false)).toBe('unknown'));
});

describe('a host as it is told', () => {
  const facts = {
    record: () => published,
    sighting: () => saw({ failed: true, reason: reason('DDNS_NOT_CHECKED') }),
  };

  it('has its reason in the words of the reader', () => {
    const one = host({ families: ['A'] });
    expect(describeHost(one, facts, createWords('en')).reason?.message).toBe('Not checked yet.');
    expect(describeHost(one, facts, createWords('zh-CN')).reason?.message).toMatch(/\p{Script=Han}/u);
  });

  it('changed last when its last family did', () => {
    const records = { A: { ...published, last_change: 1000 }, AAAA: { ...published, last_change: 5000 } };
    const told = describeHost(
      host(),
      { record: (_, family) => records[family], sighting: () => null },
      createWords('en'),
    );
    expect(told.last_change).toBe('1970-01-01T00:00:05.000Z');
  });
});

describe('the sentence', () => {
  const words = createWords('en');
  const ok = describeHost(host(), { record: () => published, sighting: () => saw() }, words);
  const bad = describeHost(
    host({ name: 'b.home.arpa' }),
    { record: () => published, sighting: () => saw({ failed: true, reason: reason('DDNS_NOT_CHECKED') }) },
    words,
  );

  it.each([
    ['ok', [], 'No names are kept yet'],
    ['ok', [ok], 'nas.home.arpa is right'],
    ['ok', [ok, ok], 'All 2 names are right'],
    ['error', [ok, bad], 'b.home.arpa is not well: Not checked yet.'],
    ['error', [bad, bad, ok], '2 of 3 names are not well'],
    ['paused', [ok], 'Automatic checks are paused'],
    ['unknown', [ok], 'Not checked yet'],
  ] as const)('for %s', (state, hosts, text) => expect(sentence(state, hosts, words)).toBe(text));
});

it('the single address is the first host’s, in the order of its families', () => {
  const detected = { A: '192.168.1.20', AAAA: 'fd00::20' };
  expect(
    currentIp(host({ families: ['AAAA', 'A'] }), (_, family) => saw({ detected: detected[family] })),
  ).toBe('fd00::20');
  expect(currentIp(host(), (_, family) => (family === 'A' ? null : saw({ detected: 'fd00::20' })))).toBe(
    'fd00::20',
  );
  expect(currentIp(undefined, () => saw())).toBeNull();
});
