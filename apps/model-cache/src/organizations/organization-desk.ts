import {
  AppError,
  type LiveModel,
  type ModelVersion,
  type OrganizationId,
  type ServingStatus,
} from '@eagle/contracts';
import { checkFeatures } from '@eagle/models';
import { backOffMs, messageOf, type Logger } from '@eagle/service-kit';
import type { BundleReference, CurrentFeatures, VerifiedBundles } from '../bundles/verified-bundles.js';
import type { ModelCacheMetrics } from '../metrics.js';
import type { LiveReplicas } from '../replicas/live-replicas.js';
import { describeServing, refusalWithin, type ServingFacts } from '../serving-status/describe-serving.js';

/** What a desk works with; the adapters behind it are the service's. */
export interface DeskTools {
  readonly bundles: VerifiedBundles;
  readonly replicas: Pick<LiveReplicas, 'warm'>;
  readonly metrics: ModelCacheMetrics;
  readonly logger: Logger;
  readonly putLive: (live: LiveModel) => Promise<void>;
  readonly putStatus: (status: ServingStatus) => Promise<void>;
}

interface Candidate {
  readonly reference: BundleReference;
  /** Stream sequence of its registration. */
  readonly sequence: number;
  attempt: number;
}

/** Refusals of a replica may come from the moment (a fetch that timed out); this many are taken as the bundle's own fault. */
const REPLICA_REFUSALS_MAX = 3;
/** A replica that fails says so every two seconds; after this much silence it is not failing any more. */
const FAILING_EXPIRES_MS = 10_000;

/**
 * Everything about one organization's models: its live pointer, the candidate that waits, and the one place where its serving status is made. Steps
 * run one after the other, so that two promotions cannot cross; desks know nothing of each other.
 */
export class OrganizationDesk {
  #steps: Promise<void> = Promise.resolve();
  #features: CurrentFeatures | null = null;
  #obstacle: string | null = null;
  #known = false;
  #live: LiveModel | null;
  #liveProblem: ServingFacts['liveProblem'] = null;
  #warming: ModelVersion | null = null;
  #refusal: string | null;
  #judgedSequence: number;
  #candidate: Candidate | null = null;
  #retry: NodeJS.Timeout | null = null;
  readonly #failing = new Map<string, { version: ModelVersion; reason: string; atMs: number }>();
  #lastStatus: ServingStatus | null;

  /** @param status  As it was left by the run before; tells what was judged already. */
  constructor(
    readonly organizationId: OrganizationId,
    live: LiveModel | null,
    status: ServingStatus | null,
    private readonly tools: DeskTools,
  ) {
    this.#live = live;
    this.#lastStatus = status;
    this.#judgedSequence = status?.judgedSequence ?? 0;
    this.#refusal = status === null ? null : refusalWithin(status);
  }

  /**
   * The organization's features as its config has them now.
   * @param obstacle  Why it has none.
   */
  configured(features: CurrentFeatures | null, obstacle: string | null): void {
    const unchanged = this.#known && this.#features?.hash === features?.hash && this.#obstacle === obstacle;
    this.#known = true;
    this.#features = features;
    this.#obstacle = obstacle;
    if (unchanged) return;
    void this.#enqueue(() => this.#judgeLive());
    this.#tryCandidate();
  }

