import {
  AppError,
  type AuditAuthor,
  BY_PLATFORM,
  MODEL_INACTIVE_VERSIONS_MAX,
  type ModelState,
  type ModelVersion,
  type OrganizationId,
} from '@eagle/contracts/domain';
import {
  assertDeletable,
  decideDeployment,
  decideQuarantine,
  decideRollBack,
  lastGoodVersion,
  versionsToDelete,
  type Deployment,
  type Flip,
} from '@eagle/models';
import type { Logger } from '@eagle/service-kit';
import { believedNow } from '@eagle/service-kit/clocks';
import type { BundleReference, CurrentFeatures, VerifiedBundles } from '../bundles/verified-bundles.js';
import type { ModelPointers } from './model-pointers.js';
import type { FailureReport } from './failing-replicas.js';
import { ServingEntry } from './serving-entry.js';
import type { BundleRemoval, ModelRegister, RegisteredVersion } from './model-register.js';

/**
 * If the last good version fails within this time after a return to it, only rules remain: the
 * cause is then not the model.
 */
const RETURN_PAUSE_MS = 10 * 60_000;

export interface LifeTools {
  readonly register: ModelRegister;
  readonly removal: BundleRemoval;
  readonly bundles: Pick<VerifiedBundles, 'read'>;
  readonly logger: Logger;
}

export interface Deployed {
  readonly version: ModelVersion;
  readonly state: ModelState;
  readonly previous: ModelVersion | null;
  readonly override: boolean;
}

/**
 * The life cycle of one organization's versions. The pointer decides what serves and is flipped
 * first. The register follows at once or, where the database is unavailable, as soon as it is back.
 * Calls run one after the other.
 */
export class ModelLife {
  private readonly entry: ServingEntry;

  constructor(
    private readonly organizationId: OrganizationId,
    private readonly pointers: ModelPointers,
    private readonly tools: LifeTools,
  ) {
    this.entry = new ServingEntry(organizationId, pointers, tools);
  }

  /** Whether the register agrees with the pointer. */
  get recorded(): boolean {
    return this.entry.isRecorded;
  }
  /** Whether an admin put the live version into service against the gate or after a failure. */
  get override(): boolean {
    return this.entry.isOverride;
  }

  /** @throws AppError why it is refused; then nothing has changed. */
  async deploy(
    deployment: Deployment,
    by: AuditAuthor,
    features: CurrentFeatures,
    hurried = false,
  ): Promise<Deployed> {
    const { version, mode } = deployment;
    const records = await this.read();
    const change = decideDeployment(records, deployment);
    const previous = this.pointers.live?.version ?? null;
    const step = change.steps.at(-1);
    const reference = this.referenceOf(records, version);
    if (mode === 'champion' && step !== undefined) {
      await this.pointers.bringLive(reference, features, { flip: flipOf(step), by, hurried });
      await this.record();
      if (change.shadow === null) await this.pointers.endShadow();
    } else {
      if (mode === 'shadow') await this.pointers.check(reference, features);
      await this.tools.register.apply(this.organizationId, change, by, new Date().toISOString());
      if (mode === 'shadow') await this.pointers.castShadow(version, reference.artifactPath);
      else await this.pointers.endShadow();
    }
    return { version, state: mode, previous, override: step?.override ?? false };
  }

  /**
   * Returns to the last version that served well, without waiting for replicas that hang. @throws
   * AppError.
   */
  async rollBack(
    reason: string,
    by: AuditAuthor,
    features: CurrentFeatures,
  ): Promise<{ version: ModelVersion; previous: ModelVersion }> {
    const records = await this.read();
    const [former, step] = decideRollBack(records, reason).steps;
    if (former === undefined || step === undefined) throw new Error('a roll-back has two steps');
    const reference = this.referenceOf(records, step.version);
    await this.pointers.bringLive(reference, features, { flip: flipOf(step), by, hurried: true });
    await this.record();
    return { version: step.version, previous: former.version };
  }

  /**
   * Puts a version into service that passed the gate and was announced, or into shadow where the
   * organization wants that.
   * @throws AppError why it is refused, `MODEL.OVERTAKEN`, or an error that may pass (retryable).
   */
  async takeIn(
    reference: BundleReference,
    mode: 'champion' | 'shadow',
    features: CurrentFeatures,
    signal: AbortSignal,
  ): Promise<void> {
    const { version } = reference;
    let records = await this.read();
    if (!records.some((record) => record.version === version)) {
      const { manifest } = await this.tools.bundles.read(reference);
      await this.tools.register.ensure(manifest, reference.artifactPath);
      records = await this.read();
    }
    const state = records.find((record) => record.version === version)?.state;
    if (this.pointers.live?.version === version || state === 'shadow') return this.record();
    if (state !== 'registered') {
      throw new AppError('MODEL.NOT_NEW', `It is ${state ?? 'not registered'}; deploy it if you want it.`);
    }
    const reason = 'It passed the gate.';
    const change = decideDeployment(records, { version, mode, reason, override: null });
    if (mode === 'shadow') {
      await this.deploy({ version, mode, reason, override: null }, BY_PLATFORM, features);
      return;
    }
    const flip = flipOf(change.steps.at(-1) ?? { action: 'promoted', reason, override: false });
    await this.pointers.bringLive(reference, features, { flip, by: BY_PLATFORM, hurried: false, signal });
    await this.record();
  }

