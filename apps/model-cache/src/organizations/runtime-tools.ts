import type { LiveModel, ModelUse, ShadowModel } from '@eagle/contracts/bus';
import type { ServingStatus } from '@eagle/contracts/domain';
import type { Logger } from '@eagle/service-kit';
import type { CurrentFeatures, VerifiedBundles } from '../bundles/verified-bundles.js';
import type { LifeTools } from '../life/model-life.js';
import type { ModelRegister } from '../life/model-register.js';
import type { ModelCacheMetrics } from '../metrics.js';
import type { WatchTools } from '../watch/model-watch.js';
import type { PointerTools } from '../life/model-pointers.js';

/** The dependencies of a runtime; the service provides their adapters. */
export interface RuntimeTools extends PointerTools, LifeTools, WatchTools {
  readonly register: ModelRegister;
  readonly bundles: Pick<VerifiedBundles, 'verify' | 'read'>;
  readonly metrics: ModelCacheMetrics;
  readonly logger: Logger;
  readonly putStatus: (status: ServingStatus) => Promise<void>;
  /** How long a replica reports a failure before the version is quarantined. */
  readonly quarantineAfterMs: number;
}

/** What an organization's present configuration says about its models. */
export interface ModelSettings {
  /** Null: the organization has no features to predict from; `obstacle` says why. */
  readonly features: CurrentFeatures | null;
  readonly obstacle: string | null;
  /** The state of a version that has passed the gate. */
  readonly deployAs: 'champion' | 'shadow';
}

/** From the previous run. */
export interface StoredState {
  readonly live: LiveModel | null;
  readonly shadow: ShadowModel | null;
  readonly status: ServingStatus | null;
  readonly use: ModelUse | null;
}
