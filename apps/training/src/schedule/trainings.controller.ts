import { RPC } from '@eagle/contracts/bus';
import {
  Answers,
  CorrelationId,
  LeaderElection,
  WHILE_LEADING,
  type ReplyOf,
  type RequestOf,
} from '@eagle/service-kit';
import { Controller, Inject } from '@nestjs/common';
import type { TrainingLeader } from '../training-leader.js';

/** Requests that start and cancel trainings. */
@Controller()
export class TrainingsController {
  constructor(@Inject(LeaderElection) private readonly election: LeaderElection<TrainingLeader>) {}

  /** @throws AppError as `TrainingScheduler.ask`. */
  @Answers(RPC.train, WHILE_LEADING)
  train({ organizationId, ...requested }: RequestOf<typeof RPC.train>): Promise<ReplyOf<typeof RPC.train>> {
    return this.election.leading.scheduler.ask(organizationId, requested);
  }

  /** @throws AppError as `TrainingScheduler.cancel`. */
  @Answers(RPC.cancelTraining, WHILE_LEADING)
  async cancel(
    { organizationId, runId, actorId, reason }: RequestOf<typeof RPC.cancelTraining>,
    @CorrelationId() correlationId: string | null,
  ): Promise<ReplyOf<typeof RPC.cancelTraining>> {
    const { scheduler } = this.election.leading;
    const by = { actorId, correlationId };
    return { runId: await scheduler.cancel(organizationId, runId, { by, reason }) };
  }
}
