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
import type { Exports } from './exports.js';

interface LeadingExporter extends LeaderTask {
  readonly exports: Exports;
}

/** Answers what is asked of exports. Errors are those of `Exports`. */
@Controller()
export class ExportsController {
  constructor(@Inject(LeaderElection) private readonly election: LeaderElection<LeadingExporter>) {}

  @Answers(RPC.estimateExport, WHILE_LEADING)
  async estimate({
    organizationId,
    spec,
  }: RequestOf<typeof RPC.estimateExport>): Promise<ReplyOf<typeof RPC.estimateExport>> {
    return { organizationId, estimate: await this.exports.estimate(organizationId, spec) };
  }

  @Answers(RPC.requestExport, WHILE_LEADING)
  async request({
    organizationId,
    spec,
    actorId,
  }: RequestOf<typeof RPC.requestExport>): Promise<ReplyOf<typeof RPC.requestExport>> {
    return { organizationId, job: await this.exports.request(organizationId, spec, actorId) };
  }

  @Answers(RPC.listExports, WHILE_LEADING)
  async list({
    organizationId,
    limit,
    after,
  }: RequestOf<typeof RPC.listExports>): Promise<ReplyOf<typeof RPC.listExports>> {
    return { organizationId, jobs: await this.exports.list(organizationId, limit, after) };
  }

  @Answers(RPC.showExport, WHILE_LEADING)
  async show({
    organizationId,
    exportId,
  }: RequestOf<typeof RPC.showExport>): Promise<ReplyOf<typeof RPC.showExport>> {
    return { organizationId, job: await this.exports.show(organizationId, exportId) };
  }

  @Answers(RPC.cancelExport, WHILE_LEADING)
  async cancel({
    organizationId,
    exportId,
    actorId,
  }: RequestOf<typeof RPC.cancelExport>): Promise<ReplyOf<typeof RPC.cancelExport>> {
    return { organizationId, job: await this.exports.cancel(organizationId, exportId, actorId) };
  }

  @Answers(RPC.readExportPiece, WHILE_LEADING)
  async piece({
    organizationId,
    exportId,
    offset,
    length,
  }: RequestOf<typeof RPC.readExportPiece>): Promise<ReplyOf<typeof RPC.readExportPiece>> {
    const piece = await this.exports.piece(organizationId, exportId, offset, length);
    return { organizationId, piece: piece.toString('base64') };
  }

  private get exports(): Exports {
    return this.election.leading.exports;
  }
}
