import { RPC } from '@eagle/contracts/bus';
import {
  AppError,
  instantSchema,
  modelStepSchema,
  modelTagSchema,
  type ModelVersion,
  modelVersionSchema,
  type OrganizationId,
} from '@eagle/contracts/domain';
import { statusPushSchema } from '@eagle/contracts/socket';
import type { Bus } from '@eagle/messaging';
import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  modelDetailSchema,
  ModelRepository,
  modelSummarySchema,
} from '../adapters/postgres/model.repository.js';
import { OrganizationRepository } from '../adapters/postgres/organization.repository.js';
import { ShadowRepository } from '../adapters/postgres/shadow.repository.js';
import { ApiOrganizationInQuery } from '../http/api-organization.decorator.js';
import { cutPage, decodeCursor, pageOf, pageQuerySchema } from '../http/page.js';
import { StatusBoard } from '../live-push/status-board.js';
import { BUS } from '../ports.js';
import { ForAdmins, ForMembers } from '../tenancy/access-rules.decorator.js';
import type { Principal } from '../tenancy/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../tenancy/request-context.js';
import { compareModels, modelComparisonSchema } from './compare-models.js';
import { scoreShadow } from './score-shadow.js';

const modelPosition = z.tuple([instantSchema, modelVersionSchema]);
const modelStatusSchema = statusPushSchema.omit({ feed: true });
const modelsQuerySchema = pageQuerySchema.extend({ tag: modelTagSchema.optional() });
const comparedSchema = z.object({ a: modelVersionSchema, b: modelVersionSchema });
const historyQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) });
const historySchema = z.object({ items: z.array(modelStepSchema) });
const shadowScoreSchema = z.object({
  version: modelVersionSchema,
  /** First and last minute that it was run in, by the rows' own time; null: it never was. */
  from: instantSchema.nullable(),
  to: instantSchema.nullable(),
  events: z.number().int(),
  warnedInTime: z.number().int(),
  missed: z.number().int(),
  /** Failures before which it was not run: they count neither way. */
  notJudged: z.number().int(),
  alarms: z.number().int(),
  falseAlarms: z.number().int(),
  assetDays: z.number(),
  falseAlarmsPerAssetDay: z.number().nullable(),
  leadMinutesMedian: z.number().nullable(),
});
const tagsBodySchema = z.object({
  add: z.array(modelTagSchema).max(20).default([]),
  remove: z.array(modelTagSchema).max(20).default([]),
});

/** An organization's models: what serves, and every version with its judgement and history. */
@ApiTags('models')
@Controller('api/v1/ml')
export class ModelsController {
  constructor(
    @Inject(ModelRepository) private readonly models: ModelRepository,
    @Inject(ShadowRepository) private readonly shadows: ShadowRepository,
    @Inject(OrganizationRepository) private readonly organizations: OrganizationRepository,
    @Inject(StatusBoard) private readonly statuses: StatusBoard,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  @Get('status')
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiOperation({
    summary: 'What serves now, and how far the training is',
    description:
      'Also pushed as `status` on the socket. `training.attention`: what admins are to see to; `serving.override`: the live version did not pass the gate. `serving.watch`: what the health watch found, each with a code, a sentence and its figures: `MODEL.OLD` (the live version was trained more than 7 days ago), `MODEL.UNUSED` (nothing was predicted with it for 24 hours), `MODEL.TOO_MANY_VERSIONS` (more than 5 inactive ones), `MODEL.TOO_MUCH_STORED` (more than 500 MB, of a million bytes); absent until it has looked.',
  })
  @ApiResponse({ status: 200, standardSchema: modelStatusSchema })
  status(@CurrentOrganization() organizationId: OrganizationId) {
    const { training, serving } = this.statuses.of(organizationId);
    return { organizationId, training, serving };
  }

  @Get('models')
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiOperation({ summary: 'Versions, newest first, with state, metrics and what the gate said' })
  @ApiResponse({ status: 200, standardSchema: pageOf(modelSummarySchema) })
  async list(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: modelsQuerySchema }) query: z.output<typeof modelsQuerySchema>,
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

