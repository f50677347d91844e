import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AllowedNetworks } from './allowed-networks.js';
import { networkRule, type NetworkRule } from './network-rule.js';
import { networkListSchema, outboundConfigShape, outboundNetworks } from './network-settings.js';
import { z } from 'zod';

const nothingListed = new AllowedNetworks([], [], () => []);
const allowing = (list: string): AllowedNetworks => networkListSchema.parse(list);

describe('networks that may be connected to', () => {
  test('are the public ones where nothing is listed', () => {
    for (const address of ['8.8.8.8', '93.184.216.34', '2606:4700:4700::1111', '::ffff:8.8.8.8'])
      assert.equal(nothingListed.admits(address, 5432), true, address);
  });

  test('exclude loopback, private, link-local, shared, special and metadata addresses, in every notation', () => {
    const refused = [
      '127.0.0.1',
      '127.9.8.7',
      '0.0.0.0',
      '10.0.0.1',
      '172.16.5.4',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '100.100.100.200',
      '168.63.129.16',
      '192.0.0.192',
      '198.18.0.1',
      '203.0.113.9',
      '224.0.0.1',
      '240.0.0.1',
      '255.255.255.255',
      '::',
      '::1',
      'fe80::1',
      'fe80::1%eth0',
      'fec0::1',
      'fc00::1',
      'fd00:ec2::254',
      'ff02::1',
      '2001:db8::1',
      '4000::1',
      '::ffff:127.0.0.1',
      '::ffff:a00:1',
      '::127.0.0.1',
      '::ffff:0:127.0.0.1',
      '64:ff9b::10.0.0.1',
      '64:ff9b::7f00:1',
      '64:ff9b:1::a00:1',
      '2002:7f00:1::1',
      '2001::1',
    ];
    for (const address of refused) assert.equal(nothingListed.admits(address, 5432), false, address);
  });

  test('are reached through NAT64 where the address behind it is public', () => {
    assert.equal(nothingListed.admits('64:ff9b::8.8.8.8', 5432), true);
  });

  test('are no text that a resolver does not give', () => {
    for (const text of ['', 'localhost', '2130706433', '0x7f.1', '0177.0.0.1', '127.1', '8.8.8.8/32', '/tmp'])
      assert.equal(nothingListed.admits(text, 5432), false, text);
  });

  test('are those listed, on every port or on the one listed', () => {
    const networks = allowing('10.20.0.0/16, 127.0.0.1/32:5433,[fd00::/8]:5432,192.168.7.9');
    assert.equal(networks.admits('10.20.3.4', 1), true);
    assert.equal(networks.admits('10.21.3.4', 1), false);
    assert.equal(networks.admits('127.0.0.1', 5433), true);
    assert.equal(networks.admits('::ffff:127.0.0.1', 5433), true);
    assert.equal(networks.admits('127.0.0.1', 5432), false);
    assert.equal(networks.admits('127.0.0.2', 5433), false);
    assert.equal(networks.admits('fd12::1', 5432), true);
    assert.equal(networks.admits('fd12::1', 5433), false);
    assert.equal(networks.admits('192.168.7.9', 5432), true);
    assert.equal(networks.admits('192.168.7.10', 5432), false);
  });

  test('are never those of the platform itself, through whatever address of its machine', () => {
    const networks = new AllowedNetworks([...rulesOf('0.0.0.0/0'), ...rulesOf('::/0')], [], () => [
      '127.0.0.1',
      '10.0.0.7',
      'fd00::7',
    ]);
    const own = [
      { host: '127.0.0.1', port: 5432 },
      { host: '172.18.0.2', port: 4222 },
    ];
    for (const address of [
      '127.0.0.1',
      '127.5.5.5',
      '::1',
      '0.0.0.0',
      '10.0.0.7',
      'fd00::7',
      '::ffff:10.0.0.7',
    ])
      assert.equal(networks.admits(address, 5432, own), false, address);
    assert.equal(networks.admits('127.0.0.1', 5433, own), true);
    assert.equal(networks.admits('10.0.0.8', 5432, own), true);
    assert.equal(networks.admits('172.18.0.2', 4222, own), false);
    assert.equal(networks.admits('::ffff:172.18.0.2', 4222, own), false);
    assert.equal(networks.admits('172.18.0.3', 4222, own), true);
  });

  test('admit no IPv4 address as IPv6 that they refuse as IPv4', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.tuple(octet, octet, octet, octet), (octets) => {
        const plain = nothingListed.admits(octets.join('.'), 1);
        assert.equal(nothingListed.admits(`::ffff:${octets.join('.')}`, 1), plain);
        assert.equal(nothingListed.admits(`64:ff9b::${octets.join('.')}`, 1), plain);
      }),
    );
  });
});

const rulesOf = (text: string): NetworkRule[] => {
  const rule = networkRule(text);
  return rule === null ? [] : [rule];
};

describe('the setting', () => {
  const schema = z.object(outboundConfigShape);

  test('names an invalid block or endpoint', () => {
    for (const wrong of [
      '10.0.0.0/33',
      '10.0.0/8',
      'plant.example',
      '10.0.0.1:70000',
      '::1/129',
      '0x7f.1',
      '10.0.0.0/8/8',
    ]) {
      const parsed = schema.safeParse({ FEED_NETWORKS_ALLOWED: `10.0.0.0/8,${wrong}` });
      assert.match(parsed.error?.issues[0]?.message ?? '', new RegExp(`^"${wrong}" is no block`));
    }
    const parsed = schema.safeParse({ FEED_ENDPOINTS_DENIED: 'postgres' });
    assert.match(parsed.error?.issues[0]?.message ?? '', /^"postgres" is no host and port/);
  });

  test('leaves out the servers that the service itself uses', () => {
    const config = schema.parse({
      FEED_NETWORKS_ALLOWED: '127.0.0.0/8',
      FEED_ENDPOINTS_DENIED: 'metrics:9090',
    });
    const urls = ['nats://127.0.0.1:4222,nats://nats', 'postgresql://eagle@127.0.0.1/eagle'];
    assert.deepEqual(outboundNetworks(config, urls).ownEndpoints, [
      { host: 'metrics', port: 9_090 },
      { host: '127.0.0.1', port: 4_222 },
      { host: 'nats', port: 4_222 },
      { host: '127.0.0.1', port: 5_432 },
    ]);
  });
});
