import { RPC, reasonSchema } from '@eagle/contracts/bus';
import {
  AppError,
  instantSchema,
  type OrganizationId,
  type TrainingRunId,
  trainingRunIdSchema,
} from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  trainingDetailSchema,
  TrainingRunRepository,
  trainingRunSchema,
} from '../adapters/postgres/training-run.repository.js';
import { ApiOrganizationInQuery } from '../http/api-organization.decorator.js';
import { cutPage, decodeCursor, pageOf, type PageQuery, pageQuerySchema } from '../http/page.js';
import { StatusBoard } from '../live-push/status-board.js';
import { BUS } from '../ports.js';
import { ForAdmins, ForMembers } from '../tenancy/access-rules.decorator.js';
import type { Principal } from '../tenancy/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../tenancy/request-context.js';

const runPosition = z.tuple([instantSchema, trainingRunIdSchema]);
const reasonBodySchema = z.object({ reason: reasonSchema.trim().default('') });
type ReasonBody = z.output<typeof reasonBodySchema>;

/** Trainings: asked for, followed, cancelled. */
@ApiTags('models')
@Controller('api/v1/ml')
export class TrainingsController {
  constructor(
    @Inject(TrainingRunRepository) private readonly runs: TrainingRunRepository,
    @Inject(StatusBoard) private readonly statuses: StatusBoard,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  @Post('train')
  @HttpCode(202)
  @ForAdmins()
  @ApiOrganizationInQuery()
  @ApiOperation({
    summary: 'Asks for a training',
    description:
      'Its progress is in `trainings/:runId`, in `status`, and on the socket. 409 `TRAINING.RUNNING` where one runs or waits for its turn.',
  })
  @ApiResponse({ status: 202, standardSchema: RPC.train.reply })
  train(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: reasonBodySchema.optional() }) body: ReasonBody | undefined,
  ) {
    return this.bus.ask(RPC.train, { organizationId, actorId: principal.userId, reason: body?.reason ?? '' });
  }

  @Post('train/cancel')
  @HttpCode(200)
  @ForAdmins()
  @ApiOrganizationInQuery()
  @ApiOperation({ summary: 'Cancels the training that runs or waits, whichever it is' })
  @ApiResponse({ status: 200, standardSchema: RPC.cancelTraining.reply })
  cancel(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: reasonBodySchema.optional() }) body: ReasonBody | undefined,
  ) {
    return this.#cancel(organizationId, null, principal, body?.reason ?? '');
  }

  @Delete('trainings/:runId')
  @HttpCode(200)
  @ForAdmins()
  @ApiOrganizationInQuery()
  @ApiOperation({ summary: 'Cancels one training; 409 `TRAINING.NOT_RUNNING` where it is over' })
  @ApiResponse({ status: 200, standardSchema: RPC.cancelTraining.reply })
  async cancelOne(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('runId', { schema: trainingRunIdSchema }) runId: TrainingRunId,
  ) {
    await this.#run(organizationId, runId);
    return this.#cancel(organizationId, runId, principal, '');
  }

  @Get('trainings')
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiOperation({ summary: 'Trainings, newest first' })
  @ApiResponse({ status: 200, standardSchema: pageOf(trainingRunSchema) })
  async list(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ) {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor, runPosition);
    const rows = await this.runs.runs(organizationId, after, query.limit + 1);
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
  @ApiOperation({ summary: 'One training with stage, progress, estimate of the time left, and log' })
  @ApiResponse({ status: 200, standardSchema: trainingDetailSchema })
  async training(
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('runId', { schema: trainingRunIdSchema }) runId: TrainingRunId,
  ) {
    const run = await this.#run(organizationId, runId);
    const { training } = this.statuses.of(organizationId);
    if (run.finishedAt !== null || training?.runId !== runId) return { ...run, leftMs: null };
    // The status is fresher than what is written down every few seconds.
    const { stage, progress, reason, leftMs = null } = training;
    return { ...run, stage, progress, reason, leftMs };
  }

  /** @throws AppError `TRAINING.NOT_FOUND`, also for the training of another organization. */
  async #run(organizationId: OrganizationId, runId: TrainingRunId) {
    const run = await this.runs.run(organizationId, runId);
    if (run !== null) return run;
    throw new AppError('TRAINING.NOT_FOUND', 'not-found', 'There is no such training.');
  }

  #cancel(
    organizationId: OrganizationId,
    runId: TrainingRunId | null,
    { userId: actorId }: Principal,
    reason: string,
  ) {
    return this.bus.ask(RPC.cancelTraining, { organizationId, runId, actorId, reason });
  }
}
