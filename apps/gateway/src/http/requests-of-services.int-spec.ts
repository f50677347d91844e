import assert from 'node:assert/strict';
import { defineRequest } from '@eagle/contracts/bus';
import { AppError } from '@eagle/contracts/domain';
import { Answers } from '@eagle/service-kit';
import { Controller } from '@nestjs/common';
import * as z from 'zod';
import { RunningGateway } from '../fixtures/running-gateway.fixture.js';

const ask = (name: string) =>
  defineRequest({
    service: 'gateway',
    name,
    request: z.object({ n: z.number() }),
    reply: z.object({ n: z.number() }),
    timeoutMs: 2_000,
    audience: 'one',
    askedBy: ['alerting'],
  });
const DOUBLE = ask('double');
const REFUSE = ask('refuse');
const BREAK = ask('break');

@Controller()
class TestController {
  @Answers(DOUBLE)
  double({ n }: { n: number }): { n: number } {
    return { n: n * 2 };
  }

  @Answers(REFUSE)
  refuse(): never {
    throw new AppError('TRAINING.RUNNING', 'One runs already.');
  }

  @Answers(BREAK)
  break(): never {
    throw new TypeError('secret detail');
  }
}

describe('the handling of every HTTP request at the gateway', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start({}, [TestController]);
  });
  afterAll(() => gateway.close());

  test('lets a request of a service pass, which the message server has admitted', async () => {
    assert.deepEqual(await gateway.bus.bus.ask(DOUBLE, { n: 2 }), { n: 4 });
  });

  test('makes no problem details for the error that a service gets', async () => {
    await assert.rejects(gateway.bus.bus.ask(REFUSE, { n: 1 }), {
      code: 'TRAINING.RUNNING',
      message: 'One runs already.',
    });
    await assert.rejects(gateway.bus.bus.ask(BREAK, { n: 1 }), { code: 'RPC.HANDLER_FAILED', kind: 'bug' });
  });
});
