import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import { feedSchema } from '@eagle/contracts/domain';
import type { FeedTest } from '../feed-connection.js';
import { openFeed } from '../open-feed.js';
import { answer, int32, letIn, message, ready } from './hostile-server.fixture.js';
import { networks } from './scada.fixture.js';
import { MESSAGE } from './server-messages.js';

/**
 * Made for these tests and used for nothing else: the name `localhost`, its own authority, until
 * the year 2120.
 */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg72AwBHeaDk75CDAO
nHSLIrJNbAzjcjZz0KfElTgAx1ehRANCAATkHY9gsx2NcnIcHTRo927VldZnpKiC
FWRtbW+Hcxyz96wtbK9uYZsnvhNKCKh7FM/ze1IDqohcI33UZCRjirbr
-----END PRIVATE KEY-----`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBYTCCAQegAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOQdj2CzHY1ychwd
NGj3btWV1mekqIIVZG1tb4dzHLP3rC1sr25hmye+E0oIqHsUz/N7UgOqiFwjfdRk
JGOKtuujSDBGMA8GA1UdEwEB/wQFMAMBAf8wFAYDVR0RBA0wC4IJbG9jYWxob3N0
MB0GA1UdDgQWBBTt43vXNEQWEwW40cH5xCWm9jRWYDAKBggqhkjOPQQDAgNIADBF
AiEAmHllKQGGQ84sAnQE/ejWTgLog7OyxwTDeQjFwM83rzICIFgKD5Wr2vY5w/Rj
TrXSW/0WO9zyCd/UYDd7tzcOSB6E
-----END CERTIFICATE-----`;
const PASSWORD = 'plant-password';
const cleartext = message(MESSAGE.authentication, int32(3));
const trusted = tls.getCACertificates('default');
const closers: (() => void)[] = [];

afterEach(() => {
  tls.setDefaultCACertificates(trusted);
  for (const close of closers.splice(0)) close();
});

interface SecureServer {
  readonly port: number;
  readonly heard: string[];
  /** Names that clients asked for in the handshake. */
  readonly names: string[];
}

/** @param reply  To the question for TLS. */
async function secureServer(reply: Buffer): Promise<SecureServer> {
  const [heard, names]: [string[], string[]] = [[], []];
  const context = tls.createSecureContext({ key: KEY, cert: CERTIFICATE });
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    closers.push(() => socket.destroy());
    socket.once('data', () => {
      socket.write(reply);
      if (reply.toString() === 'N') return;
      const secured = new tls.TLSSocket(socket, {
        isServer: true,
        secureContext: context,
        SNICallback: (name, done) => {
          names.push(name);
          done(null, context);
        },
      });
      secured.on('error', () => undefined);
      const replies = [cleartext, Buffer.concat([letIn, ready]), answer(1, [['1']])];
      secured.on('data', (chunk: Buffer) => {
        heard.push(chunk.toString('latin1'));
        const next = replies.shift();
        if (next !== undefined) secured.write(next);
      });
    });
  });
  closers.push(() => server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0, heard, names };
}

async function look(server: SecureServer, host: string): Promise<FeedTest> {
  const place = { kind: 'postgres', host, port: server.port, database: 'plant', user: 'reader' };
  const feed = openFeed(feedSchema.parse({ ...place, tls: true }), PASSWORD, {
    networks,
    connectTimeoutMs: 2_000,
  });
  try {
    return await feed.test();
  } finally {
    await feed.close();
  }
}

describe('a feed over TLS', () => {
  test('gives the password by any method to a server with a valid certificate and name, requested by its name', async () => {
    tls.setDefaultCACertificates([CERTIFICATE]);
    const server = await secureServer(Buffer.from('S'));
    assert.deepEqual(await look(server, 'localhost').then(({ ok, reason }) => [ok, reason]), [
      true,
      'The connection works.',
    ]);
    assert.deepEqual(server.names, ['localhost']);
    assert.match(server.heard.join(''), /plant-password/);
  });

  test('gives nothing to a server with an untrusted certificate', async () => {
    const server = await secureServer(Buffer.from('S'));
    const { problem, reason } = await look(server, 'localhost');
    assert.equal(problem, 'insecure-connection');
    assert.match(reason, /certificate of localhost is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)/);
    assert.deepEqual(server.heard, []);
  });

  test('gives nothing to a server with a certificate for another name', async () => {
    tls.setDefaultCACertificates([CERTIFICATE]);
    const server = await secureServer(Buffer.from('S'));
    const { problem, reason } = await look(server, '127.0.0.1');
    assert.equal(problem, 'insecure-connection');
    assert.match(reason, /ERR_TLS_CERT_ALTNAME_INVALID/);
    assert.deepEqual(server.heard, []);
  });

  test('gives nothing to a server that offers no TLS', async () => {
    const server = await secureServer(Buffer.from('N'));
    const { problem, reason } = await look(server, 'localhost');
    assert.equal(problem, 'insecure-connection');
    assert.match(reason, /offers no TLS/);
    assert.deepEqual(server.heard, []);
  });

  test('accepts no data injected before the handshake', async () => {
    tls.setDefaultCACertificates([CERTIFICATE]);
    const server = await secureServer(Buffer.concat([Buffer.from('S'), letIn, ready]));
    assert.equal((await look(server, 'localhost')).problem, 'unreachable');
    assert.deepEqual(server.heard, []);
  });
});