  @Get('models/compare')
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiOperation({
    summary: 'Two versions side by side',
    description:
      '`sameData` false: they were judged on different data, and the figures compare the times as well as the models.',
  })
  @ApiResponse({ status: 200, standardSchema: modelComparisonSchema })
  async compare(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: comparedSchema }) { a, b }: z.output<typeof comparedSchema>,
  ) {
    const [left, right] = await Promise.all([this.#model(organizationId, a), this.#model(organizationId, b)]);
    return compareModels(left.manifest, right.manifest);
  }

  @Get('models/history')
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiOperation({
    summary: 'Deployment history of all versions, deleted ones too, newest first',
    description:
      'Every step with actor (null: the platform), reason and time. Also in the audit log, whose entries are chained.',
  })
  @ApiResponse({ status: 200, standardSchema: historySchema })
  async history(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: historyQuerySchema }) { limit }: z.output<typeof historyQuerySchema>,
  ) {
    return { items: await this.models.history(organizationId, limit) };
  }

  @Get('models/:version')
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiOperation({ summary: 'A version with manifest, judgement, verdict and history' })
  @ApiResponse({ status: 200, standardSchema: modelDetailSchema })
  model(
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('version', { schema: modelVersionSchema }) version: ModelVersion,
  ) {
    return this.#model(organizationId, version);
  }

  @Get('models/:version/card')
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiOperation({
    summary: 'The model card of a version, for people: Markdown',
    description:
      'What it is for, from which data, how good it is and what it costs, what it must not be used for, where it comes from. 404 `MODEL.NO_CARD` for a version from before there were cards.',
  })
  @ApiProduces('text/markdown')
  @ApiResponse({ status: 200, content: { 'text/markdown': { schema: { type: 'string' } } } })
  @Header('content-type', 'text/markdown; charset=utf-8')
  async card(
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('version', { schema: modelVersionSchema }) version: ModelVersion,
  ): Promise<string> {
    await this.#model(organizationId, version);
    const { text } = await this.bus.ask(RPC.readModelCard, { organizationId, version });
    return text;
  }

  @Get('models/:version/shadow')
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiOperation({
    summary: 'How a version did in shadow, scored against the failures that then came',
    description:
      'Failures are those that the scans showed, and the organization’s own records where they count. By the same rules as the judgement of a trained model.',
  })
  @ApiResponse({ status: 200, standardSchema: shadowScoreSchema })
  async shadow(
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('version', { schema: modelVersionSchema }) version: ModelVersion,
  ) {
    await this.#model(organizationId, version);
    const settings = (await this.organizations.config(organizationId))?.settings;
    if (settings === undefined) {
      throw new AppError(
        'ORGANIZATION.NOT_CONFIGURED',
        'conflict',
        'The organization has no configuration yet.',
      );
    }
    const { from, to, assets } = await this.shadows.read(organizationId, version, settings);
    const score = scoreShadow(assets, settings);
    return { version, from: from?.toISOString() ?? null, to: to?.toISOString() ?? null, ...score };
  }

  @Delete('models/:version')
  @HttpCode(200)
  @ForAdmins()
  @ApiOrganizationInQuery()
  @ApiOperation({
    summary: 'Deletes a version and its files',
    description:
      'Never the champion (409 `MODEL.CHAMPION_STAYS`). Its number is not given out again, its history stays.',
  })
  @ApiResponse({ status: 200, standardSchema: RPC.deleteModel.reply })
  async remove(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('version', { schema: modelVersionSchema }) version: ModelVersion,
  ) {
    await this.#model(organizationId, version);
    const { userId: actorId } = principal;
    return this.bus.ask(RPC.deleteModel, { organizationId, version, actorId, reason: '' });
  }

  @Post('models/:version/tags')
  @HttpCode(200)
  @ForAdmins()
  @ApiOrganizationInQuery()
  @ApiOperation({ summary: 'Adds and removes tags of a version; `GET /ml/models?tag=` finds it by them' })
  @ApiResponse({ status: 200, standardSchema: RPC.tagModel.reply })
  async tag(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('version', { schema: modelVersionSchema }) version: ModelVersion,
    @Body({ schema: tagsBodySchema }) { add, remove }: z.output<typeof tagsBodySchema>,
  ) {
    await this.#model(organizationId, version);
    return this.bus.ask(RPC.tagModel, { organizationId, version, actorId: principal.userId, add, remove });
  }

  /** @throws AppError `MODEL.NOT_FOUND`, also for the model of another organization. */
  async #model(organizationId: OrganizationId, version: ModelVersion) {
    const model = await this.models.model(organizationId, version);
    if (model !== null) return model;
    throw new AppError('MODEL.NOT_FOUND', 'not-found', 'There is no model of this version.');
  }
}
