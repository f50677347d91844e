import type { LiveModel, ShadowModel } from '@eagle/contracts/bus';
import { AppError, type AuditAuthor, type ModelVersion, type OrganizationId } from '@eagle/contracts/domain';
import type { Flip } from '@eagle/models';
import type {
  BundleReference,
  CurrentFeatures,
  VerifiedBundle,
  VerifiedBundles,
} from '../bundles/verified-bundles.js';
import type { LiveReplicas } from '../replicas/live-replicas.js';

/**
 * A roll-back must not wait for a replica that hangs: that replica loads the version when it
 * recovers, and serves the previous one until then.
 */
const HURRIED_WARM_MS = 1_000;

export interface PointerTools {
  readonly bundles: Pick<VerifiedBundles, 'verify' | 'read'>;
  readonly replicas: Pick<LiveReplicas, 'warm'>;
  readonly putLive: (live: LiveModel) => Promise<void>;
  readonly deleteLive: (organizationId: OrganizationId) => Promise<void>;
  readonly putShadow: (shadow: ShadowModel) => Promise<void>;
  readonly deleteShadow: (organizationId: OrganizationId) => Promise<void>;
}

export interface FlipOptions {
  /** Why the pointer is flipped, and on whose behalf. */
  readonly flip: Omit<Flip, 'version'>;
  readonly by: AuditAuthor;
  /** Replicas that do not answer within a second are not waited for. */
  readonly hurried: boolean;
  /** Aborts the preparation before the flip, for something more urgent. */
  readonly signal?: AbortSignal;
}

/** The pointers of one organization: to the live version and to the version in shadow. */
export class ModelPointers {
  private liveModel: LiveModel | null;
  private shadowModel: ShadowModel | null;

  constructor(
    private readonly organizationId: OrganizationId,
    live: LiveModel | null,
    shadow: ShadowModel | null,
    private readonly tools: PointerTools,
  ) {
    this.liveModel = live;
    this.shadowModel = shadow;
  }

  get live(): LiveModel | null {
    return this.liveModel;
  }
  get shadow(): ShadowModel | null {
    return this.shadowModel;
  }

  /**
   * Check, warm, flip. The previous version serves until the flip and continues when anything fails
   * before it.
   * @throws AppError why it is refused, `MODEL.OVERTAKEN` (conflict).
   */
  async bringLive(
    reference: BundleReference,
    features: CurrentFeatures,
    options: FlipOptions,
  ): Promise<VerifiedBundle> {
    const { flip, by, hurried, signal } = options;
    const preparing = this.prepare(reference, features, hurried);
    const bundle = await (signal === undefined ? preparing : overtakeable(preparing, signal));
    const live: LiveModel = {
      v: 1,
      organizationId: this.organizationId,
      version: reference.version,
      artifactPath: reference.artifactPath,
      flippedAt: new Date().toISOString(),
      step: { ...flip, ...by },
    };
    await this.tools.putLive(live);
    this.liveModel = live;
    return bundle;
  }

  /** Checks whether this machine could serve a version. @throws AppError why not. */
  async check(reference: BundleReference, features: CurrentFeatures): Promise<void> {
    await this.tools.bundles.verify(reference, features);
  }

  /** Removes the live pointer: rules only. */
  async withdraw(): Promise<void> {
    await this.tools.deleteLive(this.organizationId);
    this.liveModel = null;
  }

  async castShadow(version: ModelVersion, artifactPath: string): Promise<void> {
    const { organizationId } = this;
    const since = new Date().toISOString();
    const shadow: ShadowModel = { v: 1, organizationId, version, artifactPath, since };
    await this.tools.putShadow(shadow);
    this.shadowModel = shadow;
  }

  async endShadow(): Promise<void> {
    if (this.shadowModel === null) return;
    await this.tools.deleteShadow(this.organizationId);
    this.shadowModel = null;
  }

  private async prepare(
    reference: BundleReference,
    features: CurrentFeatures,
    hurried: boolean,
  ): Promise<VerifiedBundle> {
    const bundle = await this.tools.bundles.verify(reference, features);
    try {
      await this.tools.replicas.warm(reference, hurried ? HURRIED_WARM_MS : undefined);
    } catch (error) {
      if (!(hurried && error instanceof AppError && error.retryable)) throw error;
    }
    return bundle;
  }
}

/** Rejects when the signal is aborted. The operation itself runs to its end and changes nothing. */
function overtakeable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const overtaken = (): void => {
      reject(new AppError('MODEL.OVERTAKEN', 'Another version was deployed meanwhile.'));
    };
    if (signal.aborted) overtaken();
    signal.addEventListener('abort', overtaken, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', overtaken));
  });
}
