import { RPC } from '@eagle/contracts/bus';
import {
  AppError,
  instantSchema,
  type ModelVersion,
  modelVersionSchema,
  type OrganizationId,
} from '@eagle/contracts/domain';
import { ROUTES, type BodyOf, type QueryOf } from '@eagle/contracts/rest';
import type { Bus } from '@eagle/messaging';
import { BUS } from '@eagle/service-kit';
import { Body, Controller, Header, Inject, Param, Query } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import { z } from 'zod';
import { ModelRepository } from './model.repository.js';
import { OrganizationRepository } from '../configure-organization/organization.repository.js';
import { ShadowRepository } from './shadow.repository.js';
import { cutPage, decodeCursor } from '../http/page.js';
import { Route } from '../http/route.decorator.js';
import { StatusCache } from '../live-push/status-cache.js';
import type { Principal } from '../access/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../access/request-context.js';
import { compareModels } from './compare-models.js';
import { scoreShadow } from './score-shadow.js';

const modelPosition = z.tuple([instantSchema, modelVersionSchema]);

/** An organization's models: the serving one, and every version with its judgement and history. */
@Controller()
export class ModelsController {
  constructor(
    @Inject(ModelRepository) private readonly models: ModelRepository,
    @Inject(ShadowRepository) private readonly shadows: ShadowRepository,
    @Inject(OrganizationRepository) private readonly organizations: OrganizationRepository,
    @Inject(StatusCache) private readonly statuses: StatusCache,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  @Route(ROUTES.models.status)
  status(@CurrentOrganization() organizationId: OrganizationId) {
    const { training, serving } = this.statuses.of(organizationId);
    return { organizationId, training, serving };
  }

  @Route(ROUTES.models.list)
  async list(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.models.list.query }) query: QueryOf<typeof ROUTES.models.list>,
  ) {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor, modelPosition);
    const rows = await this.models.models(organizationId, query.tag ?? null, after, query.limit + 1);
    return cutPage(
      rows,
      query.limit,
      (row) => row,
      (row) => [row.createdAt, row.version],
    );
  }

  @Route(ROUTES.models.compare)
  async compare(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.models.compare.query }) { a, b }: QueryOf<typeof ROUTES.models.compare>,
  ) {
    const [left, right] = await Promise.all([
      this.findModel(organizationId, a),
      this.findModel(organizationId, b),
    ]);
    return compareModels(left.manifest, right.manifest);
  }

  @Route(ROUTES.models.history)
  async history(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.models.history.query }) { limit }: QueryOf<typeof ROUTES.models.history>,
  ) {
    return { items: await this.models.history(organizationId, limit) };
  }

  @Route(ROUTES.models.model)
  model(
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('version', { schema: ROUTES.models.model.params.version }) version: ModelVersion,
  ) {
    return this.findModel(organizationId, version);
  }

  @Route(ROUTES.models.card)
  @ApiProduces('text/markdown')
  @Header('content-type', 'text/markdown; charset=utf-8')
  async card(
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('version', { schema: ROUTES.models.card.params.version }) version: ModelVersion,
  ): Promise<string> {
    await this.findModel(organizationId, version);
    const { text } = await this.bus.ask(RPC.readModelCard, { organizationId, version });
    return text;
  }

  @Route(ROUTES.models.shadow)
  async shadow(
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('version', { schema: ROUTES.models.shadow.params.version }) version: ModelVersion,
  ) {
    await this.findModel(organizationId, version);
    const settings = (await this.organizations.config(organizationId))?.settings;
    if (settings === undefined) {
      throw new AppError('ORGANIZATION.NOT_CONFIGURED', 'The organization has no configuration yet.');
    }
    const { from, to, assets } = await this.shadows.read(organizationId, version, settings);
    const score = scoreShadow(assets, settings);
    return { version, from: from?.toISOString() ?? null, to: to?.toISOString() ?? null, ...score };
  }

  @Route(ROUTES.models.remove)
  async remove(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('version', { schema: ROUTES.models.remove.params.version }) version: ModelVersion,
  ) {
    await this.findModel(organizationId, version);
    const { userId: actorId } = principal;
    return this.bus.ask(RPC.deleteModel, { organizationId, version, actorId, reason: '' });
  }

  @Route(ROUTES.models.tag)
  async tag(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('version', { schema: ROUTES.models.tag.params.version }) version: ModelVersion,
    @Body({ schema: ROUTES.models.tag.body }) { add, remove }: BodyOf<typeof ROUTES.models.tag>,
  ) {
    await this.findModel(organizationId, version);
    return this.bus.ask(RPC.tagModel, { organizationId, version, actorId: principal.userId, add, remove });
  }

  /** @throws AppError `MODEL.NOT_FOUND`, also for the model of another organization. */
  private async findModel(organizationId: OrganizationId, version: ModelVersion) {
    const model = await this.models.model(organizationId, version);
    if (model !== null) return model;
    throw new AppError('MODEL.NOT_FOUND', 'There is no model of this version.');
  }
}
