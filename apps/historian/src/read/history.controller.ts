import { RPC } from '@eagle/contracts/bus';
import {
  Answers,
  WHILE_LEADING,
  LeaderElection,
  type LeaderTask,
  type ReplyOf,
  type RequestOf,
} from '@eagle/service-kit';
import { Controller, Inject } from '@nestjs/common';
import type { HistoryReader } from './history-reader.js';

/** The historian of the leading replica: what waits in memory is there alone. */
interface LeadingHistorian extends LeaderTask {
  readonly reader: HistoryReader;
}

/** Answers what is asked of the history. Errors are those of `HistoryReader`. */
@Controller()
export class HistoryController {
  constructor(@Inject(LeaderElection) private readonly election: LeaderElection<LeadingHistorian>) {}

  @Answers(RPC.readTelemetry, WHILE_LEADING)
  scans(request: RequestOf<typeof RPC.readTelemetry>): Promise<ReplyOf<typeof RPC.readTelemetry>> {
    return this.election.leading.reader.scans(request);
  }

  @Answers(RPC.readPredictions, WHILE_LEADING)
  predictions(request: RequestOf<typeof RPC.readPredictions>): Promise<ReplyOf<typeof RPC.readPredictions>> {
    return this.election.leading.reader.predictions(request);
  }

  @Answers(RPC.latestTelemetry, WHILE_LEADING)
  async latest({
    organizationId,
    kind,
    assetId,
    tags,
  }: RequestOf<typeof RPC.latestTelemetry>): Promise<ReplyOf<typeof RPC.latestTelemetry>> {
    const rows = await this.election.leading.reader.latest(organizationId, kind, assetId, tags);
    return { organizationId, rows };
  }

  @Answers(RPC.telemetryQuality, WHILE_LEADING)
  async quality(
    request: RequestOf<typeof RPC.telemetryQuality>,
  ): Promise<ReplyOf<typeof RPC.telemetryQuality>> {
    const { organizationId } = request;
    return { organizationId, ...(await this.election.leading.reader.quality(request)) };
  }

  @Answers(RPC.historyUsage, WHILE_LEADING)
  async usage({
    organizationId,
  }: RequestOf<typeof RPC.historyUsage>): Promise<ReplyOf<typeof RPC.historyUsage>> {
    return { organizationId, usage: await this.election.leading.reader.usage(organizationId) };
  }
}