  /** A bundle was registered to be served. Older registrations that were judged before are left alone; of several waiting, the newest counts. */
  registered(reference: BundleReference, sequence: number): void {
    if (sequence <= this.#judgedSequence || sequence <= (this.#candidate?.sequence ?? 0)) return;
    this.#candidate = { reference, sequence, attempt: 0 };
    this.#tryCandidate();
  }

  /**
   * Serves a version on request (an older one, too: roll-back).
   * @returns the version that was live before.
   * @throws AppError why it is refused; then nothing has changed.
   */
  async promote(reference: BundleReference): Promise<ModelVersion | null> {
    let previous: ModelVersion | null = null;
    await this.#enqueue(async () => {
      previous = this.#live?.version ?? null;
      try {
        await this.#bringLive(reference);
      } catch (error) {
        this.#countRefusal(error);
        throw error;
      } finally {
        await this.#tellStatus();
      }
    });
    return previous;
  }

  /** A replica says that the live model fails there, or that it is well again. */
  replicaReported(
    replica: string,
    version: ModelVersion,
    healthy: boolean,
    reason: string,
    nowMs: number,
  ): void {
    if (healthy) this.#failing.delete(replica);
    else this.#failing.set(replica, { version, reason, atMs: nowMs });
    void this.#enqueue(() => this.#tellStatus());
  }

  /** Forgets what replicas said that have fallen silent. */
  sweep(nowMs: number): void {
    let changed = false;
    for (const [replica, { atMs }] of this.#failing) {
      if (nowMs - atMs > FAILING_EXPIRES_MS) changed = this.#failing.delete(replica) || changed;
    }
    if (changed) void this.#enqueue(() => this.#tellStatus());
  }

  async close(): Promise<void> {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#candidate = null;
    await this.#steps;
  }

  #enqueue(step: () => Promise<void>): Promise<void> {
    const done = this.#steps.then(step);
    this.#steps = done.catch(() => undefined);
    // Steps that nobody waits for are logged here; `promote` passes its error on as well.
    done.catch((error: unknown) => {
      if (error instanceof AppError && error.kind !== 'bug') return;
      this.tools.logger.error({ organizationId: this.organizationId, error }, 'Step of a model failed');
    });
    return done;
  }

  #tryCandidate(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    // Its organization's config has not come yet; it will bring the candidate up again.
    if (this.#candidate === null || !this.#known) return;
    void this.#enqueue(() => this.#judgeCandidate());
  }

  async #judgeCandidate(): Promise<void> {
    const candidate = this.#candidate;
    if (candidate === null) return;
    try {
      await this.#bringLive(candidate.reference);
      this.#judged(candidate);
    } catch (error) {
      if (this.#mayPass(error, candidate)) this.#tryLater(candidate, error);
      else this.#refuse(candidate, error);
    }
    await this.#tellStatus();
  }

  #judged(candidate: Candidate): void {
    this.#judgedSequence = candidate.sequence;
    if (this.#candidate === candidate) this.#candidate = null;
  }

  #mayPass(error: unknown, candidate: Candidate): boolean {
    if (!(error instanceof AppError)) return false;
    if (error.code === 'MODEL.REPLICA_REFUSED') return candidate.attempt + 1 < REPLICA_REFUSALS_MAX;
    return error.retryable;
  }

  #tryLater(candidate: Candidate, error: unknown): void {
    if (this.#candidate !== candidate) return;
    const waitMs = backOffMs(candidate.attempt, Math.random());
    candidate.attempt += 1;
    this.tools.metrics.judged('retried');
    this.tools.logger.warn(
      { organizationId: this.organizationId, version: candidate.reference.version, waitMs, error },
      'Model is tried again',
    );
    this.#retry = setTimeout(() => this.#tryCandidate(), waitMs);
  }

  #refuse(candidate: Candidate, error: unknown): void {
    const { version } = candidate.reference;
    const reason = error instanceof AppError ? error.message : 'It could not be checked; the log says why.';
    this.#judged(candidate);
    this.#refusal = `Version ${version} was refused: ${reason}`;
    this.#countRefusal(error);
    this.tools.logger.warn({ organizationId: this.organizationId, version, error }, 'Model refused');
  }

  #countRefusal(error: unknown): void {
    this.tools.metrics.judged('refused');
    this.tools.metrics.refused(error instanceof AppError ? error.code : 'MODEL.UNKNOWN');
  }

  /** Check, warm, flip. The former version serves until the flip and goes on when anything fails before it. */
  async #bringLive(reference: BundleReference): Promise<void> {
    const { version, artifactPath } = reference;
    if (this.#features === null) {
      throw new AppError('MODEL.NO_FEATURES', 'conflict', this.#obstacle ?? 'The organization is not known.');
    }
    this.#warming = version;
    try {
      await this.#tellStatus();
      await this.tools.bundles.verify(reference, this.#features);
      await this.tools.replicas.warm(reference);
      const live: LiveModel = {
        v: 1,
        organizationId: this.organizationId,
        version,
        artifactPath,
        flippedAt: new Date().toISOString(),
      };
      await this.tools.putLive(live);
      this.#live = live;
      this.#liveProblem = null;
      this.#refusal = null;
      this.#failing.clear();
      this.tools.metrics.judged('promoted');
      this.tools.logger.info({ organizationId: this.organizationId, version }, 'Model promoted');
    } finally {
      this.#warming = null;
    }
  }

  /** Whether the live version still fits: its files, and the features of now. */
  async #judgeLive(): Promise<void> {
    this.#liveProblem = await this.#problemOfLive();
    await this.#tellStatus();
  }

  async #problemOfLive(): Promise<ServingFacts['liveProblem']> {
    if (this.#live === null || this.#features === null) return null;
    const { organizationId, version, artifactPath } = this.#live;
    try {
      const bundle = await this.tools.bundles.read({ organizationId, version, artifactPath });
      checkFeatures(bundle.manifest, this.#features);
      return null;
    } catch (error) {
      const features = error instanceof AppError && error.code === 'MODEL.WRONG_FEATURES';
      if (!features) {
        this.tools.metrics.refused(error instanceof AppError ? error.code : 'MODEL.UNKNOWN');
        this.tools.logger.error({ organizationId, version, error }, 'Live model cannot be read');
      }
      return { kind: features ? 'features' : 'damaged', reason: messageOf(error) };
    }
  }

  async #tellStatus(): Promise<void> {
    const described = describeServing({
      liveVersion: this.#live?.version ?? null,
      liveProblem: this.#liveProblem ?? this.#failingNow(),
      warmingVersion: this.#warming,
      refusal: this.#refusal,
      obstacle: this.#known ? this.#obstacle : null,
    });
    const last = this.#lastStatus;
    const same =
      last?.state === described.state &&
      last.version === described.version &&
      last.reason === described.reason &&
      (last.judgedSequence ?? 0) === this.#judgedSequence;
    if (same) return;
    const status: ServingStatus = {
      v: 1,
      organizationId: this.organizationId,
      ...described,
      updatedAt: new Date().toISOString(),
      judgedSequence: this.#judgedSequence,
    };
    await this.tools.putStatus(status);
    this.#lastStatus = status;
  }

  #failingNow(): ServingFacts['liveProblem'] {
    for (const { version, reason } of this.#failing.values()) {
      if (version === this.#live?.version) return { kind: 'failing', reason };
    }
    return null;
  }
}
