import type { AlertId, OrganizationId } from '@eagle/contracts/domain';

/** The alerts that stood at one moment. */
export interface StandingAlerts {
  /** No event after this sequence was known when they were asked for. */
  readonly asOfSequence: number;
  readonly ids: ReadonlySet<AlertId>;
}

/** Answers are shared for this long: hundreds of phones resume in the same second. */
const SHARED_MS_MAX = 1_000;
/** Organizations that are remembered; all are forgotten at once when there are more. */
const ORGANIZATIONS_MAX = 1_000;

interface Shared {
  readonly atMs: number;
  readonly newestSequence: number;
  readonly asked: Promise<StandingAlerts>;
}

/** Knows which alerts of an organization stand, so that a replay can tell what is over from what is not. */
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
    // An answer from before the newest event says nothing about it.
    if (isFresh && known.newestSequence >= newestSequence) return known.asked;
    if (this.shared.size >= ORGANIZATIONS_MAX) this.shared.clear();
    const asked = this.read(organizationId).then((ids) => ({ asOfSequence: newestSequence, ids }));
    this.shared.set(organizationId, { atMs: this.now(), newestSequence, asked });
    return asked;
  }
}
