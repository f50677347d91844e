import { RPC } from '@eagle/contracts/bus';
import { AppError, type AssetId, type OrganizationId } from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import { BUS } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { decodeSeries, type DecodedSeries } from './decode-series.js';

interface AssetRange {
  readonly asset: AssetId;
  readonly from: string;
  readonly to: string;
}

/**
 * Asks the historian, and makes sure that what comes back is of the organization that was asked
 * for.
 */
@Injectable()
export class Telemetry {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  /**
   * @throws AppError `TELEMETRY.*` as the historian; `RPC.NO_RESPONDER` (unavailable) while none
   * leads.
   */
  async series(
    organizationId: OrganizationId,
    query: AssetRange & { readonly tags?: readonly string[] | undefined; readonly points: number },
  ): Promise<DecodedSeries> {
    const { tags = [], points } = query;
    const request = { ...rangeOf(organizationId, query), tags: [...tags], points };
    return decodeSeries(
      query.asset,
      ownReply(organizationId, await this.bus.ask(RPC.readTelemetry, request)),
    );
  }

  /** @throws AppError as `series`. */
  async predictions(
    organizationId: OrganizationId,
    query: AssetRange & { readonly points: number },
  ): Promise<DecodedSeries> {
    const request = { ...rangeOf(organizationId, query), points: query.points };
    return decodeSeries(
      query.asset,
      ownReply(organizationId, await this.bus.ask(RPC.readPredictions, request)),
    );
  }

  /** @throws AppError as `series`. */
  async latest(organizationId: OrganizationId, assetId: AssetId | null, tags: readonly string[]) {
    const request = { organizationId, assetId, kind: 'scans' as const, tags: [...tags] };
    const { rows } = ownReply(organizationId, await this.bus.ask(RPC.latestTelemetry, request));
    return rows.map(({ assetId: asset, ...row }) => ({ asset, ...row }));
  }

  /** @throws AppError as `series`. */
  async quality(
    organizationId: OrganizationId,
    query: AssetRange & { readonly tags?: readonly string[] | undefined; readonly zone: string },
  ) {
    const { tags = [], zone } = query;
    const request = { ...rangeOf(organizationId, query), tags: [...tags], zone };
    const { days, missing } = ownReply(organizationId, await this.bus.ask(RPC.telemetryQuality, request));
    return { items: days, missing };
  }

  async usage(organizationId: OrganizationId) {
    const { usage } = ownReply(organizationId, await this.bus.ask(RPC.historyUsage, { organizationId }));
    return usage;
  }

  /** How far the history is taken over from the source. @throws AppError as `series`. */
  async takeOver(organizationId: OrganizationId) {
    const reply = await this.bus.ask(RPC.takeOverProgress, { organizationId });
    return ownReply(organizationId, reply).progress;
  }
}

const rangeOf = (organizationId: OrganizationId, { asset, from, to }: AssetRange) => ({
  organizationId,
  assetId: asset,
  fromMs: Date.parse(from),
  toMs: Date.parse(to),
});

/** @throws AppError `TELEMETRY.WRONG_TENANT` (bug). */
function ownReply<T extends { readonly organizationId: OrganizationId }>(
  organizationId: OrganizationId,
  reply: T,
): T {
  if (reply.organizationId === organizationId) return reply;
  throw new AppError(
    'TELEMETRY.WRONG_TENANT',
    'A request was answered with the history of another organization.',
  );
}
