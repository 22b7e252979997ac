import { describe, expect, it } from 'vitest';
import type { HostState } from '../../../shared/api/ddns.ts';
import { overall } from '../../../renderer/pages/overview/overall.ts';

const host = (name: string, state: HostState, enabled = true) => ({
  name,
  state,
  enabled,
  reason: state === 'error' ? { code: 'DDNS_NAME_TAKEN', params: {}, message: `why ${name}` } : null,
});
const answer = (...hosts: ReturnType<typeof host>[]) => overall({ ddns_enabled: true, hosts });

describe('the answer to "is my name right?"', () => {
  it('names the only name that is kept', () => {
    expect(answer(host('nas', 'ok'))).toMatchObject({
      state: 'ok',
      text: 'overall.one_ok',
      params: { name: 'nas' },
    });
  });

  it('counts several, without those switched off', () => {
    const all = answer(host('nas', 'ok'), host('cam', 'ok'), host('old', 'paused', false));
    expect(all).toMatchObject({ state: 'ok', text: 'overall.all_ok', params: { count: 2 } });
  });

  it('puts an error before a warning, with its reason', () => {
    const worst = answer(host('a', 'warning'), host('b', 'error'), host('c', 'ok'));
    expect(worst).toMatchObject({ state: 'error', text: 'overall.one_error', reason: 'why b' });
  });

  it('counts the unwell where there are several', () => {
    const several = answer(host('a', 'warning'), host('b', 'warning'), host('c', 'ok'));
    expect(several).toMatchObject({
      text: 'overall.some_warning',
      params: { count: 2, total: 3 },
      reason: null,
    });
  });

  it('says paused only where nothing is wrong', () => {
    const paused = (state: HostState) => overall({ ddns_enabled: false, hosts: [host('nas', state)] }).text;
    expect(paused('ok')).toBe('overall.paused');
    expect(paused('error')).toBe('overall.one_error');
  });

  it('never calls right what was not checked', () => {
    expect(answer(host('nas', 'ok'), host('cam', 'unknown')).text).toBe('overall.unknown');
    expect(answer().text).toBe('overall.none');
    expect(answer(host('nas', 'paused', false)).text).toBe('overall.all_off');
  });
});
