import assert from 'node:assert/strict';
import { networkOf } from './network.js';

describe('networkOf', () => {
  test('takes an IPv4 address unchanged, also in its mapped form', () => {
    assert.equal(networkOf('192.0.2.7'), '192.0.2.7');
    assert.equal(networkOf('::ffff:192.0.2.7'), '192.0.2.7');
    assert.equal(networkOf('::FFFF:192.0.2.7'), '192.0.2.7');
  });

  test('takes the first 64 bits of an IPv6 address in any notation', () => {
    for (const address of [
      '2001:db8:1:2:3:4:5:6',
      '2001:0DB8:0001:0002::9',
      '2001:db8:1:2::',
      '2001:db8:1:2:0:0:1.2.3.4',
    ]) {
      assert.equal(networkOf(address), '2001:db8:1:2::/64', address);
    }
    assert.equal(networkOf('::1'), '0:0:0:0::/64');
    assert.equal(networkOf('fe80::1%eth0'), 'fe80:0:0:0::/64');
    assert.equal(networkOf('2001:db8::1:2:3:4:5'), '2001:db8:0:1::/64');
  });

  test('leaves a text that is no address unchanged', () => {
    assert.equal(networkOf('undefined'), 'undefined');
  });
});
