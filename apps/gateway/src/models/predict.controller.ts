import { AppError, type OrganizationId, RPC } from '@eagle/contracts';
import type { Bus } from '@eagle/messaging';
import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ApiOrganizationInQuery } from '../http/api-organization.decorator.js';
import { BodyLimit, KiB, MiB } from '../http/body/body-limit.decorator.js';
import { BUS } from '../ports.js';
import { ForMembers } from '../tenancy/access-rules.decorator.js';
import { CurrentOrganization } from '../tenancy/request-context.js';

const predictionRowSchema = RPC.predict.request.shape.rows.element;
const predictOneSchema = predictionRowSchema.extend({ explain: z.boolean().default(false) });
const predictBatchSchema = RPC.predict.request.omit({ organizationId: true });

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
  batch(
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: predictBatchSchema }) body: z.output<typeof predictBatchSchema>,
  ) {
    return this.ask(organizationId, body.rows, body.explain);
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
