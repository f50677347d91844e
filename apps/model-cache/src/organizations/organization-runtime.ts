import {
  AppError,
  type AuditAuthor,
  type ModelFinding,
  type ModelVersion,
  type OrganizationId,
} from '@eagle/contracts/domain';
import { checkFeatures, type Deployment } from '@eagle/models';
import { messageOf } from '@eagle/service-kit';
import { believedNow } from '@eagle/service-kit/clocks';
import type { BundleReference, CurrentFeatures } from '../bundles/verified-bundles.js';
import { FailingReplicas, type FailureReport } from '../life/failing-replicas.js';
import { ModelLife, type Deployed } from '../life/model-life.js';
import { describeServing, refusalWithin, type ServingFacts } from '../serving-status/describe-serving.js';
import { ReportedStatus } from '../serving-status/reported-status.js';
import { ModelWatch } from '../watch/model-watch.js';
import { Candidates } from './candidates.js';
import type { StoredState, RuntimeTools, ModelSettings } from './runtime-tools.js';
import { ModelPointers } from '../life/model-pointers.js';

/**
 * Everything about one organization's models: its pointers, the waiting candidate, and the only
 * place that makes its serving status. Steps run one after the other, so that two promotions cannot
 * cross. Requests of people overtake a candidate in preparation. Runtimes are independent of each
 * other.
 */
export class OrganizationRuntime {
  private steps: Promise<void> = Promise.resolve();
  private settings: ModelSettings = { features: null, obstacle: null, deployAs: 'champion' };
  private known = false;
  private liveProblem: ServingFacts['liveProblem'] = null;
  private warming: ModelVersion | null = null;
  /** Remarks beside the state: why the last candidate was refused, what was quarantined. */
  private notice: string | null;
  private readonly pointers: ModelPointers;
  private readonly life: ModelLife;
  private readonly candidates: Candidates;
  private readonly failing = new FailingReplicas();
  private readonly modelWatch: ModelWatch;
  private readonly reported: ReportedStatus;

  constructor(
    readonly organizationId: OrganizationId,
    memory: StoredState,
    private readonly tools: RuntimeTools,
  ) {
    const { live, shadow, status, use } = memory;
    this.pointers = new ModelPointers(organizationId, live, shadow, tools);
    this.life = new ModelLife(organizationId, this.pointers, tools);
    this.candidates = new Candidates(organizationId, status?.judgedSequence ?? 0, tools, () =>
      this.tryCandidate(),
    );
    this.modelWatch = new ModelWatch(organizationId, { findings: status?.watch ?? null, use }, tools);
    this.reported = new ReportedStatus(organizationId, status, tools.putStatus);
    this.notice = status === null ? null : refusalWithin(status);
  }

  /** Takes the organization's present configuration. */
  configured(settings: ModelSettings): void {
    const { features, obstacle } = this.settings;
    const unchanged =
      this.known && features?.hash === settings.features?.hash && obstacle === settings.obstacle;
    this.known = true;
    this.settings = settings;
    if (unchanged) return;
    void this.enqueue(() => this.settle());
    this.tryCandidate();
  }

  /**
   * A bundle was registered. Older registrations that were judged before are ignored; of several
   * waiting, the newest counts.
   */
  registered(reference: BundleReference, sequence: number, promote: boolean): void {
    if (!promote) void this.enqueue(() => this.cleanUp());
    else if (this.candidates.add(reference, sequence)) this.tryCandidate();
  }

  /** Carries out a request. @throws AppError why it is refused; then nothing has changed. */
  deploy(deployment: Deployment, by: AuditAuthor): Promise<Deployed> {
    return this.command(deployment.version, (features) => this.life.deploy(deployment, by, features));
  }

  /** Returns to the last version that served well. @throws AppError. */
  rollBack(reason: string, by: AuditAuthor): Promise<{ version: ModelVersion; previous: ModelVersion }> {
    return this.command(null, (features) => this.life.rollBack(reason, by, features));
  }

