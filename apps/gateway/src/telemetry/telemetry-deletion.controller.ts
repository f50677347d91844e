import { RPC } from '@eagle/contracts/bus';
import type { OrganizationId } from '@eagle/contracts/domain';
import { ROUTES, type QueryOf } from '@eagle/contracts/rest';
import type { Bus } from '@eagle/messaging';
import { BUS } from '@eagle/service-kit';
import { Controller, Inject, Query } from '@nestjs/common';
import type { Principal } from '../access/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../access/request-context.js';
import { Route } from '../http/route.decorator.js';

/**
 * Deletes parts of the history. The historian writes the audit entry, together with the record of
 * the deletion.
 */
@Controller()
export class TelemetryDeletionController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  /**
   * @throws AppError `TELEMETRY.ASSET_UNKNOWN`, `TELEMETRY.RANGE_INVALID`,
   * `TELEMETRY.DELETION_PENDING`; `RPC.NO_RESPONDER` while no historian leads.
   */
  @Route(ROUTES.telemetryDeletion.remove)
  async remove(
    @CurrentPrincipal() { userId }: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.telemetryDeletion.remove.query })
    { asset, from, to }: QueryOf<typeof ROUTES.telemetryDeletion.remove>,
  ) {
    const { rows, bytes } = await this.bus.ask(RPC.deleteTelemetry, {
      organizationId,
      assetId: asset ?? null,
      fromMs: Date.parse(from),
      toMs: Date.parse(to),
      actorId: userId,
    });
    return { rows, bytes };
  }
}
