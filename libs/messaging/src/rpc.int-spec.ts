import assert from 'node:assert/strict';
import type { RpcContract } from '@eagle/contracts/bus';
import { AppError } from '@eagle/contracts/domain';
import { z } from 'zod';
import { eventually, testNats, type TestNats } from './bus.fixture.js';
import type { RequestBus } from './bus.types.js';
import { correlationId, withCorrelation } from './correlation.js';
import { codeOfKind, ERROR_KINDS } from './error-codes.fixture.js';

const contract = <Q extends z.ZodType, A extends z.ZodType>(
  name: string,
  request: Q,
  reply: A,
  audience: 'one' | 'each' = 'one',
): RpcContract<Q, A> => ({
  service: 'training',
  name,
  request,
  reply,
  audience,
  timeoutMs: 2_000,
  askedBy: [],
});

const double = contract('double', z.object({ n: z.number().default(21) }), z.object({ n: z.number() }));

describe('a request over the bus', () => {
  let nats: TestNats;
  let asking: RequestBus;
  let answering: RequestBus;
  beforeAll(async () => {
    nats = await testNats();
    asking = await nats.connect();
    answering = await nats.connect();
  });
  afterAll(() => nats.close());

  test('is answered, with defaults filled in on the way', async () => {
    const served = await answering.serve(double, ({ n }) => ({ n: n * 2 }));
    assert.deepEqual(await asking.ask(double, {}), { n: 42 });
    await served.stop();
    await assert.rejects(asking.ask(double, {}), { code: 'RPC.NO_RESPONDER', kind: 'unavailable' });
  });

  test('is still answered if it was delivered before the server learned that the subscription ends', async () => {
    for (let round = 0; round < 20; round += 1) {
      const leaving = await answering.serve(double, ({ n }) => ({ n }));
      const staying = await asking.serve(double, ({ n }) => ({ n }));
      const asked = Array.from({ length: 20 }, (_, n) => asking.ask(double, { n }));
      const left = leaving.stop();
      assert.equal((await Promise.all(asked)).length, 20);
      await Promise.all([left, staying.stop()]);
    }
  });

  test('is shared among replicas where one is enough', async () => {
    const named = contract('who', z.object({}), z.object({ replica: z.string() }));
    const served = await Promise.all([
      answering.serve(named, () => ({ replica: 'a' })),
      asking.serve(named, () => ({ replica: 'b' })),
    ]);
    const replies = await Promise.all(Array.from({ length: 100 }, () => asking.ask(named, {})));
    assert.deepEqual([...new Set(replies.map(({ replica }) => replica))].toSorted(), ['a', 'b']);
    await Promise.all(served.map((one) => one.stop()));
  });

  test('brings back every kind of error as it was thrown', async () => {
    const failing = contract('fail', z.object({ kind: z.enum(ERROR_KINDS) }), z.object({}));
    await answering.serve(failing, ({ kind }) => {
      throw new AppError(codeOfKind(kind), `it is ${kind}`, { failures: 0 });
    });
    for (const kind of ERROR_KINDS) {
      const expected = new AppError(codeOfKind(kind), '');
      await assert.rejects(asking.ask(failing, { kind }), {
        name: 'AppError',
        code: codeOfKind(kind),
        kind,
        message: `it is ${kind}`,
        details: { failures: 0 },
        retryable: expected.retryable,
      });
    }
  });

  test('does not show the internals of a bug to outsiders', async () => {
    const broken = contract('broken', z.object({}), z.object({}));
    await answering.serve(broken, () => {
      throw new TypeError('secret detail');
    });
    await assert.rejects(asking.ask(broken, {}), (error: unknown) => {
      assert.ok(error instanceof AppError);
      assert.equal(error.code, 'RPC.HANDLER_FAILED');
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
  });

  test('is refused where it does not fit its contract, on either side', async () => {
    const loose = contract('strict', z.object({}), z.object({}));
    const strict = contract('strict', z.object({ n: z.number() }), z.object({ n: z.number() }));
    await answering.serve(strict, () => ({ n: Number.NaN }));
    await assert.rejects(asking.ask(loose, {}), { code: 'RPC.REQUEST_INVALID', kind: 'invalid' });
    await assert.rejects(asking.ask(strict, { n: Number.NaN }), { code: 'RPC.REQUEST_INVALID' });
    await assert.rejects(asking.ask(strict, { n: 1 }), { code: 'RPC.REPLY_INVALID', kind: 'bug' });
  });

  test('ends at its deadline', async () => {
    const slow = contract('slow', z.object({}), z.object({}));
    let release: () => void = () => undefined;
    await answering.serve(slow, async () => {
      await new Promise<void>((resolve) => (release = resolve));
      return {};
    });
    await assert.rejects(asking.ask(slow, {}, { timeoutMs: 50 }), { code: 'RPC.TIMEOUT', kind: 'timeout' });
    release();
  });

  test('reaches every replica, and counts those that answered in time', async () => {
    const warm = contract('warm', z.object({}), z.object({ replica: z.string() }), 'each');
    assert.deepEqual(await asking.askEach(warm, {}, { expect: 2 }), []);
    await answering.serve(warm, () => ({ replica: 'a' }));
    await asking.serve(warm, () => {
      throw new AppError('MODEL.FILE_DAMAGED', 'hash differs');
    });
    const replies = await asking.askEach(warm, {}, { expect: 2 });
    assert.deepEqual(replies.map((reply) => (reply.ok ? reply.reply.replica : reply.error.code)).toSorted(), [
      'MODEL.FILE_DAMAGED',
      'a',
    ]);
    const startedMs = Date.now();
    assert.equal((await asking.askEach(warm, {}, { expect: 3, timeoutMs: 150 })).length, 2);
    assert.ok(Date.now() - startedMs >= 140);
  });

  test('carries the correlation id into the handler and back out of it', async () => {
    const inner = contract('inner', z.object({}), z.object({ id: z.string() }));
    const outer = contract('outer', z.object({}), z.object({ id: z.string() }));
    await answering.serve(inner, () => ({ id: correlationId() ?? '' }));
    await answering.serve(outer, () => answering.ask(inner, {}));
    assert.deepEqual(await withCorrelation('request-7', () => asking.ask(outer, {})), { id: 'request-7' });
    assert.deepEqual(await asking.ask(outer, {}), { id: '' });
  });

  test('is answered again after the server was killed', async () => {
    await answering.serve(double, ({ n }) => ({ n: n * 2 }));
    await nats.killAndRestart();
    // A request sent during the outage is lost, so each attempt must end well before the next could
    // succeed.
    await eventually(() => asking.ask(double, { n: 1 }, { timeoutMs: 200 }).catch(() => null), 5_000);
  });
});

describe('connecting', () => {
  test('fails in plain words where nothing listens', async () => {
    const nats = await testNats();
    await nats.server.stop();
    await assert.rejects(nats.connect({ connectTimeoutMs: 300 }), {
      code: 'BUS.UNREACHABLE',
      kind: 'unavailable',
    });
    await nats.close();
  });

  test('waits for a server that starts later', async () => {
    const nats = await testNats();
    await nats.server.stop();
    const connecting = nats.connect();
    await nats.server.restart();
    assert.equal((await connecting).connected, true);
    await nats.close();
  });
});
