import { describe, expect, it } from 'vitest';
import { asMachineKnows, detect } from '../../../electron/ddns/detect.ts';
import { address } from './builders.ts';

const byDefault = null;
const lan4 = address('192.168.1.20');
const lan6 = address('fd00::20');
const other4 = address('10.8.0.2', { interface: 'wg0' });

describe('detect', () => {
  it('reads the interface with the default route, one family at a time', () => {
    const reading = { addresses: [lan4, lan6, other4], default_interface: { A: 'eth0', AAAA: 'eth0' } };
    expect(detect(reading, byDefault, 'A')).toEqual({ ok: true, origin: 'eth0', addresses: [lan4] });
    expect(detect(reading, byDefault, 'AAAA')).toEqual({ ok: true, origin: 'eth0', addresses: [lan6] });
  });

  it('reads the named interface, whatever the default route says', () => {
    const reading = { addresses: [lan4, other4], default_interface: { A: 'eth0', AAAA: null } };
    expect(detect(reading, 'wg0', 'A')).toEqual({ ok: true, origin: 'wg0', addresses: [other4] });
  });

  it('takes the other family’s default route where this one has none', () => {
    const reading = { addresses: [lan4, lan6], default_interface: { A: 'eth0', AAAA: null } };
    expect(detect(reading, byDefault, 'AAAA')).toMatchObject({ origin: 'eth0', addresses: [lan6] });
    const only6 = { addresses: [lan4, lan6], default_interface: { A: null, AAAA: 'eth0' } };
    expect(detect(only6, byDefault, 'A')).toMatchObject({ origin: 'eth0', addresses: [lan4] });
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
    expect(detect(reading, 'eth7', 'A')).toEqual({
      ok: false,
      reason: { code: 'DDNS_INTERFACE_MISSING', params: { interface: 'eth7' } },
    });
  });

  it('knows that there is nothing where the interface has no address of the family', () => {
    const reading = { addresses: [lan4], default_interface: { A: 'eth0', AAAA: null } };
    expect(detect(reading, 'eth0', 'AAAA')).toEqual({ ok: true, origin: 'eth0', addresses: [] });
  });
});

describe('an address that others saw', () => {
  const temporary = address('2a02::aaaa', { temporary: true });
  const lasting = address('2a02::1');
  const reading = { addresses: [temporary, lasting], default_interface: { A: null, AAAA: 'eth0' } };

  it('is taken as the machine knows it', () => {
    expect(asMachineKnows('2a02::1', 'AAAA', 'echo', reading)).toBe(lasting);
  });

  it('stands for a lasting one of the same network where it is a privacy address', () => {
    expect(asMachineKnows('2a02::aaaa', 'AAAA', 'echo', reading)).toBe(lasting);
  });

  it.each([
    ['there is none', []],
    ['the others are of another network', [address('2a03::1')]],
    ['the others are about to go', [address('2a02::2', { deprecated: true })]],
    ['the others are not proven yet', [address('2a02::2', { tentative: true })]],
    ['the others are on another interface', [address('2a02::2', { interface: 'wg0' })]],
  ])('stays the privacy address, which is refused, where %s', (_, others) => {
    const seen = { ...reading, addresses: [temporary, ...others] };
    expect(asMachineKnows('2a02::aaaa', 'AAAA', 'echo', seen)).toBe(temporary);
  });

  it('is itself where the machine does not know it: a router’s', () => {
    expect(asMachineKnows('1.1.1.1', 'A', 'echo', reading)).toMatchObject({
      address: '1.1.1.1',
      interface: 'echo',
      prefix_length: 32,
    });
    expect(asMachineKnows('2a05::1', 'AAAA', 'echo', null)).toMatchObject({ prefix_length: 64 });
  });
});
