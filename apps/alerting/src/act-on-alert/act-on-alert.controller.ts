import { RPC } from '@eagle/contracts/bus';
import type { Alert } from '@eagle/contracts/domain';
import {
  Answers,
  WHILE_LEADING,
  LeaderElection,
  type LeaderTask,
  type ReplyOf,
  type RequestOf,
} from '@eagle/service-kit';
import { Controller, Inject } from '@nestjs/common';
import type { ActOnAlert } from './act-on-alert.js';

/** The alerting of the leading replica. */
interface LeadingAlerting extends LeaderTask {
  /** @throws AppError `ALERTING.ORGANIZATION_NOT_FOUND` (not-found); as `actOnAlert`. */
  act(command: ActOnAlert): Promise<Alert>;
}

/** Handles what people do with alerts. */
@Controller()
export class ActOnAlertController {
  constructor(@Inject(LeaderElection) private readonly election: LeaderElection<LeadingAlerting>) {}

  /** @throws AppError as `LeadingAlerting.act`. */
  @Answers(RPC.actOnAlert, WHILE_LEADING)
  async act(command: RequestOf<typeof RPC.actOnAlert>): Promise<ReplyOf<typeof RPC.actOnAlert>> {
    return { alert: await this.election.leading.act(command) };
  }
}
