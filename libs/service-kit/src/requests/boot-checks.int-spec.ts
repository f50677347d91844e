import assert from 'node:assert/strict';
import { RPC } from '@eagle/contracts/bus';
import { AppError } from '@eagle/contracts/domain';
import { Controller, type Type } from '@nestjs/common';
import { EventPattern, MessagePattern } from '@nestjs/microservices';
import { BUS } from '../bus/bus.module.js';
import { Answers } from './answers.js';
import { LEADING } from './request-gate.js';
import { requestWorld, type RequestWorld } from './request-world.fixture.js';

const NOT_ASKED = new AppError('TRAINING.RUNNING', 'No test here asks for it.');

let world: RequestWorld;
beforeAll(async () => {
  world = await requestWorld();
});
afterAll(() => world.close());

@Controller()
class TrainController {
  @Answers(RPC.train)
  train(): never {
    throw NOT_ASKED;
  }
}

@Controller()
class CancelController {
  @Answers(RPC.cancelTraining, { while: LEADING })
  cancel(): never {
    throw NOT_ASKED;
  }
}

@Controller()
class ReplayController {
  @Answers(RPC.replayTrainingLetter)
  replay(): { isDuplicate: boolean } {
    return { isDuplicate: false };
  }
}

@Controller()
class VitalsController {
  @Answers(RPC.trainingVitals)
  read(): never {
    throw NOT_ASKED;
  }
}

const ALL = [TrainController, CancelController, ReplayController, VitalsController];

const start = (...controllers: Type[]) => world.start({ controllers, isChecked: true });

test('a service starts with one handler for each request that it is declared to answer', async () => {
  const service = await start(...ALL);
  assert.equal(await service.stop('the test is over'), true);
});

for (const forgotten of ALL) {
  test(`a service without ${forgotten.name} does not start`, async () => {
    await assert.rejects(start(...ALL.filter((each) => each !== forgotten)), {
      code: 'BUS.UNHANDLED',
      kind: 'bug',
      message:
        /^training is declared to answer (train|cancel-training|replay-dead-letter|vitals) and has no handler/,
    });
  });
}

test('a service with a handler of a request that another one answers does not start', async () => {
  @Controller()
  class ForeignController {
    @Answers(RPC.reportModelUse)
    use(): Record<string, never> {
      return {};
    }
  }
  await assert.rejects(start(...ALL, ForeignController), { code: 'BUS.UNDECLARED', kind: 'bug' });
});

test('a service with a handler that names no declared request does not start', async () => {
  @Controller()
  class PatternController {
    @MessagePattern('training.train')
    train(_: unknown): void {}
  }
  @Controller()
  class EventController {
    @EventPattern('scans')
    scans(_: unknown): void {}
  }
  for (const undeclared of [PatternController, EventController])
    await assert.rejects(start(...ALL, undeclared), {
      code: 'BUS.UNDECLARED',
      kind: 'bug',
      message: /use @Answers/,
    });
});

test('a service with two handlers of one request does not start, also where one is behind a gate', async () => {
  @Controller()
  class SecondController {
    @Answers(RPC.train, { while: LEADING })
    train(): never {
      throw NOT_ASKED;
    }
  }
  await assert.rejects(start(...ALL, SecondController), {
    code: 'BUS.ANSWERED_TWICE',
    kind: 'bug',
    message: 'training has two handlers for train: remove one.',
  });
});

test('a service is not given what answers requests: only its controllers answer', async () => {
  const service = await start(...ALL);
  const bus: unknown = service.app.get(BUS, { strict: false });
  expect(bus).toHaveProperty('ask');
  expect(bus).not.toHaveProperty('serve');
  await service.stop('the test is over');
});

test('what did not start answers nothing', async () => {
  await assert.rejects(start(TrainController), { code: 'BUS.UNHANDLED' });
  await assert.rejects(
    world.asking.ask(RPC.replayTrainingLetter, {
      organizationId: '00000000-0000-4000-8000-000000000000',
      sequence: 1,
    }),
    { code: 'RPC.NO_RESPONDER' },
  );
});
