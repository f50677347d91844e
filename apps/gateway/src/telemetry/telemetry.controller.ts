import type { OrganizationId } from '@eagle/contracts/domain';
import { ROUTES, type QueryOf, type Series } from '@eagle/contracts/rest';
import { Controller, Headers, Inject, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentOrganization } from '../access/request-context.js';
import { CSV, wantsCsv } from '../http/csv-text.js';
import { Route } from '../http/route.decorator.js';
import { csvOfSeries } from './series-csv.js';
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
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const series = await this.telemetry.series(organizationId, query);
    return jsonOrCsv(series, query.zone, accept, reply);
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

  @Route(ROUTES.predictionHistory.read)
  async predictions(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.predictionHistory.read.query })
    query: QueryOf<typeof ROUTES.predictionHistory.read>,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const series = await this.telemetry.predictions(organizationId, query);
    return jsonOrCsv(series, query.zone, accept, reply);
  }
}

function jsonOrCsv(
  series: Series,
  zone: string,
  accept: string | undefined,
  reply: FastifyReply,
): Series | string {
  if (!wantsCsv(accept)) return series;
  void reply.header('content-type', `${CSV}; charset=utf-8`);
  return csvOfSeries(series, zone);
}
