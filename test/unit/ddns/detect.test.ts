import { describe, expect, it } from 'vitest';
import { detect } from '../../../electron/ddns/detect.ts';
import { address } from './builders.ts';

const byDefault = { kind: 'interface', interface: null } as const;
const named = (name: string) => ({ kind: 'interface', interface: name }) as const;
const lan4 = address('192.168.1.20');
const lan6 = address('fd00::20');
const other4 = address('10.8.0.2', { interface: 'wg0' });

describe('detect', () => {
  it('reads the interface with the default route, one family at a time', () => {
    const reading = { addresses: [lan4, lan6, other4], default_interface: { A: 'eth0', AAAA: 'eth0' } };
    expect(detect(reading, byDefault, 'A')).toEqual({ ok: true, interface: 'eth0', addresses: [lan4] });
    expect(detect(reading, byDefault, 'AAAA')).toEqual({ ok: true, interface: 'eth0', addresses: [lan6] });
  });

  it('reads the named interface, whatever the default route says', () => {
    const reading = { addresses: [lan4, other4], default_interface: { A: 'eth0', AAAA: null } };
    expect(detect(reading, named('wg0'), 'A')).toEqual({ ok: true, interface: 'wg0', addresses: [other4] });
  });

  it('takes the other family’s default route where this one has none', () => {
    const reading = { addresses: [lan4, lan6], default_interface: { A: 'eth0', AAAA: null } };
    expect(detect(reading, byDefault, 'AAAA')).toMatchObject({ interface: 'eth0', addresses: [lan6] });
    const only6 = { addresses: [lan4, lan6], default_interface: { A: null, AAAA: 'eth0' } };
    expect(detect(only6, byDefault, 'A')).toMatchObject({ interface: 'eth0', addresses: [lan4] });
  });

  it('does not know without any default route', () => {
    const reading = { addresses: [lan4], default_interface: { A: null, AAAA: null } };
    expect(detect(reading, byDefault, 'A')).toEqual({
      ok: false,
      reason: { code: 'DDNS_NO_DEFAULT_ROUTE', params: {} },
    });
  });

  it('does not know where the named interface is not there', () => {
    const reading = { addresses: [lan4], default_interface: { A: 'eth0', AAAA: null } };
    expect(detect(reading, named('eth7'), 'A')).toEqual({
      ok: false,
      reason: { code: 'DDNS_INTERFACE_MISSING', params: { interface: 'eth7' } },
    });
  });

  it('knows that there is nothing where the interface has no address of the family', () => {
    const reading = { addresses: [lan4], default_interface: { A: 'eth0', AAAA: null } };
    expect(detect(reading, named('eth0'), 'AAAA')).toEqual({ ok: true, interface: 'eth0', addresses: [] });
  });
});
