import type { NetworkInterfaceInfo } from 'node:os';
import { AppError } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { lanAddress, lanAddresses } from './lan-address.js';

const of = (address: string, change: Partial<{ family: 'IPv4' | 'IPv6'; internal: boolean }> = {}) => {
  const common = { address, netmask: '', mac: '', internal: change.internal ?? false, cidr: null };
  return (
    change.family === 'IPv6' ? { ...common, family: 'IPv6', scopeid: 0 } : { ...common, family: 'IPv4' }
  ) satisfies NetworkInterfaceInfo;
};

describe('the address for a phone on the same network', () => {
  test('is of a private network, and of one that is not on this machine alone', () => {
    const interfaces = {
      lo: [of('127.0.0.1', { internal: true })],
      docker0: [of('172.17.0.1')],
      tun0: [of('10.8.0.2')],
      wlan0: [of('fe80::1', { family: 'IPv6' }), of('192.168.1.5')],
      eth0: [of('203.0.113.9')],
    };
    expect(lanAddresses(interfaces)).toEqual(['192.168.1.5', '172.17.0.1', '10.8.0.2']);
    expect(lanAddress(interfaces)).toBe('192.168.1.5');
  });

  test('is asked for in a sentence where there is none', () => {
    const refused = (): string => lanAddress({ lo: [of('127.0.0.1', { internal: true })], eth0: undefined });
    expect(refused).toThrow(AppError);
    expect(refused).toThrow(/connect it to the network of the phone, or leave --lan out/);
  });

  test('is never public, link-local or of the machine itself', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.array(fc.ipV4(), { maxLength: 3 })), (byName) => {
        const interfaces = Object.fromEntries(
          Object.entries(byName).map(([name, addresses]) => [name, addresses.map((each) => of(each))]),
        );
        for (const address of lanAddresses(interfaces)) {
          expect(address).toMatch(/^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/);
        }
      }),
    );
  });
});
