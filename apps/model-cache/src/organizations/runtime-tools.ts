import type { LiveModel, ModelUse, ShadowModel } from '@eagle/contracts/bus';
import type { ServingStatus } from '@eagle/contracts/domain';
import type { Logger } from '@eagle/service-kit';
import type { CurrentFeatures, VerifiedBundles } from '../bundles/verified-bundles.js';
import type { LifeTools } from '../life/model-life.js';
import type { ModelRegister } from '../life/model-register.js';
import type { ModelCacheMetrics } from '../metrics.js';
import type { WatchTools } from '../watch/model-watch.js';
import type { PointerTools } from '../life/model-pointers.js';

/** What a runtime works with; the adapters behind it are the service's. */
export interface RuntimeTools extends PointerTools, LifeTools, WatchTools {
  readonly register: ModelRegister;
  readonly bundles: Pick<VerifiedBundles, 'verify' | 'read'>;
  readonly metrics: ModelCacheMetrics;
  readonly logger: Logger;
  readonly putStatus: (status: ServingStatus) => Promise<void>;
  /** A replica tells of a failure for this long before the version is quarantined. */
  readonly quarantineAfterMs: number;
}

/** What an organization's config says of its models now. */
export interface ModelSettings {
  /** Null: it has no features to predict from; `obstacle` says why. */
  readonly features: CurrentFeatures | null;
  readonly obstacle: string | null;
  /** What a version that passed the gate becomes. */
  readonly deployAs: 'champion' | 'shadow';
}

/** As the run before left it. */
export interface StoredState {
  readonly live: LiveModel | null;
  readonly shadow: ShadowModel | null;
  readonly status: ServingStatus | null;
  readonly use: ModelUse | null;
}
