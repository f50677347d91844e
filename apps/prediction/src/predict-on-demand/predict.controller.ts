import { RPC } from '@eagle/contracts/bus';
import { Answers, type ReplyOf, type RequestOf } from '@eagle/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { PredictRows } from './predict-rows.js';

@Controller()
export class PredictController {
  constructor(@Inject(PredictRows) private readonly rows: PredictRows) {}

  /** @throws AppError as `PredictRows.predict`. */
  @Answers(RPC.predict)
  async predict(request: RequestOf<typeof RPC.predict>): Promise<ReplyOf<typeof RPC.predict>> {
    return { predictions: await this.rows.predict(request) };
  }
}
