import {
  AppError,
  assetSchema,
  mappingSchema,
  organizationConfigSchema,
  organizationSettingsSchema,
  type OrganizationId,
  ruleSchema,
  tagSchema,
} from '@eagle/contracts/domain';
import {
  feedInputSchema,
  feedViewSchema,
  mappingInputSchema,
  organizationConfigInputSchema,
} from '@eagle/contracts/rest';
import { Body, Controller, Get, Inject, Put } from '@nestjs/common';
import { ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { ConfigAction } from './config-action.js';
import { IfMatch, REVISION } from '../http/if-match.decorator.js';
import { listsInTurns } from '../http/body/lists-in-turns.js';
import { BodyLimit, KiB, MiB } from '../http/body/body-limit.decorator.js';
import { ApiOrganizationInPath } from '../http/api-organization.decorator.js';
import { ForAdmins, ForMembers } from '../tenancy/access-rules.decorator.js';
import type { Principal } from '../tenancy/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../tenancy/request-context.js';
import { feedView, storedFeed, storedMapping } from './config-parts.js';
import { type ConfigChange, ConfigureOrganization } from './configure-organization.js';
import type { StoredConfig } from './stored-config.js';

type Revision = number | undefined;

const configViewSchema = organizationConfigSchema
  .omit({ feed: true })
  .extend({ feed: feedViewSchema.nullable() });

/** Lists stand in an object beside the revision that they belong to. */
const revised = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object({ ...shape, revision: z.number().int().positive() });
const rulesSchema = z.object({ rules: organizationConfigInputSchema.shape.rules });
const tagsSchema = z.object({ tags: organizationConfigInputSchema.shape.tags });
const assetsSchema = z.object({ assets: organizationConfigInputSchema.shape.assets });

function viewOf(config: StoredConfig): z.input<typeof configViewSchema> {
  return { ...config, feed: config.feed === null ? null : feedView(config.feed) };
}

function configured<Part>(part: Part | null, name: string): Part {
  if (part !== null) return part;
  throw new AppError('CONFIG.NOT_CONFIGURED', 'not-found', `The organization has no ${name} yet.`);
}

/** An organization's configuration: whole, or by its parts. Each change is a new revision and reaches every service within a second. */
@ApiTags('configuration')
@ApiHeader({
  name: 'if-match',
  required: false,
  schema: { type: 'string', pattern: REVISION.source },
  description: 'Revision that the change was made on.',
})
@Controller('api/v1/organizations/:organizationId')
export class ConfigurationController {
  constructor(@Inject(ConfigureOrganization) private readonly configure: ConfigureOrganization) {}

  @Get('config')
  @ForAdmins()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: configViewSchema })
  async config(@CurrentOrganization() organizationId: OrganizationId) {
    return viewOf(await this.configure.read(organizationId));
  }

  @Put('config')
  @ForAdmins()
  @BodyLimit(3 * MiB)
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: configViewSchema })
  async putConfig(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: listsInTurns(organizationConfigInputSchema) })
    body: z.output<typeof organizationConfigInputSchema>,
    @IfMatch() revision: Revision,
  ) {
    return viewOf(await this.configure.replaceAll(principal, organizationId, body, revision ?? null));
  }

  @Get('feed')
  @ForAdmins()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: feedViewSchema })
  async feed(@CurrentOrganization() organizationId: OrganizationId) {
    return configured(viewOf(await this.configure.read(organizationId)).feed, 'feed');
  }

  @Put('feed')
  @ForAdmins()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: feedViewSchema })
  async putFeed(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: feedInputSchema }) body: z.output<typeof feedInputSchema>,
    @IfMatch() revision: Revision,
  ) {
    const config = await this.change(principal, organizationId, 'FEED.CHANGED', revision, (current) => ({
      feed: storedFeed(body, current.feed, this.configure.sealingOf(organizationId)),
    }));
    return configured(viewOf(config).feed, 'feed');
  }

  @Get('mapping')
  @ForMembers()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: mappingSchema })
  async mapping(@CurrentOrganization() organizationId: OrganizationId) {
    return configured((await this.configure.read(organizationId)).mapping, 'mapping');
  }

  @Put('mapping')
  @ForAdmins()
  @BodyLimit(512 * KiB)
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: mappingSchema })
  async putMapping(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: mappingInputSchema }) body: z.output<typeof mappingInputSchema>,
    @IfMatch() revision: Revision,
  ) {
    const config = await this.change(principal, organizationId, 'MAPPING.CHANGED', revision, (current) => ({
      mapping: storedMapping(body, current.mapping),
    }));
    return configured(config.mapping, 'mapping');
  }

  @Get('rules')
  @ForMembers()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: revised({ rules: z.array(ruleSchema) }) })
  async rules(@CurrentOrganization() organizationId: OrganizationId) {
    const { rules, revision } = await this.configure.read(organizationId);
    return { rules, revision };
  }

  @Put('rules')
  @ForAdmins()
  @BodyLimit(2 * MiB)
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: revised({ rules: z.array(ruleSchema) }) })
  async putRules(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: listsInTurns(rulesSchema) }) body: z.output<typeof rulesSchema>,
    @IfMatch() ifMatch: Revision,
  ) {
    const config = await this.change(principal, organizationId, 'RULES.CHANGED', ifMatch, () => body);
    return { rules: config.rules, revision: config.revision };
  }

  @Get('tags')
  @ForMembers()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: revised({ tags: z.array(tagSchema) }) })
  async tags(@CurrentOrganization() organizationId: OrganizationId) {
    const { tags, revision } = await this.configure.read(organizationId);
    return { tags, revision };
  }

  @Put('tags')
  @ForAdmins()
  @BodyLimit(1 * MiB)
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: revised({ tags: z.array(tagSchema) }) })
  async putTags(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: listsInTurns(tagsSchema) }) body: z.output<typeof tagsSchema>,
    @IfMatch() ifMatch: Revision,
  ) {
    const config = await this.change(principal, organizationId, 'TAGS.CHANGED', ifMatch, () => body);
    return { tags: config.tags, revision: config.revision };
  }

  @Get('assets')
  @ForMembers()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: revised({ assets: z.array(assetSchema) }) })
  async assets(@CurrentOrganization() organizationId: OrganizationId) {
    const { assets, revision } = await this.configure.read(organizationId);
    return { assets, revision };
  }

  @Put('assets')
  @ForAdmins()
  @BodyLimit(2 * MiB)
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: revised({ assets: z.array(assetSchema) }) })
  async putAssets(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: listsInTurns(assetsSchema) }) body: z.output<typeof assetsSchema>,
    @IfMatch() ifMatch: Revision,
  ) {
    const config = await this.change(principal, organizationId, 'ASSETS.CHANGED', ifMatch, () => body);
    return { assets: config.assets, revision: config.revision };
  }

  @Get('settings')
  @ForMembers()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: organizationSettingsSchema })
  async settings(@CurrentOrganization() organizationId: OrganizationId) {
    return (await this.configure.read(organizationId)).settings;
  }

  @Put('settings')
  @ForAdmins()
  @BodyLimit(256 * KiB)
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: organizationSettingsSchema })
  async putSettings(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: organizationSettingsSchema }) body: z.output<typeof organizationSettingsSchema>,
    @IfMatch() revision: Revision,
  ) {
    const config = await this.change(principal, organizationId, 'SETTINGS.CHANGED', revision, () => ({
      settings: body,
    }));
    return config.settings;
  }

  private change(
    principal: Principal,
    organizationId: OrganizationId,
    action: ConfigAction,
    revision: Revision,
    decide: (current: StoredConfig) => ConfigChange,
  ): Promise<StoredConfig> {
    return this.configure.change(principal, organizationId, action, revision ?? null, decide);
  }
}
