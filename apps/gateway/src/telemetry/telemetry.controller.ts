import type { OrganizationId } from '@eagle/contracts/domain';
import { ROUTES, type QueryOf } from '@eagle/contracts/rest';
import { Controller, Headers, Inject, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentOrganization } from '../access/request-context.js';
import { Route } from '../http/route.decorator.js';
import { sendSeries, seriesTypeOf } from './series-reply.js';
import { Telemetry } from './telemetry.js';

/** What a plant did. */
@Controller()
export class TelemetryController {
  constructor(@Inject(Telemetry) private readonly telemetry: Telemetry) {}

  @Route(ROUTES.telemetry.read)
  async read(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.telemetry.read.query }) query: QueryOf<typeof ROUTES.telemetry.read>,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const type = seriesTypeOf(accept);
    await sendSeries(reply, await this.telemetry.series(organizationId, query), type, query.zone);
  }

  @Route(ROUTES.telemetry.latest)
  async latest(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.telemetry.latest.query }) query: QueryOf<typeof ROUTES.telemetry.latest>,
  ) {
    const items = await this.telemetry.latest(organizationId, query.asset ?? null, query.tags ?? []);
    return { items };
  }

  @Route(ROUTES.telemetry.quality)
  quality(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.telemetry.quality.query }) query: QueryOf<typeof ROUTES.telemetry.quality>,
  ) {
    return this.telemetry.quality(organizationId, query);
  }

  @Route(ROUTES.telemetry.usage)
  usage(@CurrentOrganization() organizationId: OrganizationId) {
    return this.telemetry.usage(organizationId);
  }

  @Route(ROUTES.takeOver.progress)
  takeOver(@CurrentOrganization() organizationId: OrganizationId) {
    return this.telemetry.takeOver(organizationId);
  }

  @Route(ROUTES.predictionHistory.read)
  async predictions(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.predictionHistory.read.query })
    query: QueryOf<typeof ROUTES.predictionHistory.read>,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const type = seriesTypeOf(accept);
    await sendSeries(reply, await this.telemetry.predictions(organizationId, query), type, query.zone);
  }
}
