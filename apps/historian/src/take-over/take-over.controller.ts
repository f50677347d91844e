import { RPC } from '@eagle/contracts/bus';
import {
  Answers,
  LeaderElection,
  WHILE_LEADING,
  type LeaderTask,
  type ReplyOf,
  type RequestOf,
} from '@eagle/service-kit';
import { Controller, Inject } from '@nestjs/common';
import type { TakeOverLoop } from './take-over-loop.js';

interface LeadingHistorian extends LeaderTask {
  readonly takeOver: TakeOverLoop;
}

/** Answers how far histories are taken over. */
@Controller()
export class TakeOverController {
  constructor(@Inject(LeaderElection) private readonly election: LeaderElection<LeadingHistorian>) {}

  @Answers(RPC.takeOverProgress, WHILE_LEADING)
  async progress({
    organizationId,
  }: RequestOf<typeof RPC.takeOverProgress>): Promise<ReplyOf<typeof RPC.takeOverProgress>> {
    return { organizationId, progress: await this.election.leading.takeOver.progress(organizationId) };
  }
}
