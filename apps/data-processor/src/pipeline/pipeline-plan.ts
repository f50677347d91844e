import { AppError, type Feed, type Mapping, type OrganizationConfig } from '@eagle/contracts/domain';
import {
  compileOperatingStates,
  defineFeatureSet,
  excludedStates,
  tagTable,
  type FeatureSet,
  type OperatingStates,
  type TagTable,
} from '@eagle/features';

/** One revision of an organization's configuration, compiled for the pipeline. */
export interface PipelinePlan {
  readonly config: OrganizationConfig;
  readonly feed: Feed;
  readonly mapping: Mapping;
  readonly table: TagTable;
  /** Null where no tag is a model input: scans and rules run without features. */
  readonly featureSet: FeatureSet | null;
  readonly states: OperatingStates;
  /** For each state, whether predictions are left out in it. */
  readonly stateIsExcluded: readonly boolean[];
  /** Look-back in event time that rebuilds windows, quality and exponentially weighted features. */
  readonly lookBackMs: number;
  /**
   * Look-back in event time that fills the windows: a feed that was never read is published from
   * there.
   */
  readonly windowBackMs: number;
  /**
   * Lag of the newest row behind the clock from which the status reports it; null where the source
   * is the clock.
   */
  readonly lagMsMax: number | null;
  /**
   * Equal in two plans with windows and scans of the same shape: then a change of configuration
   * keeps the windows.
   */
  readonly shape: string;
}

/** Without features, quality still needs a short look-back. */
const LOOK_BACK_MS_MIN = 60_000;
/** The newest row may be this far behind the clock, or this many periods of the source. */
const LAG_MS = 600_000;
const LAG_PERIODS = 5;

/**
 * @throws AppError `FEED.NOT_CONFIGURED`, `FEATURES.TAG_UNKNOWN` (invalid): the configuration
 * cannot run.
 */
export function planPipeline(config: OrganizationConfig): PipelinePlan {
  const { feed, mapping, settings } = config;
  if (feed === null || mapping === null) {
    throw new AppError('FEED.NOT_CONFIGURED', 'The organization has no feed with a mapping yet.');
  }
  const table = tagTable(config);
  const featureSet = featureSetOf(config);
  const states = compileOperatingStates(settings.operatingStates, table);
  return {
    config,
    feed,
    mapping,
    table,
    featureSet,
    states,
    stateIsExcluded: excludedStates(states.stateNames, settings.predictInStates),
    lookBackMs: Math.max(LOOK_BACK_MS_MIN, featureSet?.lookBackMs ?? 0),
    windowBackMs: Math.max(LOOK_BACK_MS_MIN, featureSet?.heldMs ?? 0),
    lagMsMax:
      feed.clock === 'wall'
        ? Math.max(LAG_MS, LAG_PERIODS * Math.max(settings.scanPeriodMs, feed.pollIntervalMs))
        : null,
    shape: shapeOf(config, featureSet),
  };
}

/** Everything besides the scans that determines the features. */
function shapeOf(
  { tags, assets, settings, mapping }: OrganizationConfig,
  featureSet: FeatureSet | null,
): string {
  const hasAttributes = featureSet !== null && featureSet.attributes.length > 0;
  const hasLogs = featureSet !== null && featureSet.eventMsMax + featureSet.maintenanceMsMax > 0;
  return JSON.stringify([
    featureSet?.hash,
    tags,
    settings.scanPeriodMs,
    featureSet?.timeInState === true ? settings.operatingStates : null,
    hasLogs ? [mapping?.logs, mapping?.timeZone] : null,
    hasAttributes ? assets.map(({ assetId, attributes }) => [assetId, attributes]) : null,
  ]);
}

function featureSetOf(config: OrganizationConfig): FeatureSet | null {
  try {
    return defineFeatureSet(config);
  } catch (error) {
    if (error instanceof AppError && error.code === 'FEATURES.NO_INPUTS') return null;
    throw error;
  }
}
