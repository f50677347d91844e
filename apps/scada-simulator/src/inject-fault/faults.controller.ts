import { Body, Controller, HttpException, Inject, Post } from '@nestjs/common';
import { AppError, type AppErrorCode, type ErrorKind } from '@eagle/contracts/domain';
import { Plants } from '../run-plants/plants.js';
import { faultRequestSchema } from './fault-request.js';

/**
 * `POST /faults`: starts a fault or accelerates a developing one. For demonstrations and tests, on
 * this machine only.
 */
@Controller('faults')
export class FaultsController {
  constructor(@Inject(Plants) private readonly plants: Plants) {}

  @Post()
  order(@Body() body: unknown): { faultId: string; asset: string; tripsAt: string } {
    const request = faultRequestSchema.safeParse(body);
    if (!request.success) {
      const detail = request.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ');
      const code: AppErrorCode = 'SIMULATOR.REQUEST_INVALID';
      throw new HttpException({ code, detail }, 400);
    }
    try {
      const { plant, asset: chosen, ...order } = request.data;
      const { faultId, asset, tripsAtMs } = this.plants.order(plant, chosen ?? null, order);
      return { faultId, asset, tripsAt: new Date(tripsAtMs).toISOString() };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw new HttpException(
        { code: error.code, detail: error.message, ...error.details },
        statusOf(error.kind),
      );
    }
  }
}

function statusOf(kind: ErrorKind): number {
  switch (kind) {
    case 'invalid':
      return 400;
    case 'not-found':
      return 404;
    case 'conflict':
      return 409;
    case 'unavailable':
      return 503;
    case 'unauthenticated':
    case 'forbidden':
    case 'timeout':
    case 'exhausted':
    case 'bug':
      return 500;
  }
}
