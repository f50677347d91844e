import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { AllowedNetworks } from './allowed-networks.js';
import { connectOutbound } from './connect-outbound.js';
import { networkListSchema } from './network-settings.js';

const TIMEOUT_MS = 1_000;
const server = net.createServer();
let port: number;
let connections = 0;

beforeAll(async () => {
  server.on('connection', (socket) => {
    connections += 1;
    socket.on('error', () => undefined);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  port = address.port;
});
afterAll(() => server.close());

const loopback = networkListSchema.parse('127.0.0.1/32');
const notReachable = { code: 'OUTBOUND.NOT_REACHABLE', message: 'The address cannot be reached.' };

async function connects(
  host: string,
  networks: AllowedNetworks,
  lookUp?: (host: string) => Promise<readonly string[]>,
): Promise<string | undefined> {
  const options = { networks, timeoutMs: TIMEOUT_MS, ...(lookUp === undefined ? {} : { lookUp }) };
  const socket = await connectOutbound({ host, port }, options);
  const { remoteAddress } = socket;
  socket.destroy();
  return remoteAddress;
}

describe('a connection to an address from outside', () => {
  test('leads where it is allowed to', async () => {
    assert.equal(await connects('127.0.0.1', loopback), '127.0.0.1');
    assert.equal(await connects('localhost', loopback), '127.0.0.1');
  });

  test('leads nowhere else, however the address is written', async () => {
    const before = connections;
    const forms = [
      '127.0.0.1',
      'localhost',
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '127.1',
      '::ffff:127.0.0.1',
    ];
    for (const host of [
      ...forms,
      '0.0.0.0',
      '[::1]',
      '/tmp/socket',
      '@abstract',
      '',
      'a\nb',
      'x'.repeat(300),
    ])
      await assert.rejects(connects(host, new AllowedNetworks()), notReachable, host);
    assert.equal(connections, before);
  });

  test('resolves the name once, and connects to the resolved address', async () => {
    let asked = 0;
    const rebinding = async (): Promise<readonly string[]> => {
      asked += 1;
      return asked === 1 ? ['127.0.0.1'] : ['10.255.255.1'];
    };
    assert.equal(await connects('plant.example', loopback, rebinding), '127.0.0.1');
    assert.equal(asked, 1);
  });

  test('leaves out those addresses of a name that are not allowed, and tries the others', async () => {
    const before = connections;
    const several = async (): Promise<readonly string[]> => ['10.0.0.1', '169.254.169.254', '127.0.0.1'];
    assert.equal(await connects('plant.example', loopback, several), '127.0.0.1');
    assert.equal(connections, before + 1);
    const none = async (): Promise<readonly string[]> => ['10.0.0.1', '127.0.0.2'];
    await assert.rejects(connects('plant.example', loopback, none), notReachable);
  });

  test('goes on to the next address where one refuses', async () => {
    const networks = networkListSchema.parse('127.0.0.0/8');
    const dead = async (): Promise<readonly string[]> => ['127.0.0.9', '127.0.0.1'];
    assert.equal(await connects('plant.example', networks, dead), '127.0.0.1');
  });

  test('never leads to the platform itself, by address or by name', async () => {
    const before = connections;
    const own = loopback.without([{ host: 'platform.example', port }]);
    const lookUp = async (): Promise<readonly string[]> => ['127.0.0.1'];
    await assert.rejects(connects('127.0.0.1', own, lookUp), notReachable);
    await assert.rejects(connects('plant.example', own, lookUp), notReachable);
    assert.equal(connections, before);
  });

  test('ends in time where the name server never answers, and at once on abort', async () => {
    const never = (): Promise<readonly string[]> => new Promise(() => undefined);
    const options = { networks: loopback, lookUp: never };
    const startedAtMs = performance.now();
    await assert.rejects(
      connectOutbound({ host: 'a.example', port }, { ...options, timeoutMs: 100 }),
      notReachable,
    );
    const signal = AbortSignal.timeout(1);
    await assert.rejects(
      connectOutbound({ host: 'a.example', port }, { ...options, timeoutMs: 60_000, signal }),
      notReachable,
    );
    assert.ok(performance.now() - startedAtMs < 5_000);
  });
});
