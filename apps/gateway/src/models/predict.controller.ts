import { RPC } from '@eagle/contracts/bus';
import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import { Body, Controller, Header, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ApiOrganizationInQuery } from '../http/api-organization.decorator.js';
import { listsInTurns } from '../http/body/lists-in-turns.js';
import { BodyLimit, KiB, MiB } from '../http/body/body-limit.decorator.js';
import { BUS } from '../ports.js';
import { ForMembers } from '../tenancy/access-rules.decorator.js';
import { CurrentOrganization } from '../tenancy/request-context.js';

const predictionRowSchema = RPC.predict.request.shape.rows.element;
const predictOneSchema = predictionRowSchema.extend({ explain: z.boolean().default(false) });
const predictBatchSchema = RPC.predict.request.omit({ organizationId: true });

/** Rows of a batch that prediction is asked about at once. */
const ROWS_AT_ONCE = 50;

/** Predictions on demand, for rows that the caller sends. */
@ApiTags('models')
@Controller('api/v1/ml/predict')
export class PredictController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  @Post()
  @HttpCode(200)
  @ForMembers()
  @BodyLimit(256 * KiB)
  @ApiOrganizationInQuery()
  @ApiResponse({ status: 200, standardSchema: RPC.predict.reply.shape.predictions.element })
  async one(
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: predictOneSchema }) body: z.output<typeof predictOneSchema>,
  ) {
    const { explain, ...row } = body;
    const { predictions } = await this.ask(organizationId, [row], explain);
    const [prediction] = predictions;
    if (prediction === undefined) {
      throw new AppError(
        'PREDICTION.NONE',
        'bug',
        'A row was sent to be predicted, and no prediction came back.',
      );
    }
    return prediction;
  }

  @Post('batch')
  @HttpCode(200)
  @ForMembers()
  @BodyLimit(7 * MiB)
  @ApiOrganizationInQuery()
  @ApiResponse({ status: 200, standardSchema: RPC.predict.reply })
  @Header('content-type', 'application/json; charset=utf-8')
  async batch(
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: listsInTurns(predictBatchSchema) }) body: z.output<typeof predictBatchSchema>,
  ): Promise<string> {
    // Asked and written piece by piece: a thousand rows at once would keep the event loop for a tenth of a second.
    const texts: string[] = [];
    for (let at = 0; at < body.rows.length; at += ROWS_AT_ONCE) {
      const rows = body.rows.slice(at, at + ROWS_AT_ONCE);
      const { predictions } = await this.ask(organizationId, rows, body.explain);
      texts.push(JSON.stringify(predictions).slice(1, -1));
    }
    return `{"predictions":[${texts.join()}]}`;
  }

  private async ask(
    organizationId: OrganizationId,
    rows: z.output<typeof predictBatchSchema>['rows'],
    explain: boolean,
  ) {
    const reply = await this.bus.ask(RPC.predict, { organizationId, rows, explain });
    if (reply.predictions.some((prediction) => prediction.organizationId !== organizationId)) {
      throw new AppError('PREDICTION.WRONG_TENANT', 'bug', 'A prediction of another organization came back.');
    }
    return reply;
  }
}
