import type { AlertId, OrganizationId } from '@eagle/contracts/domain';

/** The alerts that were active at one moment. */
export interface StandingAlerts {
  /** The newest known sequence when the query began. */
  readonly asOfSequence: number;
  readonly ids: ReadonlySet<AlertId>;
}

/** Answers are shared for this long: hundreds of phones resume in the same second. */
const SHARED_MS_MAX = 1_000;
/** Most organizations in memory; beyond it all are forgotten. */
const ORGANIZATIONS_MAX = 1_000;

interface Shared {
  readonly atMs: number;
  readonly newestSequence: number;
  readonly asked: Promise<StandingAlerts>;
}

/**
 * Knows which alerts of an organization are active, so that a replay can mark alerts that are over.
 */
export class StandingAlertsReader {
  private readonly shared = new Map<OrganizationId, Shared>();

  constructor(
    private readonly read: (organizationId: OrganizationId) => Promise<ReadonlySet<AlertId>>,
    /** Runs monotonically, milliseconds. */
    private readonly now: () => number,
  ) {}

  /** @param newestSequence  The organization's newest event, read before. */
  of(organizationId: OrganizationId, newestSequence: number): Promise<StandingAlerts> {
    const known = this.shared.get(organizationId);
    const isFresh = known !== undefined && this.now() - known.atMs < SHARED_MS_MAX;
    // An answer that is older than the newest event says nothing about it.
    if (isFresh && known.newestSequence >= newestSequence) return known.asked;
    if (this.shared.size >= ORGANIZATIONS_MAX) this.shared.clear();
    const asked = this.read(organizationId).then((ids) => ({ asOfSequence: newestSequence, ids }));
    this.shared.set(organizationId, { atMs: this.now(), newestSequence, asked });
    return asked;
  }
}
