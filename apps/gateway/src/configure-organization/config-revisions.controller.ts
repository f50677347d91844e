import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import { ROUTES, type QueryOf } from '@eagle/contracts/rest';
import { Controller, Inject, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentOrganization } from '../access/request-context.js';
import { cutPage, decodeCursor } from '../http/page.js';
import { Route } from '../http/route.decorator.js';
import { ConfigRevisionRepository } from './config-revision.repository.js';
import { viewOf } from './config-view.js';

const positionSchema = z.tuple([z.number().int().positive()]);

/** The history of an organization's configuration. A revision never changes. */
@Controller()
export class ConfigRevisionsController {
  constructor(@Inject(ConfigRevisionRepository) private readonly revisions: ConfigRevisionRepository) {}

  @Route(ROUTES.configRevisions.list)
  async list(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.configRevisions.list.query }) query: QueryOf<typeof ROUTES.configRevisions.list>,
  ) {
    const before = query.cursor === undefined ? null : decodeCursor(query.cursor, positionSchema)[0];
    const rows = await this.revisions.list(organizationId, before, query.limit + 1);
    return cutPage(
      rows,
      query.limit,
      (row) => row,
      (row) => [row.revision],
    );
  }

  @Route(ROUTES.configRevisions.get)
  async get(
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('revision', { schema: ROUTES.configRevisions.get.params.revision }) revision: number,
  ) {
    const found = await this.revisions.find(organizationId, revision);
    if (found === null) {
      throw new AppError(
        'CONFIG.REVISION_NOT_FOUND',
        `There is no revision ${revision} of the configuration, or it is no longer kept.`,
      );
    }
    return { ...found, config: viewOf(found.config) };
  }
}
