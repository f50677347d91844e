import assert from 'node:assert/strict';
import type net from 'node:net';
import { AllowedNetworks } from '@eagle/service-kit/outbound';
import { eventually } from '@eagle/testing';
import type { FeedTest } from '../feed-connection.js';
import { openFeed } from '../open-feed.js';
import {
  announcement,
  answer,
  complete,
  cstring,
  description,
  failure,
  hostileServer,
  int16,
  int32,
  isPage,
  letIn,
  message,
  notice,
  pour,
  ready,
  row,
  setting,
  type HostileServer,
  type Hostility,
} from './hostile-server.fixture.js';
import { narrowMapping, networks } from './scada.fixture.js';
import { MESSAGE } from './server-messages.js';

const PASSWORD = 'plant-password';
const CONNECT_TIMEOUT_MS = 400;
const HEAP_GROWTH_BYTES_MAX = 80 * 1024 ** 2;
const options = { networks, connectTimeoutMs: CONNECT_TIMEOUT_MS };
const servers: HostileServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(hostility: Hostility): Promise<HostileServer> {
  const server = await hostileServer(hostility);
  servers.push(server);
  return server;
}

interface Looked extends FeedTest {
  readonly tookMs: number;
  readonly heard: string;
}

/** Tests the connection and one table, like an admin who sets up a feed. */
async function look(hostility: Hostility): Promise<Looked> {
  const server = await serve(hostility);
  const feed = openFeed(server.feed(), PASSWORD, options);
  const startedAtMs = performance.now();
  const heapBefore = process.memoryUsage().heapUsed;
  const reported = await feed.test('scans');
  const tookMs = performance.now() - startedAtMs;
  await feed.close();
  const { heapUsed, external } = process.memoryUsage();
  assert.ok(heapUsed - heapBefore < HEAP_GROWTH_BYTES_MAX, `${heapUsed - heapBefore} bytes more`);
  assert.ok(external < 256 * 1024 ** 2, `${external} bytes outside the heap`);
  assert.ok(reported.reason.length < 400 && reported.reason.endsWith('.'), reported.reason);
  return { ...reported, tookMs, heard: server.heard() };
}
const replying =
  (...bytes: Buffer[]): Hostility['reply'] =>
  (socket) =>
    socket.write(Buffer.concat(bytes)) || true;
const pouring =
  (before: Buffer, bytes: Buffer): Hostility['reply'] =>
  (socket) => {
    socket.write(before);
    pour(socket, bytes);
    return true;
  };

