import { RPC } from '@eagle/contracts/bus';
import {
  AppError,
  type Feed,
  type Mapping,
  type OrganizationId,
  organizationSettingsSchema,
} from '@eagle/contracts/domain';
import { ROUTES, type BodyOf, type FeedProbe, type QueryOf } from '@eagle/contracts/rest';
import type { Bus } from '@eagle/messaging';
import { BUS } from '@eagle/service-kit';
import { Body, Controller, Inject, Query } from '@nestjs/common';
import { z } from 'zod';
import { FeedLooks } from './feed-looks.js';
import { configMistakes } from '../configure-organization/config-mistakes.js';
import { storedFeed } from '../configure-organization/config-parts.js';
import { ConfigureOrganization } from '../configure-organization/configure-organization.js';
import { listsInSlices } from '../http/body/lists-in-slices.js';
import { cutPage, decodeCursor } from '../http/page.js';
import { invalidRequest } from '../http/request-validation.js';
import { Route } from '../http/route.decorator.js';
import type { Principal } from '../access/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../access/request-context.js';
import { StatusCache } from '../live-push/status-cache.js';
import { QuarantinedRows } from './quarantined-rows.js';

const quarantinePosition = z.tuple([z.number().int()]);

/**
 * Inspects a SCADA source: whether it answers, which tables it has, what state it is in.
 * data-processor does the work.
 */
@Controller()
export class FeedsController {
  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(ConfigureOrganization) private readonly configure: ConfigureOrganization,
    @Inject(StatusCache) private readonly statuses: StatusCache,
    @Inject(QuarantinedRows) private readonly quarantined: QuarantinedRows,
    @Inject(FeedLooks) private readonly looks: FeedLooks,
  ) {}

  @Route(ROUTES.feeds.test)
  async test(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: ROUTES.feeds.test.body }) body: BodyOf<typeof ROUTES.feeds.test>,
  ) {
    const { feed, passwordSealed, mapping: stored } = await this.feedOf(organizationId, body);
    const mapping = body.mapping === undefined ? stored : { ...body.mapping, revision: 1 };
    const table = body.table ?? mapping?.table ?? null;
    await this.looks.take(principal, organizationId, 'FEED.TESTED', feed.host);
    return this.bus.ask(RPC.testFeed, {
      organizationId,
      feed,
      passwordSealed,
      ...(table === null ? {} : { table }),
      ...(mapping === null || mapping.table !== table ? {} : { mapping }),
    });
  }

  @Route(ROUTES.feeds.discover)
  async discover(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: ROUTES.feeds.discover.body }) body: BodyOf<typeof ROUTES.feeds.discover>,
  ) {
    const { feed, passwordSealed } = await this.feedOf(organizationId, body);
    await this.looks.take(principal, organizationId, 'FEED.DISCOVERED', feed.host);
    const { table } = body;
    return this.bus.ask(RPC.discoverFeed, {
      organizationId,
      feed,
      passwordSealed,
      ...(table === undefined ? {} : { table }),
    });
  }

  @Route(ROUTES.feeds.dryRun)
  async dryRun(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: listsInSlices(ROUTES.feeds.dryRun.body) }) body: BodyOf<typeof ROUTES.feeds.dryRun>,
  ) {
    const { assets, tags, settings } = body;
    const mapping = { ...body.mapping, revision: 1 };
    const whole = organizationSettingsSchema.parse(settings);
    const mistakes = configMistakes({ assets, tags, mapping, rules: [], settings: whole });
    if (mistakes.length > 0) throw invalidRequest(mistakes);
    const { feed, passwordSealed } = await this.feedOf(organizationId, body);
    await this.looks.take(principal, organizationId, 'FEED.DRY_RUN', feed.host);
    const tried = { assets, tags, mapping, settings };
    return this.bus.ask(RPC.dryRunFeed, { organizationId, feed, passwordSealed, ...tried });
  }

  @Route(ROUTES.feeds.status)
  status(@CurrentOrganization() organizationId: OrganizationId) {
    const { feed } = this.statuses.of(organizationId);
    if (feed !== null) return feed;
    throw new AppError('FEED.STATUS_UNKNOWN', 'The feed has no status yet.');
  }

  @Route(ROUTES.feeds.quarantine)
  async quarantine(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.feeds.quarantine.query }) query: QueryOf<typeof ROUTES.feeds.quarantine>,
  ) {
    const before = query.cursor === undefined ? Infinity : decodeCursor(query.cursor, quarantinePosition)[0];
    const rows = (await this.quarantined.of(organizationId)).filter(({ sequence }) => sequence < before);
    return cutPage(
      rows.slice(0, query.limit + 1),
      query.limit,
      (row) => row,
      (row) => [row.sequence],
    );
  }

  private async feedOf(
    organizationId: OrganizationId,
    body: Pick<FeedProbe, 'feed'>,
  ): Promise<{ feed: Feed; passwordSealed: string; mapping: Mapping | null }> {
    const config = await this.configure.read(organizationId);
    const feed =
      body.feed === undefined
        ? config.feed
        : storedFeed(body.feed, config.feed, this.configure.sealingOf(organizationId), '/feed');
    if (feed === null) {
      throw new AppError(
        'CONFIG.NOT_CONFIGURED',
        'The organization has no feed yet: give one in the request.',
      );
    }
    const { passwordSealed, ...rest } = feed;
    if (passwordSealed === '') {
      throw new AppError(
        'FEED.PASSWORD_REQUIRED',
        'Give the password again: the stored one could not be carried over from an older installation.',
        { errors: [{ pointer: '/feed/password', detail: 'required' }] },
      );
    }
    return { feed: rest, passwordSealed, mapping: config.mapping };
  }
}
