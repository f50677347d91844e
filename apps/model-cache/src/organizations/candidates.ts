import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import { backOffMs, type Logger } from '@eagle/service-kit';
import type { BundleReference } from '../bundles/verified-bundles.js';
import type { ModelCacheMetrics } from '../metrics.js';

export interface Candidate {
  readonly reference: BundleReference;
  /** Stream sequence of its registration. */
  readonly sequence: number;
  attempt: number;
}

/**
 * A replica's refusal may have a passing cause (a fetch that timed out); after this many, the
 * bundle is to blame.
 */
const REPLICA_REFUSALS_MAX = 3;

/**
 * The version that was registered last and is not judged yet. It ends as live, refused, or
 * overtaken by a request.
 */
export class Candidates {
  private waitingCandidate: Candidate | null = null;
  private retry: NodeJS.Timeout | null = null;
  private preparing: AbortController | null = null;
  private lastJudgedSequence: number;

  constructor(
    private readonly organizationId: OrganizationId,
    judgedSequence: number,
    private readonly tools: { readonly metrics: ModelCacheMetrics; readonly logger: Logger },
    private readonly onRetry: () => void,
  ) {
    this.lastJudgedSequence = judgedSequence;
  }

  get waiting(): Candidate | null {
    return this.waitingCandidate;
  }
  /** Sequence of the last registration that was judged. */
  get judgedSequence(): number {
    return this.lastJudgedSequence;
  }

  /** @returns whether it is new. */
  add(reference: BundleReference, sequence: number): boolean {
    if (sequence <= this.lastJudgedSequence || sequence <= (this.waitingCandidate?.sequence ?? 0))
      return false;
    this.waitingCandidate = { reference, sequence, attempt: 0 };
    return true;
  }

  /** Its preparation begins. @returns the signal that aborts it for something more urgent. */
  begin(): AbortSignal {
    this.preparing = new AbortController();
    return this.preparing.signal;
  }

  overtake(): void {
    this.preparing?.abort();
    this.cancelRetry();
  }

  judged(candidate: Candidate): void {
    this.lastJudgedSequence = Math.max(this.lastJudgedSequence, candidate.sequence);
    if (this.waitingCandidate === candidate) this.waitingCandidate = null;
  }

  /**
   * Another decision overtakes it. @returns the text for people; null where no candidate waited.
   */
  dismiss(): string | null {
    const candidate = this.waitingCandidate;
    if (candidate === null) return null;
    this.judged(candidate);
    return `Version ${candidate.reference.version} was not put into service because another one was deployed meanwhile.`;
  }

  /** @returns false where a retry would not help. */
  tryLater(candidate: Candidate, error: unknown): boolean {
    if (!mayPass(error, candidate)) return false;
    if (this.waitingCandidate !== candidate) return true;
    const { version } = candidate.reference;
    const waitMs = backOffMs(candidate.attempt, Math.random());
    candidate.attempt += 1;
    this.tools.metrics.judged('retried');
    this.tools.logger.warn(
      { organizationId: this.organizationId, version, waitMs, error },
      'The candidate is retried',
    );
    this.retry = setTimeout(this.onRetry, waitMs);
    return true;
  }

  /** @returns the reason for people. */
  refuse(candidate: Candidate, error: unknown): string {
    const { version } = candidate.reference;
    this.judged(candidate);
    this.tools.logger.warn({ organizationId: this.organizationId, version, error }, 'Model refused');
    return error instanceof AppError ? error.message : 'It could not be checked; see the log for the reason.';
  }

  cancelRetry(): void {
    if (this.retry !== null) clearTimeout(this.retry);
    this.retry = null;
  }

  close(): void {
    this.overtake();
    this.waitingCandidate = null;
  }
}

function mayPass(error: unknown, candidate: Candidate): boolean {
  if (!(error instanceof AppError)) return false;
  if (error.code === 'MODEL.OVERTAKEN' || error.code === 'MODEL.CHANGED') return true;
  if (error.code === 'MODEL.REPLICA_REFUSED') return candidate.attempt + 1 < REPLICA_REFUSALS_MAX;
  return error.retryable;
}