describe('a server whose answer', () => {
  const cases: Record<string, Hostility['reply']> = {
    'has rows without end': pouring(description(1), row('1')),
    'has long rows without end': pouring(description(1), row('x'.repeat(60_000))),
    'has one row of a gigabyte': pouring(
      Buffer.concat([description(1), Buffer.from([MESSAGE.dataRow]), int32(2 ** 30)]),
      Buffer.alloc(64 * 1024, 1),
    ),
    'has a cell that claims the bytes of others': replying(
      description(1),
      message(MESSAGE.dataRow, int16(1), int32(60_000), Buffer.from('1')),
      complete,
      ready,
    ),
    'has more cells than columns': replying(description(1), row('1', '2'), complete, ready),
    'has rows before they are described': replying(row('1'), complete, ready),
    'is described twice': replying(description(1), row('1'), description(1), row('1'), complete, ready),
    'has sixty thousand columns': replying(message(MESSAGE.rowDescription, int16(60_000)), complete, ready),
    'is described in a megabyte': replying(
      message(MESSAGE.rowDescription, int16(1), Buffer.alloc(2 ** 20, 0x61)),
      complete,
      ready,
    ),
    'is an error that never ends': replying(message(MESSAGE.error, Buffer.from('Mno end')), ready),
    'is an error without a field': replying(message(MESSAGE.error), ready),
    'is notices without end': pouring(description(1), notice('x'.repeat(1_000))),
    'is settings without end': pouring(description(1), setting('x', 'y'.repeat(1_000))),
    'is announcements without end': pouring(Buffer.alloc(0), announcement('x')),
    'is a copy that was not requested': replying(message(0x48, Buffer.from([0]), int16(0)), ready),
    'is unknown to the protocol': replying(message(0x7a, Buffer.from('?')), ready),
    'is not a message at all': replying(Buffer.alloc(64 * 1024, 0xff)),
  };
  for (const [name, reply] of Object.entries(cases)) {
    test(`${name} is cut off at once, and the status says so`, async () => {
      const { ok, problem, tookMs } = await look({ reply });
      assert.deepEqual([ok, problem], [false, 'source-misbehaves']);
      assert.ok(tookMs < 900, `before the statement's own end: ${tookMs} ms`);
    });
  }

  test('continues after it is ready is cut off, and the next read starts again', async () => {
    let isHostile = true;
    const reply: Hostility['reply'] = (socket) => {
      if (!isHostile) return false;
      isHostile = false;
      socket.write(Buffer.concat([answer(1, [['1']]), answer(1, [['2']])]));
      return true;
    };
    const server = await serve({ reply });
    const feed = openFeed(server.feed(), PASSWORD, options);
    await feed.test();
    await eventually(async () => assert.equal((await feed.test()).ok, true));
    assert.equal(server.connections(), 2);
    await feed.close();
  });

  test('is an error of two hundred kilobytes is reported in a few words', async () => {
    const { problem, reason } = await look({
      reply: replying(failure('XX000', `first\n\u0007words ${'x'.repeat(200_000)}`), ready),
    });
    assert.equal(problem, 'failed');
    assert.match(reason, /failed: first words x+ \(XX000\)\.$/);
  });

  test('ignores the limit of a page is cut off', async () => {
    const page = Buffer.concat(Array.from({ length: 1_000 }, (_, n) => row(`${n}`, '2025-01-01', '1', '7')));
    const server = await serve({
      reply: (socket, sql) =>
        isPage(sql) && /LIMIT \d{4}/.test(sql) && (pouring(description(4), page)?.(socket, sql) ?? false),
    });
    const feed = openFeed(server.feed(), PASSWORD, options);
    const mapping = narrowMapping();
    const start = await feed.startAt(mapping, 0);
    await assert.rejects(feed.poll(mapping, start), { code: 'FEED.SOURCE_MISBEHAVES' });
    await feed.close();
  });

  test('comes a byte at a time ends with the statement', async () => {
    const server = await serve({
      reply: (socket) => {
        socket.write(Buffer.concat([description(1), row('1').subarray(0, 8)]));
        const timer = setInterval(() => socket.write('\0'), 50);
        socket.on('close', () => clearInterval(timer));
        return true;
      },
    });
    const feed = openFeed(server.feed({ statementTimeoutMs: 100 }), PASSWORD, options);
    const { ok } = await feed.test('scans');
    assert.equal(ok, false);
    await feed.close();
  });
});

describe('a server that is nobody', () => {
  const greetings: Record<string, (socket: net.Socket) => void> = {
    'closes at once': (socket) => socket.destroy(),
    'says nothing': () => undefined,
    'speaks HTTP': (socket) => void socket.write('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n'),
    'speaks SSH': (socket) => void socket.write('SSH-2.0-OpenSSH_9.6\r\n'),
    'announces a gigabyte': (socket) => void socket.write(Buffer.from('R\x3f\xff\xff\xff', 'latin1')),
    'greets forever': (socket) => pour(socket, setting('a', 'b'.repeat(500))),
    'warns forever': (socket) => pour(socket, notice('wait')),
    'lets in forever': (socket) => pour(socket, letIn),
    'is ready before the sign-in is complete': (socket) => void socket.write(ready),
    'lets in and is never ready': (socket) => void socket.write(letIn),
    'sends rows as a greeting': (socket) =>
      void socket.write(Buffer.concat([letIn, description(1), row('1')])),
  };
  for (const [name, greet] of Object.entries(greetings)) {
    test(`${name} is reported like any unreachable server, in the same words and time`, async () => {
      const server = await serve({ greet });
      const feed = openFeed(server.feed(), PASSWORD, options);
      const startedAtMs = performance.now();
      const reported = await feed.test();
      const tookMs = performance.now() - startedAtMs;
      await feed.close();
      assert.deepEqual(
        [reported.ok, reported.problem, reported.reason],
        [false, 'unreachable', sentenceOf(server.port)],
      );
      assertSameTime(tookMs);
      assert.doesNotMatch(server.heard(), /plant-password/);
    });
  }

  const nowhere: Record<string, [string, AllowedNetworks]> = {
    'a closed port': ['127.0.0.1', networks],
    'a network that is not allowed': ['127.0.0.1', new AllowedNetworks()],
    'a name that does not exist': ['no-such-host.invalid', networks],
    'a Unix socket': ['/var/run/postgresql', networks],
    'no name': ['a b', networks],
  };
  for (const [name, [host, allowed]] of Object.entries(nowhere)) {
    test(`${name} is reported in the same words and time`, async () => {
      const server = await serve({});
      const feed = openFeed(server.feed({ host, port: 1 }), PASSWORD, { ...options, networks: allowed });
      const startedAtMs = performance.now();
      const reported = await feed.test();
      await feed.close();
      assert.deepEqual([reported.problem, reported.reason], ['unreachable', sentenceOf(1, host)]);
      assertSameTime(performance.now() - startedAtMs);
    });
  }
});

