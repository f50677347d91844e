import { RPC } from '@eagle/contracts/bus';
import {
  AppError,
  type Feed,
  feedStatusSchema,
  type Mapping,
  type OrganizationId,
  tableNameSchema,
} from '@eagle/contracts/domain';
import { feedInputSchema, mappingInputSchema, quarantinePageSchema } from '@eagle/contracts/rest';
import type { Bus } from '@eagle/messaging';
import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { FeedLooks } from '../adapters/postgres/feed-looks.js';
import { storedFeed } from '../configure-organization/config-parts.js';
import { ConfigureOrganization } from '../configure-organization/configure-organization.js';
import { ApiOrganizationInPath } from '../http/api-organization.decorator.js';
import { cutPage, decodeCursor, type PageQuery, pageQuerySchema } from '../http/page.js';
import { BUS } from '../ports.js';
import { ForAdmins, ForMembers } from '../tenancy/access-rules.decorator.js';
import type { Principal } from '../tenancy/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../tenancy/request-context.js';
import { StatusBoard } from '../live-push/status-board.js';
import { QuarantinedRows } from './quarantined-rows.js';

const probeSchema = z
  .object({
    /** Left out: the stored feed. */
    feed: feedInputSchema.optional(),
    /** `schema.table`; left out: the mapped one (test), or none (discover lists the tables). */
    table: tableNameSchema.optional(),
    /** How it is to be read; left out: as is stored. Tested with what each look costs the source. */
    mapping: mappingInputSchema.optional(),
  })
  .prefault({});
type Probe = z.output<typeof probeSchema>;

const quarantinePosition = z.tuple([z.number().int()]);

/** Looking at a SCADA source: whether it answers, what is in it, how it does. data-processor does the looking. */
@ApiTags('feeds')
@Controller('api/v1/organizations/:organizationId/feed')
export class FeedsController {
  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(ConfigureOrganization) private readonly configure: ConfigureOrganization,
    @Inject(StatusBoard) private readonly statuses: StatusBoard,
    @Inject(QuarantinedRows) private readonly quarantined: QuarantinedRows,
    @Inject(FeedLooks) private readonly looks: FeedLooks,
  ) {}

  @Post('test')
  @HttpCode(200)
  @ForAdmins()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: RPC.testFeed.reply })
  async test(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: probeSchema }) body: Probe,
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

  @Post('discover')
  @HttpCode(200)
  @ForAdmins()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: RPC.discoverFeed.reply })
  async discover(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: probeSchema }) body: Probe,
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

  @Get('status')
  @ForMembers()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: feedStatusSchema })
  status(@CurrentOrganization() organizationId: OrganizationId) {
    const { feed } = this.statuses.of(organizationId);
    if (feed !== null) return feed;
    throw new AppError('FEED.STATUS_UNKNOWN', 'not-found', 'Nothing is known of the feed yet.');
  }

  /** The newest rows of the source that could not be used, each with its reason; newest first. */
  @Get('quarantine')
  @ForAdmins()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: quarantinePageSchema })
  async quarantine(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
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
    body: Probe,
  ): Promise<{ feed: Feed; passwordSealed: string; mapping: Mapping | null }> {
    const config = await this.configure.read(organizationId);
    const feed =
      body.feed === undefined
        ? config.feed
        : storedFeed(body.feed, config.feed, this.configure.sealingOf(organizationId));
    if (feed === null) {
      throw new AppError(
        'CONFIG.NOT_CONFIGURED',
        'not-found',
        'The organization has no feed yet: give one to look at.',
      );
    }
    const { passwordSealed, ...rest } = feed;
    if (passwordSealed === '') {
      throw new AppError(
        'FEED.PASSWORD_REQUIRED',
        'invalid',
        'Give the password again: the stored one could not be carried over from an older installation.',
        { errors: [{ pointer: '/feed/password', detail: 'required' }] },
      );
    }
    return { feed: rest, passwordSealed, mapping: config.mapping };
  }
}
