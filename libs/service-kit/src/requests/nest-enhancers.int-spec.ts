import assert from 'node:assert/strict';
import { AppError } from '@eagle/contracts/domain';
import {
  Catch,
  Controller,
  Get,
  UseGuards,
  type ArgumentsHost,
  type CallHandler,
  type CanActivate,
  type ExceptionFilter,
  type ExecutionContext,
  type NestInterceptor,
  type PipeTransform,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { map, throwError, type Observable } from 'rxjs';
import * as z from 'zod';
import type { RunningService } from '../start-service.js';
import { Answers } from './answers.js';
import type { RequestContext } from './request-context.js';
import { requestOfTraining, requestWorld, type RequestWorld } from './request-world.fixture.js';

const ADD = requestOfTraining('add', z.object({ n: z.number() }), z.object({ n: z.number() }));
const GUARDED = requestOfTraining('guarded', z.object({}), z.object({}));
const FULL = requestOfTraining('full', z.object({}), z.object({}));
const BREAK = requestOfTraining('break', z.object({}), z.object({}));

let world: RequestWorld;
beforeAll(async () => {
  world = await requestWorld();
});
afterAll(() => world.close());

/** What each part of Nest saw, as `part kind` or `part request`. */
const seen: string[] = [];

class SeeingGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    seen.push(`guard ${context.getType()}`);
    if (context.getType() === 'rpc') {
      const { contract, asker } = context.switchToRpc().getContext<RequestContext>();
      seen.push(`${asker} asks ${contract.name}`);
    }
    return true;
  }
}

class RefusingGuard implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}

/** Adds 1 to a request on its way in. */
class AddingPipe implements PipeTransform {
  transform(value: unknown): unknown {
    const parsed = ADD.request.safeParse(value);
    return parsed.success ? { n: parsed.data.n + 1 } : value;
  }
}

/** Adds 10 to a reply on its way out. */
class AddingInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    return next.handle().pipe(
      map((value) => {
        const parsed = ADD.reply.safeParse(value);
        return parsed.success ? { n: parsed.data.n + 10 } : value;
      }),
    );
  }
}

@Catch(RangeError)
class RangeFilter implements ExceptionFilter {
  catch(error: RangeError, host: ArgumentsHost): Observable<never> {
    seen.push(`filter ${host.getType()}`);
    return throwError(() => new AppError('RPC.BUSY', error.message));
  }
}

@Controller()
class TinyController {
  @Answers(ADD)
  add({ n }: { n: number }): { n: number } {
    return { n };
  }

  @UseGuards(RefusingGuard)
  @Answers(GUARDED)
  guarded(): Record<string, never> {
    return {};
  }

  @Answers(FULL)
  full(): never {
    throw new RangeError('Too many at once.');
  }

  @Answers(BREAK)
  break(): never {
    throw new TypeError('secret detail');
  }

  @Get('broken')
  broken(): never {
    throw new TypeError('secret detail');
  }
}

const GLOBAL_BY_MODULE = [
  { provide: APP_GUARD, useClass: SeeingGuard },
  { provide: APP_PIPE, useClass: AddingPipe },
  { provide: APP_INTERCEPTOR, useClass: AddingInterceptor },
  { provide: APP_FILTER, useClass: RangeFilter },
];

const starts: readonly [string, () => Promise<RunningService>][] = [
  ['by a module', () => world.start({ controllers: [TinyController], providers: GLOBAL_BY_MODULE })],
  [
    'as the application is configured',
    () =>
      world.start({
        controllers: [TinyController],
        configure: (app) =>
          app
            .useGlobalGuards(new SeeingGuard())
            .useGlobalPipes(new AddingPipe())
            .useGlobalInterceptors(new AddingInterceptor())
            .useGlobalFilters(new RangeFilter()),
      }),
  ],
];

for (const [how, start] of starts) {
  describe(`what is made global ${how}`, () => {
    let service: RunningService;
    beforeAll(async () => {
      service = await start();
      seen.length = 0;
    });
    afterAll(() => service.stop('the tests are over'));

    test('applies to requests: guard, pipe and interceptor', async () => {
      assert.deepEqual(await world.asking.ask(ADD, { n: 100 }), { n: 111 });
      assert.deepEqual(seen.splice(0), ['guard rpc', 'cli asks add']);
    });

    test('applies to requests: a filter, before the one that takes what is left', async () => {
      await assert.rejects(world.asking.ask(FULL, {}), { code: 'RPC.BUSY', kind: 'exhausted' });
      assert.ok(seen.splice(0).includes('filter rpc'));
      await assert.rejects(world.asking.ask(BREAK, {}), { code: 'RPC.HANDLER_FAILED', kind: 'bug' });
    });

    test('leaves to Nest what fails over HTTP', async () => {
      const response = await fetch(`${service.url}/broken`);
      assert.equal(response.status, 500);
      assert.deepEqual(await response.json(), { statusCode: 500, message: 'Internal server error' });
    });
  });
}

test('a guard of a handler that says no refuses the request', async () => {
  const service = await world.start({ controllers: [TinyController] });
  await assert.rejects(world.asking.ask(GUARDED, {}), { code: 'RPC.FORBIDDEN', kind: 'forbidden' });
  await service.stop('the test is over');
});
