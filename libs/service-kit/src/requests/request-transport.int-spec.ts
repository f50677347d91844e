import assert from 'node:assert/strict';
import { AppError, type ServiceName } from '@eagle/contracts/domain';
import { correlationId, withCorrelation } from '@eagle/messaging';
import {
  Controller,
  Inject,
  type OnApplicationShutdown,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import * as z from 'zod';
import { Logger } from '../logger.js';
import type { RunningService } from '../start-service.js';
import { Answers } from './answers.js';
import { Asker, CorrelationId, Stopping } from './request-context.js';
import { RequestGate } from './request-gate.js';
import { RequestTransport } from './request-transport.js';
import { requestOfTraining, requestWorld, type RequestWorld } from './request-world.fixture.js';

const number = z.object({ n: z.number() });
const DOUBLE = requestOfTraining('double', z.object({ n: z.number().default(21) }), number);
const WHO = requestOfTraining(
  'who',
  z.object({}),
  z.object({ asker: z.string(), id: z.string().nullable(), idInside: z.string() }),
);
const REFUSE = requestOfTraining('refuse', z.object({}), z.object({}));
const BREAK = requestOfTraining('break', z.object({}), z.object({}));
const WRONG = requestOfTraining('wrong', z.object({}), number);
const HOLD = requestOfTraining('hold', z.object({}), z.object({}));
const WAIT = requestOfTraining('wait', z.object({}), z.object({ isStopping: z.boolean() }));
const GATED = requestOfTraining('gated', z.object({}), z.object({}));

let world: RequestWorld;
beforeAll(async () => {
  world = await requestWorld();
});
afterAll(() => world.close());

@Controller()
class TinyController {
  @Answers(DOUBLE)
  double({ n }: { n: number }): { n: number } {
    return { n: n * 2 };
  }

  @Answers(WHO)
  async who(_: object, @Asker() asker: ServiceName, @CorrelationId() id: string | null) {
    return { asker, id, idInside: correlationId() ?? '' };
  }

  @Answers(REFUSE)
  refuse(): never {
    throw new AppError('TRAINING.RUNNING', 'One runs already.', { runs: 1 });
  }

  @Answers(BREAK)
  break(): never {
    throw new TypeError('secret detail');
  }

  @Answers(WRONG)
  wrong(): { n: number } {
    return { n: Number.NaN };
  }
}

describe('a request that a controller answers', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await world.start({ controllers: [TinyController] });
  });

  test('is parsed before the handler, and its reply after it', async () => {
    const { asking } = world;
    assert.deepEqual(await asking.ask(DOUBLE, {}), { n: 42 });
    const loose = { ...DOUBLE, request: z.object({ n: z.string() }) };
    await assert.rejects(asking.ask(loose, { n: 'x' }), { code: 'RPC.REQUEST_INVALID', kind: 'invalid' });
    await assert.rejects(asking.ask(WRONG, {}), { code: 'RPC.REPLY_INVALID', kind: 'bug' });
  });

  test('gives the handler the asker and the correlation id', async () => {
    const { asking } = world;
    const asked = await withCorrelation('request-7', () => asking.ask(WHO, {}));
    assert.deepEqual(asked, { asker: 'cli', id: 'request-7', idInside: 'request-7' });
    assert.deepEqual(await asking.ask(WHO, {}), { asker: 'cli', id: null, idInside: '' });
  });

  test('brings an AppError back as it was thrown', async () => {
    await assert.rejects(world.asking.ask(REFUSE, {}), {
      name: 'AppError',
      code: 'TRAINING.RUNNING',
      kind: 'conflict',
      message: 'One runs already.',
      details: { runs: 1 },
      retryable: false,
    });
  });

  test('does not show the internals of a bug to outsiders', async () => {
    await assert.rejects(world.asking.ask(BREAK, {}), (error: unknown) => {
      assert.ok(error instanceof AppError);
      assert.equal(error.code, 'RPC.HANDLER_FAILED');
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
  });

  test('leaves one line in the log where its handler has a bug, and none where it refuses', async () => {
    const logger = service.app.get(Logger, { strict: false });
    const lines: object[] = [];
    logger.error = (details) => void lines.push(details);
    await assert.rejects(world.asking.ask(REFUSE, {}));
    assert.deepEqual(lines, []);
    await assert.rejects(world.asking.ask(BREAK, {}));
    assert.partialDeepStrictEqual(lines, [
      { service: 'training', name: 'break', asker: 'cli', error: new TypeError('secret detail') },
    ]);
    assert.equal(lines.length, 1);
    await assert.rejects(world.asking.ask(WRONG, {}));
    assert.equal(lines.length, 2);
  });
});

