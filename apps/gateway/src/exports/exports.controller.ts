import { Readable } from 'node:stream';
import { exportIdSchema, instantSchema, type ExportId, type OrganizationId } from '@eagle/contracts/domain';
import { ROUTES, type BodyOf, type QueryOf } from '@eagle/contracts/rest';
import { Body, Controller, Headers, Inject, Param, Query, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Principal } from '../access/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../access/request-context.js';
import { cutPage, decodeCursor } from '../http/page.js';
import { Route } from '../http/route.decorator.js';
import { byteRangeOf } from './byte-range.js';
import { Exports } from './exports.js';

const exportPosition = z.tuple([instantSchema, exportIdSchema]);
const CONTENT_TYPES = {
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
} as const;

/** Files of telemetry, alerts and predictions that are made in the background. */
@Controller()
export class ExportsController {
  constructor(@Inject(Exports) private readonly exports: Exports) {}

  @Route(ROUTES.exports.estimate)
  estimate(
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: ROUTES.exports.estimate.body }) body: BodyOf<typeof ROUTES.exports.estimate>,
  ) {
    return this.exports.estimate(organizationId, body);
  }

  @Route(ROUTES.exports.create)
  create(
    @CurrentPrincipal() { userId }: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: ROUTES.exports.create.body }) body: BodyOf<typeof ROUTES.exports.create>,
  ) {
    return this.exports.request(organizationId, body, userId);
  }

  @Route(ROUTES.exports.list)
  async list(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.exports.list.query }) { limit, cursor }: QueryOf<typeof ROUTES.exports.list>,
  ) {
    const position = cursor === undefined ? null : decodeCursor(cursor, exportPosition);
    const after = position === null ? null : { createdAtMs: Date.parse(position[0]), id: position[1] };
    const jobs = await this.exports.list(organizationId, limit + 1, after);
    return cutPage(
      jobs,
      limit,
      (job) => job,
      ({ createdAt, id }) => [createdAt, id],
    );
  }

  @Route(ROUTES.exports.show)
  show(
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('exportId', { schema: ROUTES.exports.show.params.exportId }) exportId: ExportId,
  ) {
    return this.exports.show(organizationId, exportId);
  }

  @Route(ROUTES.exports.cancel)
  cancel(
    @CurrentPrincipal() { userId }: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('exportId', { schema: ROUTES.exports.cancel.params.exportId }) exportId: ExportId,
  ) {
    return this.exports.cancel(organizationId, exportId, userId);
  }

  @Route(ROUTES.exportFiles.read)
  async file(
    @Param('exportId', { schema: ROUTES.exportFiles.read.params.exportId }) exportId: ExportId,
    @Query({ schema: ROUTES.exportFiles.read.query }) query: QueryOf<typeof ROUTES.exportFiles.read>,
    @Headers('range') rangeHeader: string | undefined,
    @Headers('if-range') ifRange: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { organization: organizationId, expires: expiresMs, signature } = query;
    const job = await this.exports.linked({ organizationId, exportId, expiresMs }, signature);
    // A file never changes, so the export's id says which one it is.
    const etag = `"${job.id}"`;
    const range = ifRange === undefined || ifRange === etag ? byteRangeOf(rangeHeader, job.bytes) : null;
    const part = range ?? { from: 0, to: job.bytes };
    void reply.headers({ etag, 'accept-ranges': 'bytes' });
    if (range !== null) {
      void reply.status(206).header('content-range', `bytes ${part.from}-${part.to - 1}/${job.bytes}`);
    }
    return new StreamableFile(Readable.from(this.exports.bytes(organizationId, exportId, part)), {
      type: CONTENT_TYPES[job.format],
      disposition: `attachment; filename="${job.fileName}"`,
      length: part.to - part.from,
    });
  }
}
