import type { AssetId, ComponentName, ModelVersion } from '@eagle/contracts/domain';
import { FEATURE_FLAG, type PredictionFrame } from '@eagle/contracts/frames';

const MINUTE_MS = 60_000;
/** Rows that may not cause an alert. */
const SET_ASIDE = FEATURE_FLAG.windowIncomplete | FEATURE_FLAG.stateExcluded | FEATURE_FLAG.late;

/** The predictions of a version in shadow for an asset within one minute of event time. */
export interface ShadowMinute {
  readonly version: ModelVersion;
  readonly assetId: AssetId;
  readonly minuteMs: number;
  readonly rows: number;
  readonly probabilityMax: number;
  readonly probabilityMean: number;
  /**
   * Longest run of successive rows at or above the threshold that reached into the minute, counted
   * from its beginning.
   */
  readonly aboveMax: number;
  /** From the most probable row, as are component and time to failure. */
  readonly confidence: number;
  readonly component: ComponentName;
  readonly minutesToFailure: number;
}

interface OpenMinute {
  readonly minuteMs: number;
  rows: number;
  sum: number;
  max: number;
  aboveMax: number;
  confidence: number;
  component: ComponentName;
  minutesToFailure: number;
}

interface Thresholds {
  readonly probabilityMin: number;
  readonly confidenceMin: number;
}

/**
 * Aggregates the shadow rows of one organization, by minute and asset: the stored amount does not
 * grow with the row rate.
 */
export class ShadowMinutes {
  private readonly open = new Map<string, OpenMinute>();
  private readonly above = new Map<string, number>();
  private closed: ShadowMinute[] = [];

  add(frame: PredictionFrame, thresholds: Thresholds): void {
    for (let row = 0; row < frame.rows; row += 1) {
      const assetId = frame.assetNames[frame.assets[row] ?? -1];
      const component = frame.componentNames[frame.components[row] ?? -1];
      if (assetId === undefined || component === undefined || ((frame.flags[row] ?? 0) & SET_ASIDE) !== 0)
        continue;
      this.addRow(frame, row, assetId, component, thresholds);
    }
  }

  /** Minutes that are over, each once. */
  take(): ShadowMinute[] {
    const taken = this.closed;
    this.closed = [];
    return taken;
  }

  private addRow(
    frame: PredictionFrame,
    row: number,
    assetId: AssetId,
    component: ComponentName,
    { probabilityMin, confidenceMin }: Thresholds,
  ): void {
    const version = frame.modelVersion;
    const key = `${version}/${assetId}`;
    const minuteMs = Math.floor((frame.eventTimesMs[row] ?? 0) / MINUTE_MS) * MINUTE_MS;
    const probability = frame.probability[row] ?? 0;
    const confidence = frame.confidence[row] ?? 0;
    let minute = this.open.get(key);
    if (minute !== undefined && minuteMs < minute.minuteMs) return;
    if (minute === undefined || minuteMs > minute.minuteMs) {
      if (minute !== undefined) this.close(version, assetId, minute);
      minute = {
        minuteMs,
        rows: 0,
        sum: 0,
        max: -1,
        aboveMax: 0,
        confidence,
        component,
        minutesToFailure: 0,
      };
      this.open.set(key, minute);
    }
    const isAbove = probability >= probabilityMin && confidence >= confidenceMin;
    const above = isAbove ? (this.above.get(key) ?? 0) + 1 : 0;
    this.above.set(key, above);
    minute.rows += 1;
    minute.sum += probability;
    minute.aboveMax = Math.max(minute.aboveMax, above);
    if (probability <= minute.max) return;
    minute.max = probability;
    minute.confidence = confidence;
    minute.component = component;
    minute.minutesToFailure = frame.timeToFailure[row * 3 + 1] ?? 0;
  }

  private close(version: ModelVersion, assetId: AssetId, minute: OpenMinute): void {
    const { minuteMs, rows, sum, max, aboveMax, confidence, component, minutesToFailure } = minute;
    const [probabilityMax, probabilityMean] = [max, sum / rows];
    this.closed.push({
      ...{ version, assetId, minuteMs, rows, probabilityMax, probabilityMean },
      ...{ aboveMax, confidence, component, minutesToFailure },
    });
  }
}
