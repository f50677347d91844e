import type { Asset, AttributeDefinition, OrganizationSettings } from '@eagle/contracts/domain';
import { FEATURE_FLAG } from '@eagle/contracts/frames';
import { LogEntryFeatures, type AssetLogEntry } from './log-entry-features.js';
import { ExponentialMoments } from './exponential-moments.js';
import type { FeatureSet } from './feature-set.js';
import { FeatureWindows } from './feature-windows.js';
import { FirstStretch } from './first-stretch.js';
import type { FleetState } from './fleet-state.js';
import { Baseline } from './baseline.js';
import type { TagTable } from './tag-table.js';
import { TimeInState } from './time-in-state.js';

/**
 * All features of one asset: takes its scans and log entries in and writes one feature row for each
 * scan. The one implementation, live and for training.
 *
 * A row uses only data known at its time: scans up to and including itself, the usual, the fleet
 * and events strictly before it. Cost per row does not depend on the length of windows or time
 * constants, except for a late row; nothing is allocated per row.
 *
 * A late row changes windows and exponentially weighted state to what they would be had it come in
 * order. Its window and event features are computed as of its time; features that cannot be
 * reconstructed for the past (exponentially weighted, first stretch, fleet, time in state) are NaN,
 * and it does not change fleet and operating state.
 */
export class AssetFeatures {
  private readonly windows: FeatureWindows;
  private readonly means: readonly ExponentialMoments[];
  private readonly usual: Baseline | null;
  private readonly first: FirstStretch | null;
  private readonly events: LogEntryFeatures | null;
  private readonly state: TimeInState | null;
  private readonly attributes: Float32Array;
  private readonly member: number;
  /** Position of each number in the tag table and in a feature row. */
  private readonly sources: Int32Array;
  private readonly places: Int32Array;
  private readonly numbers: Float64Array;
  /** Value and window means of each number: what is compared with the usual and the fleet. */
  private readonly compared: Float32Array;
  private readonly learns: boolean;

  /**
   * @param table  Order of the values given to `push`.
   * @param asset  Its attributes; null where nothing is known of it.
   * @param fleet  Shared by the organization's assets; null leaves fleet features missing.
   */
  constructor(
    private readonly featureSet: FeatureSet,
    table: TagTable,
    settings: Pick<OrganizationSettings, 'scanPeriodMs'>,
    asset: Pick<Asset, 'attributes'> | null,
    private readonly fleet: FleetState | null,
  ) {
    const { definitions, ewmMs, usualMs, firstStretch, windowsMs, attributes } = featureSet;
    this.windows = new FeatureWindows(featureSet, table, settings);
    const numbers = definitions.filter(({ type }) => type === 'number');
    this.sources = Int32Array.from(numbers, ({ tag }) => table.indexOf(tag));
    this.places = Int32Array.from(numbers, ({ tag }) => featureSet.names.indexOf(tag));
    this.numbers = new Float64Array(numbers.length);
    this.compared = new Float32Array(numbers.length * (1 + windowsMs.length));
    this.means = ewmMs.map((tauMs) => new ExponentialMoments(tauMs, numbers.length));
    this.usual = usualMs === null ? null : new Baseline(usualMs, numbers.length, settings.scanPeriodMs);
    this.first = firstStretch === null ? null : new FirstStretch(firstStretch, numbers.length);
    this.learns = ewmMs.length > 0 || usualMs !== null || firstStretch !== null;
    this.member = featureSet.fleet && fleet !== null ? fleet.join() : -1;
    const hasEvents = featureSet.eventCodes.length + featureSet.maintained.length > 0;
    this.events = hasEvents ? new LogEntryFeatures(featureSet) : null;
    this.state = featureSet.timeInState ? new TimeInState(featureSet.stateMsMax) : null;
    this.attributes = Float32Array.from(attributes, (attribute) => attributeValue(attribute, asset));
  }

  /** Rows held at present. */
  get rowsHeld(): number {
    return this.windows.rowsHeld;
  }

  /**
   * Takes in a log entry, at any time before or after it happened. @returns false where it is known
   * or no feature uses it.
   */
  addLogEntry(event: AssetLogEntry): boolean {
    return this.events?.add(event) ?? false;
  }

