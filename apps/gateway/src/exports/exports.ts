import { PIECE_BYTES_MAX, RPC } from '@eagle/contracts/bus';
import {
  AppError,
  type ExportEstimate,
  type ExportId,
  type ExportJob,
  type ExportSpec,
  type OrganizationId,
  type UserId,
} from '@eagle/contracts/domain';
import type { ExportDetail, ExportRequest } from '@eagle/contracts/rest';
import type { Bus } from '@eagle/messaging';
import { BUS, CONFIG } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { GatewayConfig } from '../config.js';
import { OrganizationRepository } from '../configure-organization/organization.repository.js';
import { CLOCK, type Clock } from '../ports.js';
import type { ByteRange } from './byte-range.js';
import { ExportLinks, type LinkedFile } from './export-links.js';

/**
 * Asks the historian about exports, makes the links to their files and reads the files piece by
 * piece.
 */
@Injectable()
export class Exports {
  private readonly links: ExportLinks;
  private readonly linkMs: number;

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(OrganizationRepository) private readonly organizations: OrganizationRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) config: GatewayConfig,
  ) {
    this.links = new ExportLinks(config.EXPORT_LINK_KEY.reveal());
    this.linkMs = config.EXPORT_LINK_MS;
  }

  /**
   * @throws AppError as `RPC.estimateExport`; `RPC.NO_RESPONDER` (unavailable) while no historian
   * leads.
   */
  async estimate(organizationId: OrganizationId, request: ExportRequest): Promise<ExportEstimate> {
    const asked = { organizationId, spec: specOf(request) };
    return ownReply(organizationId, await this.bus.ask(RPC.estimateExport, asked)).estimate;
  }

  /** @throws AppError as `RPC.requestExport`. */
  async request(
    organizationId: OrganizationId,
    request: ExportRequest,
    actorId: UserId,
  ): Promise<ExportDetail> {
    const asked = { organizationId, actorId, spec: specOf(request) };
    return this.detailOf(organizationId, await this.bus.ask(RPC.requestExport, asked));
  }

  async list(
    organizationId: OrganizationId,
    limit: number,
    after: { readonly createdAtMs: number; readonly id: ExportId } | null,
  ): Promise<ExportJob[]> {
    const asked = { organizationId, limit, after };
    return ownReply(organizationId, await this.bus.ask(RPC.listExports, asked)).jobs;
  }

  /**
   * @throws AppError `EXPORT.NOT_FOUND` (not-found), also for the export of another organization.
   */
  async show(organizationId: OrganizationId, exportId: ExportId): Promise<ExportDetail> {
    return this.detailOf(organizationId, await this.bus.ask(RPC.showExport, { organizationId, exportId }));
  }

  /** @throws AppError `EXPORT.NOT_FOUND`, `EXPORT.ENDED` (conflict). */
  async cancel(organizationId: OrganizationId, exportId: ExportId, actorId: UserId): Promise<ExportJob> {
    const asked = { organizationId, exportId, actorId };
    return ownReply(organizationId, await this.bus.ask(RPC.cancelExport, asked)).job;
  }

  /**
   * The export whose file a link opens.
   * @throws AppError `EXPORT.LINK_INVALID`, `EXPORT.LINK_EXPIRED`, `EXPORT.NOT_FOUND`,
   * `EXPORT.NOT_DONE`, `EXPORT.FILE_GONE`.
   */
  async linked(file: LinkedFile, signature: string): Promise<ExportJob> {
    this.links.check(file, signature, this.clock());
    const { organizationId, exportId } = file;
    // Its people cannot sign in, so its links open nothing either.
    if ((await this.organizations.find(organizationId))?.enabled !== true) {
      throw new AppError('EXPORT.NOT_FOUND', 'The organization of this export is disabled.');
    }
    const { job } = ownReply(
      organizationId,
      await this.bus.ask(RPC.showExport, { organizationId, exportId }),
    );
    if (job.state === 'expired')
      throw new AppError('EXPORT.FILE_GONE', 'The file was removed: request it again.');
    if (job.state !== 'done')
      throw new AppError('EXPORT.NOT_DONE', `The export is ${job.state}: it has no file.`);
    return job;
  }

  /**
   * The bytes of a range; nothing is ahead of the reader but one piece.
   * @throws AppError as `RPC.readExportPiece`.
   */
  async *bytes(
    organizationId: OrganizationId,
    exportId: ExportId,
    { from, to }: ByteRange,
  ): AsyncGenerator<Buffer> {
    for (let offset = from; offset < to;) {
      const length = Math.min(PIECE_BYTES_MAX, to - offset);
      const asked = { organizationId, exportId, offset, length };
      const reply = ownReply(organizationId, await this.bus.ask(RPC.readExportPiece, asked));
      const piece = Buffer.from(reply.piece, 'base64');
      if (piece.length === 0) throw new AppError('EXPORT.FILE_GONE', 'The file ended before its end.');
      yield piece;
      offset += piece.length;
    }
  }

  private detailOf(
    organizationId: OrganizationId,
    reply: { readonly organizationId: OrganizationId; readonly job: ExportJob },
  ): ExportDetail {
    const { job } = ownReply(organizationId, reply);
    if (job.state !== 'done') return { ...job, link: null };
    const expiresMs = this.clock() + this.linkMs;
    const href = this.links.hrefOf({ organizationId, exportId: job.id, expiresMs });
    return { ...job, link: { href, expiresAt: new Date(expiresMs).toISOString() } };
  }
}

function specOf({ from, to, assets = [], tags = [], ...spec }: ExportRequest): ExportSpec {
  const msOf = (instant: string | undefined): number | null =>
    instant === undefined ? null : Date.parse(instant);
  return { ...spec, assets, tags, fromMs: msOf(from), toMs: msOf(to) };
}

/** @throws AppError `EXPORT.WRONG_TENANT` (bug). */
function ownReply<T extends { readonly organizationId: OrganizationId }>(
  organizationId: OrganizationId,
  reply: T,
): T {
  if (reply.organizationId === organizationId) return reply;
  throw new AppError('EXPORT.WRONG_TENANT', 'A request was answered with an export of another organization.');
}