  /** @throws AppError. */
  async remove(version: ModelVersion, by: AuditAuthor, reason: string): Promise<void> {
    await this.enqueue(async () => {
      await this.life.remove(version, by, reason);
      await this.look();
    });
  }

  /** A replica reports that a model fails there. */
  replicaFailed(report: FailureReport, nowMs: number): void {
    this.failing.failed(report, nowMs);
    void this.enqueue(() => this.judgeFailures());
  }

  /** A replica reports that a model has recovered. */
  replicaRecovered(replica: string, version: ModelVersion): void {
    if (this.failing.recovered(replica, version)) void this.enqueue(() => this.reportStatus());
  }

  /** Forgets the reports of silent replicas, and repeats failed writes. */
  sweep(nowMs: number): void {
    if (this.failing.sweep(nowMs)) void this.enqueue(() => this.reportStatus());
    if (this.known && !this.life.recorded) void this.enqueue(() => this.settle());
  }

  /**
   * A replica reports when a model last predicted there. It waits for no step: the work of one
   * organization must not delay the reports of others.
   */
  async modelPredicted(version: ModelVersion, predictedAtMs: number): Promise<void> {
    if (this.pointers.live?.version !== version) return;
    const wasUnused = await this.modelWatch.predicted(version, predictedAtMs, believedNow());
    if (wasUnused) void this.watch();
  }

  /** The findings of the health watch; null: it has not checked yet. */
  get findings(): readonly ModelFinding[] | null {
    return this.modelWatch.findings;
  }

  /** Checks the health of the live and the stored versions. */
  watch(): Promise<void> {
    return this.known ? this.enqueue(() => this.look()) : Promise.resolve();
  }

  async close(): Promise<void> {
    this.candidates.close();
    await this.steps;
  }

  private enqueue<T>(step: () => Promise<T>): Promise<T> {
    const done = this.steps.then(step);
    this.steps = done.then(
      () => undefined,
      () => undefined,
    );
    // Steps without a caller are logged here; commands pass their error on as well.
    done.catch((error: unknown) => {
      if (error instanceof AppError && error.kind !== 'bug') return;
      this.tools.logger.error({ organizationId: this.organizationId, error }, 'Step of a model failed');
    });
    return done;
  }

  /**
   * A person's decision overtakes a candidate that is being prepared, and stands: the candidate
   * then waits for a manual deployment.
   */
  private async command<T>(
    warming: ModelVersion | null,
    run: (features: CurrentFeatures) => Promise<T>,
  ): Promise<T> {
    this.candidates.overtake();
    try {
      return await this.enqueue(async () => {
        const before = this.pointers.live;
        this.warming = warming;
        try {
          const done = await run(this.featuresNow());
          if (this.pointers.live !== before) this.flipped(this.candidates.dismiss());
          return done;
        } catch (error) {
          this.countRefusal(error);
          throw error;
        } finally {
          this.warming = null;
          await this.reportStatus();
        }
      });
    } finally {
      void this.enqueue(() => this.cleanUp());
      this.tryCandidate();
    }
  }

  private featuresNow(): CurrentFeatures {
    const { features, obstacle } = this.settings;
    if (features !== null) return features;
    throw new AppError('MODEL.NO_FEATURES', obstacle ?? 'The organization is not known.');
  }

  private tryCandidate(): void {
    this.candidates.cancelRetry();
    // The organization's configuration has not arrived yet; it will start the candidate again.
    if (this.candidates.waiting === null || !this.known) return;
    void this.enqueue(() => this.judgeCandidate());
  }