const sentenceOf = (port: number, host = '127.0.0.1'): string =>
  `The database at ${host}:${port} cannot be reached: check host, port and network, that it runs, and that the operator of the platform allows its network.`;

/** All take as long as the server that never answers. */
function assertSameTime(tookMs: number): void {
  assert.ok(tookMs >= CONNECT_TIMEOUT_MS - 20 && tookMs < 4 * CONNECT_TIMEOUT_MS, `${tookMs} ms`);
}

describe('a sign-in that gives the password away', () => {
  const scram = message(MESSAGE.authentication, int32(10), cstring('SCRAM-SHA-256'), Buffer.alloc(1));
  const steps: Record<string, Buffer> = {
    'in clear': message(MESSAGE.authentication, int32(3)),
    'as MD5': message(MESSAGE.authentication, int32(5), Buffer.from('salt')),
    'to Kerberos': message(MESSAGE.authentication, int32(7)),
    'in an unknown mechanism': message(MESSAGE.authentication, int32(10), cstring('PLAIN'), Buffer.alloc(1)),
  };
  for (const [name, step] of Object.entries(steps)) {
    test(`${name} is refused in one sentence, and no part of the password is sent`, async () => {
      const { ok, problem, reason, heard } = await look({ greet: (socket) => void socket.write(step) });
      assert.deepEqual([ok, problem], [false, 'insecure-connection']);
      assert.match(reason, /scram-sha-256/);
      assert.doesNotMatch(heard, /plant-password|md5[0-9a-f]{32}/);
    });
  }

  for (const rounds of [1, 4_095, 2_000_000_000]) {
    test(`in ${rounds} rounds is refused: too few are guessed from, too many keep us busy`, async () => {
      const server = await serve({
        greet: (socket) => {
          socket.write(scram);
          socket.once('data', (said) => {
            const nonce = /r=([^,]+)/.exec(said.toString('latin1'))?.[1] ?? '';
            const challenge = `r=${nonce}more,s=c2FsdA==,i=${rounds}`;
            socket.write(message(MESSAGE.authentication, int32(11), Buffer.from(challenge)));
          });
        },
      });
      const feed = openFeed(server.feed(), PASSWORD, options);
      assert.equal((await feed.test()).problem, 'insecure-connection');
      assert.doesNotMatch(server.heard(), /,p=/);
      await feed.close();
    });
  }
});

describe('a connection that hears of new rows', () => {
  test('is closed where announcements never end, and made again', async () => {
    let news = 0;
    const server = await serve({
      reply: (socket, sql) => {
        if (!sql.includes('LISTEN')) return false;
        socket.write(Buffer.concat([complete, ready]));
        pour(socket, announcement('news'));
        return true;
      },
    });
    const feed = openFeed(server.feed({ notifyChannel: 'news' }), PASSWORD, options);
    await feed.listen(() => (news += 1));
    await eventually(() => assert.ok(server.connections() >= 2));
    assert.ok(news <= 25_000, `${news} announcements were heard`);
    await feed.close();
  });
});
