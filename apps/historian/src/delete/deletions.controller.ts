import { RPC } from '@eagle/contracts/bus';
import { correlationId } from '@eagle/messaging';
import {
  Answers,
  LeaderElection,
  WHILE_LEADING,
  type LeaderTask,
  type ReplyOf,
  type RequestOf,
} from '@eagle/service-kit';
import { Controller, Inject } from '@nestjs/common';
import type { HistoryDeleter } from './history-deleter.js';

/** The historian of the leading replica: it alone may write the history. */
interface DeletingHistorian extends LeaderTask {
  readonly deleter: HistoryDeleter;
}

@Controller()
export class DeletionsController {
  constructor(@Inject(LeaderElection) private readonly election: LeaderElection<DeletingHistorian>) {}

  /** @throws AppError as `HistoryDeleter.deleteRange`. */
  @Answers(RPC.deleteTelemetry, WHILE_LEADING)
  async deleteTelemetry({
    organizationId,
    assetId,
    fromMs,
    toMs,
    actorId,
  }: RequestOf<typeof RPC.deleteTelemetry>): Promise<ReplyOf<typeof RPC.deleteTelemetry>> {
    const by = { actorId, correlationId: correlationId() ?? null };
    const deletion = { assetId, fromMs, toMs };
    const gone = await this.election.leading.deleter.deleteRange(organizationId, deletion, by);
    return { organizationId, ...gone };
  }
}