  /**
   * A version failed in service: it is quarantined, and the last good one serves again, otherwise
   * rules only.
   * @returns the text for people; null where the version is no longer live or in shadow.
   */
  async fail(report: FailureReport, features: CurrentFeatures | null): Promise<string | null> {
    const { version } = report;
    const records = await this.read();
    const reason = `Failed in service: ${report.reason}`;
    const change = decideQuarantine(records, version, reason, this.returnAllowed());
    const [failed] = change?.steps ?? [];
    if (change === null || failed === undefined) return null;
    await this.tools.register.apply(
      this.organizationId,
      { steps: [failed] },
      BY_PLATFORM,
      new Date().toISOString(),
    );
    const reported = `Version ${version} failed in service and is quarantined: ${report.reason}`;
    if (failed.from === 'shadow') {
      await this.pointers.endShadow();
      return reported;
    }
    const serving = await this.replace(change.champion, version, records, features);
    return `${reported} ${serving === null ? 'No earlier version serves in its place.' : `Version ${serving} serves again.`}`;
  }

  /**
   * Reconciles register and pointers after a restart or a time without the database. @throws
   * AppError.
   */
  async reconcile(features: CurrentFeatures | null): Promise<void> {
    const { live } = this.pointers;
    const records = await this.read();
    const champion = records.find(({ state }) => state === 'champion');
    if (live === null) {
      if (champion !== undefined && features !== null) {
        const flip = {
          action: 'promoted',
          reason: 'The pointer to it was lost and is made again.',
          override: champion.overridden,
        } as const;
        const reference = this.referenceOf(records, champion.version);
        await this.pointers.bringLive(reference, features, { flip, by: BY_PLATFORM, hurried: true });
      }
    } else {
      const record = records.find(({ version }) => version === live.version);
      const fellLater = record?.state === 'quarantined' && record.stateAtMs >= Date.parse(live.flippedAt);
      if (fellLater) {
        // The service stopped between the quarantine and the return.
        const target = this.returnAllowed() ? lastGoodVersion(records) : null;
        await this.replace(target?.version ?? null, live.version, records, features);
      } else if (record === undefined) {
        const { manifest } = await this.tools.bundles.read(live);
        await this.tools.register.ensure(manifest, live.artifactPath);
      }
    }
    const shadow = records.find(({ state }) => state === 'shadow');
    if (shadow === undefined) await this.pointers.endShadow();
    else if (this.pointers.shadow?.version !== shadow.version) {
      await this.pointers.castShadow(shadow.version, shadow.artifactPath);
    }
    await this.record();
  }

  /**
   * Writes into the register what serves. If that fails, `recorded` is false and the caller calls
   * it again.
   */
  record(): Promise<void> {
    return this.entry.write();
  }

  /** @throws AppError `MODEL.NOT_FOUND`, `MODEL.CHAMPION_STAYS`. */
  async remove(version: ModelVersion, by: AuditAuthor, reason: string): Promise<void> {
    const records = await this.read();
    const { state } = assertDeletable(records, version);
    if (state === 'shadow') await this.pointers.endShadow();
    // Files first: a process that is killed in between leaves a row without files. Nothing serves
    // such a row, and the next deletion removes it.
    await this.tools.removal.remove(this.referenceOf(records, version));
    await this.tools.register.remove(this.organizationId, version, by, reason || 'Deleted.');
  }

  /** Deletes the versions beyond the retention limit. Never throws. */
  async retain(): Promise<void> {
    try {
      for (const { version } of versionsToDelete(await this.read())) {
        if (version === this.pointers.live?.version) continue;
        await this.remove(
          version,
          BY_PLATFORM,
          `Only ${MODEL_INACTIVE_VERSIONS_MAX} inactive versions are kept.`,
        );
      }
    } catch (error) {
      this.tools.logger.warn(
        { organizationId: this.organizationId, error },
        'Old versions could not be removed',
      );
    }
  }

  /** @returns the version that serves now. */
  private async replace(
    target: ModelVersion | null,
    failed: ModelVersion,
    records: readonly RegisteredVersion[],
    features: CurrentFeatures | null,
  ): Promise<ModelVersion | null> {
    if (target !== null && features !== null) {
      const reason = `Serves again because version ${failed} failed in service.`;
      const flip = { action: 'returned', reason, override: false } as const;
      try {
        await this.pointers.bringLive(this.referenceOf(records, target), features, {
          flip,
          by: BY_PLATFORM,
          hurried: true,
        });
        await this.record();
        return target;
      } catch (error) {
        this.tools.logger.error(
          { organizationId: this.organizationId, target, error },
          'Cannot return to the last good version',
        );
      }
    }
    await this.pointers.withdraw();
    await this.record();
    return null;
  }

  private returnAllowed(): boolean {
    const { live } = this.pointers;
    return live?.step?.action !== 'returned' || believedNow() - Date.parse(live.flippedAt) >= RETURN_PAUSE_MS;
  }

  private read(): Promise<RegisteredVersion[]> {
    return this.tools.register.read(this.organizationId);
  }

  private referenceOf(records: readonly RegisteredVersion[], version: ModelVersion): BundleReference {
    const artifactPath = records.find((record) => record.version === version)?.artifactPath;
    if (artifactPath === undefined) {
      throw new AppError('MODEL.NOT_FOUND', 'There is no model of this version.');
    }
    return { organizationId: this.organizationId, version, artifactPath };
  }
}

const flipOf = ({ action, reason, override }: Omit<Flip, 'version'>): Omit<Flip, 'version'> => ({
  action,
  reason,
  override,
});
