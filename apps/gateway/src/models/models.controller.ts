import {
  AppError,
  instantSchema,
  type ModelVersion,
  modelVersionSchema,
  type OrganizationId,
  RPC,
  statusPushSchema,
  type TrainingRunId,
  trainingRunIdSchema,
} from '@eagle/contracts';
import type { Bus } from '@eagle/messaging';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  modelDetailSchema,
  ModelRepository,
  modelSummarySchema,
  trainingRunSchema,
} from '../adapters/postgres/model.repository.js';
import { AuditLog } from '../audit/audit-log.js';
import { ApiOrganizationInQuery } from '../http/api-organization.decorator.js';
import { cutPage, decodeCursor, pageOf, type PageQuery, pageQuerySchema } from '../http/page.js';
import { StatusBoard } from '../live-push/status-board.js';
import { BUS } from '../ports.js';
import { ForAdmins, ForMembers } from '../tenancy/access-rules.decorator.js';
import type { Principal } from '../tenancy/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../tenancy/request-context.js';

const modelPosition = z.tuple([instantSchema, modelVersionSchema]);
const runPosition = z.tuple([instantSchema, trainingRunIdSchema]);
const modelStatusSchema = statusPushSchema.omit({ feed: true });

/** An organization's models: what serves, what was trained, and the training of another. */
@ApiTags('models')
@Controller('api/v1/ml')
export class ModelsController {
  constructor(
    @Inject(ModelRepository) private readonly models: ModelRepository,
    @Inject(StatusBoard) private readonly statuses: StatusBoard,
    @Inject(BUS) private readonly bus: Bus,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** What serves now, and how far the training is. */
  @Get('status')
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiResponse({ status: 200, standardSchema: modelStatusSchema })
  status(@CurrentOrganization() organizationId: OrganizationId) {
    const { training, serving } = this.statuses.of(organizationId);
    return { organizationId, training, serving };
  }

  /** Begins a training; its progress is in `status` and `trainings/:runId`. */
  @Post('train')
  @HttpCode(202)
  @ForAdmins()
  @ApiOrganizationInQuery()
  @ApiResponse({ status: 202, standardSchema: RPC.train.reply })
  async train(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
  ) {
    const begun = await this.bus.ask(RPC.train, { organizationId });
    await this.audit.record({
      principal,
      organizationId,
      action: 'TRAINING.REQUESTED',
      target: `training/${begun.runId}`,
    });
    return begun;
  }

  @Get('models')
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiResponse({ status: 200, standardSchema: pageOf(modelSummarySchema) })
  async list(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ) {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor, modelPosition);
    const rows = await this.models.models(organizationId, after, query.limit + 1);
    return cutPage(
      rows,
      query.limit,
      (row) => row,
      (row) => [row.createdAt, row.version],
    );
  }

  @Get('models/:version')
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiResponse({ status: 200, standardSchema: modelDetailSchema })
  async model(
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('version', { schema: modelVersionSchema }) version: ModelVersion,
  ) {
    const model = await this.models.model(organizationId, version);
    if (model === null)
      throw new AppError('MODEL.NOT_FOUND', 'not-found', 'There is no model of this version.');
    return model;
  }

  @Get('trainings')
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiResponse({ status: 200, standardSchema: pageOf(trainingRunSchema) })
  async trainings(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ) {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor, runPosition);
    const rows = await this.models.runs(organizationId, after, query.limit + 1);
    return cutPage(
      rows,
      query.limit,
      (row) => row,
      (row) => [row.startedAt, row.id],
    );
  }

  @Get('trainings/:runId')
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiResponse({ status: 200, standardSchema: trainingRunSchema })
  async training(
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('runId', { schema: trainingRunIdSchema }) runId: TrainingRunId,
  ) {
    const run = await this.models.run(organizationId, runId);
    if (run === null) throw new AppError('TRAINING.NOT_FOUND', 'not-found', 'There is no such training.');
    return run;
  }
}

export const predictionRowSchema = RPC.predict.request.shape.rows.element;
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
