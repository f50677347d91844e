import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import { ROUTES, type BodyOf } from '@eagle/contracts/rest';
import { Body, Controller, Inject } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { ConfigAction } from './config-action.js';
import { IfMatch, REVISION } from '../http/if-match.decorator.js';
import { listsInSlices } from '../http/body/lists-in-slices.js';
import { Route } from '../http/route.decorator.js';
import type { Principal } from '../access/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../access/request-context.js';
import { storedFeed, storedMapping } from './config-parts.js';
import { viewOf } from './config-view.js';
import { type ConfigChange, ConfigureOrganization } from './configure-organization.js';
import type { StoredConfig } from './stored-config.js';

type Revision = number | undefined;

function configured<Part>(part: Part | null, name: string): Part {
  if (part !== null) return part;
  throw new AppError('CONFIG.NOT_CONFIGURED', `The organization has no ${name} yet.`);
}

/**
 * An organization's configuration: whole, or by its parts. Each change is a new revision and
 * reaches every service within a second.
 */
@ApiHeader({
  name: 'if-match',
  required: false,
  schema: { type: 'string', pattern: REVISION.source },
  description: 'Revision that the change is based on.',
})
@Controller()
export class ConfigurationController {
  constructor(@Inject(ConfigureOrganization) private readonly configure: ConfigureOrganization) {}

  @Route(ROUTES.configuration.config)
  async config(@CurrentOrganization() organizationId: OrganizationId) {
    return viewOf(await this.configure.read(organizationId));
  }

  @Route(ROUTES.configuration.putConfig)
  async putConfig(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: listsInSlices(ROUTES.configuration.putConfig.body) })
    body: BodyOf<typeof ROUTES.configuration.putConfig>,
    @IfMatch() revision: Revision,
  ) {
    return viewOf(await this.configure.replaceAll(principal, organizationId, body, revision ?? null));
  }

  @Route(ROUTES.configuration.feed)
  async feed(@CurrentOrganization() organizationId: OrganizationId) {
    return configured(viewOf(await this.configure.read(organizationId)).feed, 'feed');
  }

  @Route(ROUTES.configuration.putFeed)
  async putFeed(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: ROUTES.configuration.putFeed.body }) body: BodyOf<typeof ROUTES.configuration.putFeed>,
    @IfMatch() revision: Revision,
  ) {
    const config = await this.change(principal, organizationId, 'FEED.CHANGED', revision, (current) => ({
      feed: storedFeed(body, current.feed, this.configure.sealingOf(organizationId)),
    }));
    return configured(viewOf(config).feed, 'feed');
  }

  @Route(ROUTES.configuration.mapping)
  async mapping(@CurrentOrganization() organizationId: OrganizationId) {
    return configured((await this.configure.read(organizationId)).mapping, 'mapping');
  }

  @Route(ROUTES.configuration.putMapping)
  async putMapping(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: ROUTES.configuration.putMapping.body })
    body: BodyOf<typeof ROUTES.configuration.putMapping>,
    @IfMatch() revision: Revision,
  ) {
    const config = await this.change(principal, organizationId, 'MAPPING.CHANGED', revision, (current) => ({
      mapping: storedMapping(body, current.mapping),
    }));
    return configured(config.mapping, 'mapping');
  }

  @Route(ROUTES.configuration.rules)
  async rules(@CurrentOrganization() organizationId: OrganizationId) {
    const { rules, revision } = await this.configure.read(organizationId);
    return { rules, revision };
  }

  @Route(ROUTES.configuration.putRules)
  async putRules(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: listsInSlices(ROUTES.configuration.putRules.body) })
    body: BodyOf<typeof ROUTES.configuration.putRules>,
    @IfMatch() ifMatch: Revision,
  ) {
    const config = await this.change(principal, organizationId, 'RULES.CHANGED', ifMatch, () => body);
    return { rules: config.rules, revision: config.revision };
  }

  @Route(ROUTES.configuration.tags)
  async tags(@CurrentOrganization() organizationId: OrganizationId) {
    const { tags, revision } = await this.configure.read(organizationId);
    return { tags, revision };
  }

  @Route(ROUTES.configuration.putTags)
  async putTags(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: listsInSlices(ROUTES.configuration.putTags.body) })
    body: BodyOf<typeof ROUTES.configuration.putTags>,
    @IfMatch() ifMatch: Revision,
  ) {
    const config = await this.change(principal, organizationId, 'TAGS.CHANGED', ifMatch, () => body);
    return { tags: config.tags, revision: config.revision };
  }

  @Route(ROUTES.configuration.assets)
  async assets(@CurrentOrganization() organizationId: OrganizationId) {
    const { assets, revision } = await this.configure.read(organizationId);
    return { assets, revision };
  }

  @Route(ROUTES.configuration.putAssets)
  async putAssets(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: listsInSlices(ROUTES.configuration.putAssets.body) })
    body: BodyOf<typeof ROUTES.configuration.putAssets>,
    @IfMatch() ifMatch: Revision,
  ) {
    const config = await this.change(principal, organizationId, 'ASSETS.CHANGED', ifMatch, () => body);
    return { assets: config.assets, revision: config.revision };
  }

  @Route(ROUTES.configuration.settings)
  async settings(@CurrentOrganization() organizationId: OrganizationId) {
    return (await this.configure.read(organizationId)).settings;
  }

  @Route(ROUTES.configuration.putSettings)
  async putSettings(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: ROUTES.configuration.putSettings.body })
    body: BodyOf<typeof ROUTES.configuration.putSettings>,
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
