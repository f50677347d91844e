import { RPC } from '@eagle/contracts/bus';
import {
  AppError,
  instantSchema,
  type OrganizationId,
  type TrainingRunId,
  trainingRunIdSchema,
} from '@eagle/contracts/domain';
import { ROUTES, type BodyOf, type QueryOf } from '@eagle/contracts/rest';
import type { Bus } from '@eagle/messaging';
import { BUS } from '@eagle/service-kit';
import { Body, Controller, Inject, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { TrainingRunRepository } from './training-run.repository.js';
import { cutPage, decodeCursor } from '../http/page.js';
import { Route } from '../http/route.decorator.js';
import { StatusCache } from '../live-push/status-cache.js';
import type { Principal } from '../access/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../access/request-context.js';

const runPosition = z.tuple([instantSchema, trainingRunIdSchema]);

/** Trainings: asked for, followed, cancelled. */
@Controller()
export class TrainingsController {
  constructor(
    @Inject(TrainingRunRepository) private readonly runs: TrainingRunRepository,
    @Inject(StatusCache) private readonly statuses: StatusCache,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  @Route(ROUTES.trainings.train)
  train(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: ROUTES.trainings.train.body }) body: BodyOf<typeof ROUTES.trainings.train>,
  ) {
    return this.bus.ask(RPC.train, { organizationId, actorId: principal.userId, reason: body?.reason ?? '' });
  }

  @Route(ROUTES.trainings.cancel)
  cancel(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: ROUTES.trainings.cancel.body }) body: BodyOf<typeof ROUTES.trainings.cancel>,
  ) {
    return this.cancelRun(organizationId, null, principal, body?.reason ?? '');
  }

  @Route(ROUTES.trainings.cancelOne)
  async cancelOne(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('runId', { schema: ROUTES.trainings.cancelOne.params.runId }) runId: TrainingRunId,
  ) {
    await this.run(organizationId, runId);
    return this.cancelRun(organizationId, runId, principal, '');
  }

  @Route(ROUTES.trainings.list)
  async list(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.trainings.list.query }) query: QueryOf<typeof ROUTES.trainings.list>,
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

  @Route(ROUTES.trainings.training)
  async training(
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('runId', { schema: ROUTES.trainings.training.params.runId }) runId: TrainingRunId,
  ) {
    const run = await this.run(organizationId, runId);
    const { training } = this.statuses.of(organizationId);
    if (run.finishedAt !== null || training?.runId !== runId) return { ...run, leftMs: null };
    // The status is fresher than the stored run, which is written every few seconds.
    const { stage, progress, reason, leftMs = null } = training;
    return { ...run, stage, progress, reason, leftMs };
  }

  /** @throws AppError `TRAINING.NOT_FOUND`, also for the training of another organization. */
  private async run(organizationId: OrganizationId, runId: TrainingRunId) {
    const run = await this.runs.run(organizationId, runId);
    if (run !== null) return run;
    throw new AppError('TRAINING.NOT_FOUND', 'There is no such training.');
  }

  private cancelRun(
    organizationId: OrganizationId,
    runId: TrainingRunId | null,
    { userId: actorId }: Principal,
    reason: string,
  ) {
    return this.bus.ask(RPC.cancelTraining, { organizationId, runId, actorId, reason });
  }
}