/** The server may hand requests out for a moment after the service began to stop. */
async function untilNobodyAnswers(): Promise<void> {
  const codeOf = (error: unknown): string => (error instanceof AppError ? error.code : String(error));
  const ask = () => world.asking.ask(HOLD, {}, { timeoutMs: 100 }).then(() => 'answered', codeOf);
  while ((await ask()) !== 'RPC.NO_RESPONDER');
}

describe('the start and the stop of a service that answers', () => {
  test('answers nothing before the dependencies of its handlers are ready', async () => {
    let isReady = false;
    let wasReady = false;
    @Controller()
    class SlowController implements OnModuleInit {
      async onModuleInit(): Promise<void> {
        await assert.rejects(world.asking.ask(HOLD, {}), { code: 'RPC.NO_RESPONDER' });
        isReady = true;
      }
      @Answers(HOLD)
      hold(): Record<string, never> {
        wasReady = isReady;
        return {};
      }
    }
    const service = await world.start({ controllers: [SlowController] });
    await world.asking.ask(HOLD, {});
    assert.equal(wasReady, true);
    await service.stop('test');
    await assert.rejects(world.asking.ask(HOLD, {}), { code: 'RPC.NO_RESPONDER' });
  });

  test('finishes its answers before it ends any dependency of a handler', async () => {
    const begun = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const order: string[] = [];
    @Controller()
    class HoldingController implements OnModuleDestroy, OnApplicationShutdown {
      onModuleDestroy(): void {
        order.push('destroyed');
      }
      onApplicationShutdown(): void {
        order.push('shut down');
      }
      @Answers(HOLD)
      async hold(): Promise<Record<string, never>> {
        begun.resolve();
        await release.promise;
        order.push('answered');
        return {};
      }
    }
    const service = await world.start({ controllers: [HoldingController] });
    const asked = world.asking.ask(HOLD, {});
    await begun.promise;
    const [inTime] = await Promise.all([service.stop('test'), untilNobodyAnswers().then(release.resolve)]);
    assert.deepEqual(await asked, {});
    assert.equal(inTime, true);
    // Requests sent before the server knew of the stop are answered, too.
    assert.deepEqual([...new Set(order)], ['answered', 'destroyed', 'shut down']);
  });

  test('notifies a waiting handler that the service stops', async () => {
    const begun = Promise.withResolvers<void>();
    @Controller()
    class WaitingController {
      @Answers(WAIT)
      async wait(_: object, @Stopping() stopping: AbortSignal) {
        begun.resolve();
        await new Promise((resolve) => stopping.addEventListener('abort', resolve, { once: true }));
        return { isStopping: stopping.aborted };
      }
    }
    const service = await world.start({ controllers: [WaitingController] });
    const asked = world.asking.ask(WAIT, {});
    await begun.promise;
    await service.stop('test');
    assert.deepEqual(await asked, { isStopping: true });
  });
});

describe('a request behind a gate', () => {
  const AT_WORK = new RequestGate('at-work');

  @Controller()
  class GatedController {
    @Answers(GATED, { while: AT_WORK })
    gated(): Record<string, never> {
      return {};
    }
  }

  test('is answered while the gate is open only', async () => {
    const service = await world.start({ controllers: [GatedController] });
    const transport = service.app.get(RequestTransport, { strict: false });
    const { asking } = world;
    for (let round = 0; round < 2; round += 1) {
      await assert.rejects(asking.ask(GATED, {}), { code: 'RPC.NO_RESPONDER', kind: 'unavailable' });
      const opened = await transport.open(AT_WORK);
      assert.deepEqual(await asking.ask(GATED, {}), {});
      await opened.stop();
    }
    await service.stop('test');
  });

  test('is not sent to a replica that stands by', async () => {
    const leading = await world.start({ controllers: [GatedController] });
    const standingBy = await world.start({ controllers: [GatedController] });
    await leading.app.get(RequestTransport, { strict: false }).open(AT_WORK);
    const asked = Array.from({ length: 50 }, () => world.asking.ask(GATED, {}));
    assert.equal((await Promise.all(asked)).length, 50);
    await Promise.all([leading.stop('test'), standingBy.stop('test')]);
  });

  test('may be open before the service has started', async () => {
    @Controller()
    class EagerController implements OnModuleInit {
      constructor(@Inject(RequestTransport) private readonly transport: RequestTransport) {}

      async onModuleInit(): Promise<void> {
        await this.transport.open(AT_WORK);
        assert.deepEqual(await world.asking.ask(GATED, {}), {});
      }
      @Answers(GATED, { while: AT_WORK })
      gated(): Record<string, never> {
        return {};
      }
    }
    const service = await world.start({ controllers: [EagerController] });
    await service.stop('test');
  });
});
