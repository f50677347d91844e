import fc from 'fast-check';
import { readableAddress } from './readable-address.js';

describe('the address of a request', () => {
  test.each([
    ['/alarms?find=%E0%A4%A', '/alarms?find=%E0%A4%A'],
    ['/assets/%F0%9F%94%A5', '/assets/%F0%9F%94%A5'],
    ['/assets/%E0%A4%A', '/assets/%25E0%25A4%25A'],
    ['/assets/%zz?from=%zz', '/assets/%25zz?from=%zz'],
    ['/%', '/%25'],
  ])('%s is read as %s', (address, readable) => {
    expect(readableAddress(address)).toBe(readable);
  });

  test('can always be decoded, and stays as it is where it could be', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('/', '%', '2', 'f', 'E', '0', '?', '#', 'x') }),
        (text) => {
          const path = readableAddress(`/${text}`).split(/[?#]/, 1)[0] ?? '';
          expect(() => decodeURIComponent(path)).not.toThrow();
          expect(readableAddress(path)).toBe(path);
        },
      ),
    );
  });
});
