import type { FeedStatus, OrganizationId, ServingStatus, TrainingStatus } from '@eagle/contracts/domain';
import type { OrganizationGlance, Page, PageQuery } from '@eagle/contracts/rest';
import type { Bus, DeadLetterCount } from '@eagle/messaging';
import { BUS } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Organization } from '../configure-organization/organization.repository.js';
import { StatusCache } from '../live-push/status-cache.js';
import { GlanceRepository, type StoredGlance } from './glance.repository.js';
import { Organizations } from './organizations.js';

/** Several super-admins watch the same page: what was counted is shared for this long. */
const SHARED_MS = 2_000;
/** Pages in memory; beyond it all are forgotten. */
const PAGES_MAX = 100;
/** Rows of a source; all other nouns are messages of the platform. */
const ROWS = 'rows';

interface Counted {
  readonly stored: ReadonlyMap<OrganizationId, StoredGlance>;
  readonly letters: readonly DeadLetterCount[];
}
interface SharedCount {
  readonly askedAtMs: number;
  readonly counted: Promise<Counted>;
}

/**
 * All organizations at a glance, for super-admins: from the statuses that are in memory, two statements
 * to the database and one question to the message server for a page.
 */
@Injectable()
export class OrganizationGlances {
  private readonly shared = new Map<string, SharedCount>();

  constructor(
    @Inject(Organizations) private readonly organizations: Organizations,
    @Inject(GlanceRepository) private readonly repository: GlanceRepository,
    @Inject(StatusCache) private readonly statuses: StatusCache,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  async list(query: PageQuery): Promise<Page<OrganizationGlance>> {
    const { items, nextCursor } = await this.organizations.list(query);
    const { stored, letters } = await this.counted(items.map(({ id }) => id));
    return {
      items: items.map((organization) => this.glance(organization, stored.get(organization.id), letters)),
      nextCursor,
    };
  }

  private counted(organizationIds: readonly OrganizationId[]): Promise<Counted> {
    const key = organizationIds.join();
    const nowMs = performance.now();
    const known = this.shared.get(key);
    if (known !== undefined && nowMs - known.askedAtMs < SHARED_MS) return known.counted;
    if (this.shared.size >= PAGES_MAX) this.shared.clear();
    const counted = this.count(organizationIds);
    this.shared.set(key, { askedAtMs: nowMs, counted });
    // A failure is not shared: the next one asks anew.
    counted.catch(() => this.shared.delete(key));
    return counted;
  }

  private async count(organizationIds: readonly OrganizationId[]): Promise<Counted> {
    const [stored, letters] = await Promise.all([
      this.repository.of(organizationIds),
      this.bus.deadLetters.counts(),
    ]);
    return { stored, letters };
  }

  private glance(
    organization: Organization,
    stored: StoredGlance | undefined,
    letters: readonly DeadLetterCount[],
  ): OrganizationGlance {
    const { id } = organization;
    const { feed, serving, training } = this.statuses.of(id);
    return {
      organization,
      timeZone: stored?.time_zone ?? null,
      assets: stored?.assets ?? 0,
      feed: feed === null ? null : shownFeed(feed),
      rowsPerSecond: this.statuses.rowsPerSecond(id),
      lastHour: this.statuses.lastHour(id),
      serving: serving === null ? null : shownServing(serving),
      modelRegisteredAt: stored?.model_registered_at ?? null,
      warned: warnedOf(stored),
      training: training === null ? null : shownTraining(training),
      takenOver: stored?.taken_over ?? null,
      alerts: alertsOf(stored),
      deadLetters: sumOf(letters, id, (noun) => noun !== ROWS),
      quarantinedRows: sumOf(letters, id, (noun) => noun === ROWS),
      contacts: stored?.contacts ?? [],
    };
  }
}

/** Not its watermark and its ledger: they hold keys and times of the plant's rows. */
function shownFeed({ state, problem, reason, remark, lagMs, newestEventAt, updatedAt }: FeedStatus) {
  return {
    ...{ state, problem, reason, lagMs, newestEventAt, updatedAt },
    ...(remark === undefined ? {} : { remark }),
  };
}

function shownServing({ state, version, reason, cause, override, watch }: ServingStatus) {
  return {
    ...{ state, version, reason },
    ...(cause === undefined ? {} : { cause }),
    ...(override === undefined ? {} : { override }),
    ...(watch === undefined ? {} : { watch }),
  };
}

function shownTraining({ stage, progress, reason, waitsFor, leftMs, nextAt, attention }: TrainingStatus) {
  return {
    ...{ stage, progress, reason },
    ...(waitsFor === undefined ? {} : { waitsFor }),
    ...(leftMs === undefined ? {} : { leftMs }),
    ...(nextAt === undefined ? {} : { nextAt }),
    ...(attention === undefined ? {} : { attention }),
  };
}

function alertsOf(stored: StoredGlance | undefined): OrganizationGlance['alerts'] {
  const counts = { critical: NONE, high: NONE, medium: NONE, low: NONE };
  for (const { severity, active, unacknowledged } of stored?.alerts ?? []) {
    counts[severity] = { active, unacknowledged };
  }
  return counts;
}

/** Nothing can be said of a version that was judged on no failure. */
function warnedOf(stored: StoredGlance | undefined): OrganizationGlance['warned'] {
  const { failures = 0, warned_in_time: inTime = 0 } = stored?.judged ?? {};
  return failures === 0 ? null : { inTime, failures };
}

const NONE = { active: 0, unacknowledged: 0 };

const sumOf = (
  letters: readonly DeadLetterCount[],
  organizationId: OrganizationId,
  isCounted: (noun: string) => boolean,
): number =>
  letters
    .filter((letter) => letter.organizationId === organizationId && isCounted(letter.noun))
    .reduce((sum, { count }) => sum + count, 0);