  private async judgeCandidate(): Promise<void> {
    const candidate = this.candidates.waiting;
    if (candidate === null) return;
    const { reference } = candidate;
    const { live } = this.pointers;
    this.warming = reference.version;
    try {
      await this.reportStatus();
      await this.life.takeIn(reference, this.settings.deployAs, this.featuresNow(), this.candidates.begin());
      this.candidates.judged(candidate);
      if (this.pointers.live !== live) this.flipped(null);
    } catch (error) {
      if (!this.candidates.tryLater(candidate, error)) {
        this.notice = `Version ${reference.version} was refused: ${this.candidates.refuse(candidate, error)}`;
        this.countRefusal(error);
      }
    }
    this.warming = null;
    await this.reportStatus();
    await this.cleanUp();
  }

  /** After a step that may exceed the number of kept versions. */
  private async cleanUp(): Promise<void> {
    await this.life.retain();
    await this.look();
  }

  private async look(): Promise<void> {
    await this.modelWatch.look(this.pointers.live, believedNow());
    await this.reportStatus();
  }

  private flipped(notice: string | null): void {
    this.liveProblem = null;
    this.notice = notice;
    const version = this.pointers.live?.version;
    if (version !== undefined) this.failing.forget(version);
    this.tools.metrics.judged('promoted');
    this.tools.logger.info({ organizationId: this.organizationId, version }, 'Model promoted');
  }

  private countRefusal(error: unknown): void {
    this.tools.metrics.judged('refused');
    this.tools.metrics.refused(error instanceof AppError ? error.code : 'INTERNAL.UNEXPECTED');
  }

  private async judgeFailures(): Promise<void> {
    const lasting = this.failing.lasting(this.tools.quarantineAfterMs);
    if (lasting !== null) {
      const notice = await this.life.fail(lasting, this.settings.features);
      this.failing.forget(lasting.version);
      if (notice !== null) {
        this.notice = notice;
        this.liveProblem = null;
        this.tools.metrics.judged('quarantined');
        this.tools.logger.error(
          { organizationId: this.organizationId, version: lasting.version, notice },
          'Model quarantined',
        );
      }
    }
    await this.reportStatus();
  }

  /**
   * Checks that register and pointers agree, and that the live version still fits: its files, and
   * the present features.
   */
  private async settle(): Promise<void> {
    try {
      await this.life.reconcile(this.settings.features);
    } catch (error) {
      this.tools.logger.warn(
        { organizationId: this.organizationId, error },
        'Register and pointers could not be compared; the comparison is retried',
      );
    }
    this.liveProblem = await this.problemOfLive();
    await this.reportStatus();
  }

  private async problemOfLive(): Promise<ServingFacts['liveProblem']> {
    const { live } = this.pointers;
    const { features } = this.settings;
    if (live === null || features === null) return null;
    const { organizationId, version, artifactPath } = live;
    try {
      const bundle = await this.tools.bundles.read({ organizationId, version, artifactPath });
      checkFeatures(bundle.manifest, features);
      return null;
    } catch (error) {
      const isOfFeatures = error instanceof AppError && error.code === 'MODEL.WRONG_FEATURES';
      if (!isOfFeatures) {
        this.tools.metrics.refused(error instanceof AppError ? error.code : 'INTERNAL.UNEXPECTED');
        this.tools.logger.error({ organizationId, version, error }, 'Live model cannot be read');
      }
      return { kind: isOfFeatures ? 'features' : 'damaged', reason: messageOf(error) };
    }
  }

  private async reportStatus(): Promise<void> {
    const liveVersion = this.pointers.live?.version ?? null;
    const failing = this.failing.reasonFor(liveVersion);
    const described = describeServing({
      liveVersion,
      liveProblem: this.liveProblem ?? (failing === null ? null : { kind: 'failing', reason: failing }),
      warmingVersion: this.warming,
      refusal: this.notice,
      obstacle: this.known ? this.settings.obstacle : null,
    });
    const { findings } = this.modelWatch;
    const reported = {
      ...described,
      judgedSequence: this.candidates.judgedSequence,
      shadowVersion: this.pointers.shadow?.version ?? null,
      override: this.life.override,
      ...(findings === null ? {} : { watch: [...findings] }),
    };
    await this.reported.report(reported);
  }
}