  /** Forgets a log entry that was a mistake; later rows are as if it had never been. */
  removeLogEntry(event: AssetLogEntry): void {
    this.events?.remove(event);
  }

  /**
   * Takes in one scan and writes its features to `out[outOffset .. outOffset + width)`.
   * @param values  In tag table order; NaN (or infinite) = missing. Booleans as 0/1.
   * @param state  Index of the scan's operating state.
   * @returns FEATURE_FLAG bits: `windowIncomplete` while the longest window is not filled since the start or a gap longer than it;
   *   `late` when a newer row of the asset went before. Rows of the same time are both counted, in order of arrival.
   * @throws AppError `FEATURES.TIME_INVALID` (invalid) when the time is no finite number.
   */
  push(
    eventTimeMs: number,
    values: Float64Array,
    state: number,
    out: Float32Array,
    outOffset: number,
  ): number {
    const flags = this.windows.push(eventTimeMs, values, out, outOffset);
    const isLate = (flags & FEATURE_FLAG.late) !== 0;
    const { layout } = this.featureSet;
    if (this.learns) this.learn(eventTimeMs, values, isLate, out, outOffset);
    if (this.member >= 0 && !isLate) {
      this.gather(out, outOffset);
      this.fleet?.push(this.member, eventTimeMs, this.compared, out, outOffset + layout.fleetAt);
    } else if (this.featureSet.fleet) {
      out.fill(NaN, outOffset + layout.fleetAt, outOffset + layout.timeInStateAt);
    }
    if (this.state !== null) {
      out[outOffset + layout.timeInStateAt] = isLate ? NaN : this.state.push(eventTimeMs, state);
    }
    this.events?.write(eventTimeMs, out, outOffset);
    if (this.attributes.length > 0) out.set(this.attributes, outOffset + layout.attributesAt);
    return flags;
  }

  /**
   * Writes what has a long memory: distances from the usual and the first stretch before the row
   * teaches them, weighted means after.
   */
  private learn(
    eventTimeMs: number,
    values: Float64Array,
    isLate: boolean,
    out: Float32Array,
    outOffset: number,
  ): void {
    const { numbers, sources, means, usual, first, featureSet } = this;
    const { ewmAt, usualAt, firstAt, fleetAt } = featureSet.layout;
    const each = 1 + featureSet.windowsMs.length;
    for (let k = 0; k < numbers.length; k += 1) {
      const value = values[sources[k] ?? 0] ?? NaN;
      numbers[k] = value - value === 0 ? value : NaN;
    }
    if (!isLate && (usual !== null || first !== null)) {
      this.gather(out, outOffset);
      usual?.write(this.compared, each, out, outOffset + usualAt);
      first?.reach(eventTimeMs);
      first?.write(eventTimeMs, this.compared, each, out, outOffset + firstAt);
    }
    usual?.add(eventTimeMs, numbers);
    first?.add(eventTimeMs, numbers);
    for (let m = 0; m < means.length; m += 1) {
      const moments = means[m];
      moments?.add(eventTimeMs, numbers);
      for (let k = 0; k < numbers.length; k += 1) {
        out[outOffset + ewmAt + k * means.length + m] = moments?.meanOf(k) ?? NaN;
      }
    }
    if (isLate) out.fill(NaN, outOffset + ewmAt, outOffset + fleetAt);
  }

  private gather(out: Float32Array, outOffset: number): void {
    const { compared, places } = this;
    const { meanOffsets } = this.windows;
    let to = 0;
    for (let k = 0; k < places.length; k += 1) {
      compared[to] = out[outOffset + (places[k] ?? 0)] ?? NaN;
      to += 1;
      for (let w = 0; w < meanOffsets.length; w += 1) {
        compared[to] = out[outOffset + (meanOffsets[w]?.[k] ?? 0)] ?? NaN;
        to += 1;
      }
    }
  }
}

function attributeValue(attribute: AttributeDefinition, asset: Pick<Asset, 'attributes'> | null): number {
  const value = asset?.attributes[attribute.name];
  if (attribute.kind === 'number') return typeof value === 'number' ? value : NaN;
  const code = attribute.categories.indexOf(String(value));
  return code < 0 ? NaN : code;
}
