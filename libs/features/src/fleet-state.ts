import type { OrganizationSettings } from '@eagle/contracts/domain';
import { numbersOf, type FeatureSet } from './feature-set.js';
import { STALE_AFTER_PERIODS } from './quality-assessor.js';

/**
 * Sums are added up anew after this many changes, or once a round of the fleet, whichever is
 * longer.
 */
const RECOUNT_CHANGES = 64;

/**
 * Newest values of all assets of an organization, to compute how one deviates from the mean of the
 * others. Shared by its `AssetFeatures`.
 *
 * Rows are to come in order of event time over all assets (ties in any order): then a row is
 * compared with what the others said strictly before it and not longer ago than ten scan periods. A
 * row that is behind the fleet's newest by no more than that is compared with what is known when it
 * comes; one further behind with nothing. Cost per row does not depend on the number of assets.
 */
export class FleetState {
  private readonly columns: number;
  private readonly freshMs: number;
  private members = 0;
  /** Values that count, members x columns; NaN where there is none. */
  private counted = new Float32Array(0);
  private countedAtMs = new Float64Array(0);
  /** Values of the newest instant, which count from the next one on. */
  private waiting = new Float32Array(0);
  private waitingAtMs = new Float64Array(0);
  private waitingMembers = new Int32Array(0);
  private waitingSize = 0;
  private newestMs = -Infinity;
  /** Members that count, oldest first: a ring of links through node 0; member m is node m + 1. */
  private older = new Int32Array(1);
  private newer = new Int32Array(1);
  private readonly sums: Float64Array;
  private readonly counts: Float64Array;
  private changes = 0;

  constructor(featureSet: FeatureSet, { scanPeriodMs }: Pick<OrganizationSettings, 'scanPeriodMs'>) {
    this.columns = numbersOf(featureSet) * (1 + featureSet.windowsMs.length);
    this.freshMs = STALE_AFTER_PERIODS * scanPeriodMs;
    this.sums = new Float64Array(this.columns);
    this.counts = new Float64Array(this.columns);
  }

  /** @returns the number under which an asset takes part. */
  join(): number {
    if (this.members === this.countedAtMs.length) this.grow();
    this.members += 1;
    return this.members - 1;
  }

  /**
   * Writes how a row deviates from the mean of the others, and lets it take part.
   * @param values  Of all columns, NaN = missing.
   */
  push(member: number, timeMs: number, values: Float32Array, out: Float32Array, at: number): void {
    if (timeMs > this.newestMs) this.advanceTo(timeMs);
    this.write(member, timeMs, values, out, at);
    const isWaiting = this.waitingAtMs[member] === this.newestMs;
    if (timeMs === this.newestMs) {
      this.waiting.set(values, member * this.columns);
      if (isWaiting) return;
      this.waitingAtMs[member] = timeMs;
      this.waitingMembers[this.waitingSize] = member;
      this.waitingSize += 1;
    } else if (!isWaiting && timeMs >= this.newestMs - this.freshMs) {
      this.take(member, timeMs, values, 0);
    }
  }

  private write(member: number, timeMs: number, values: Float32Array, out: Float32Array, at: number): void {
    const { columns, sums, counts, counted } = this;
    const isFarBehind = timeMs < this.newestMs - this.freshMs;
    for (let i = 0; i < columns; i += 1) {
      const own = counted[member * columns + i] ?? NaN;
      const others = (counts[i] ?? 0) - (own === own ? 1 : 0);
      const sum = (sums[i] ?? 0) - (own === own ? own : 0);
      // Rounded as values are: assets that are equal deviate by exactly nothing.
      out[at + i] = others <= 0 || isFarBehind ? NaN : (values[i] ?? NaN) - Math.fround(sum / others);
    }
  }

  private advanceTo(timeMs: number): void {
    for (let i = 0; i < this.waitingSize; i += 1) {
      const member = this.waitingMembers[i] ?? 0;
      this.take(member, this.newestMs, this.waiting, member * this.columns);
    }
    this.waitingSize = 0;
    this.newestMs = timeMs;
    const oldestMs = timeMs - this.freshMs;
    let node = this.newer[0] ?? 0;
    while (node !== 0 && (this.countedAtMs[node - 1] ?? 0) < oldestMs) {
      this.letGo(node - 1);
      node = this.newer[0] ?? 0;
    }
    if (this.changes >= Math.max(RECOUNT_CHANGES, this.members)) this.recount();
  }

  /** Lets values count in the place of the member's last ones, unless those are newer. */
  private take(member: number, timeMs: number, values: Float32Array, from: number): void {
    if (timeMs < (this.countedAtMs[member] ?? 0)) return;
    this.letGo(member);
    const { columns, sums, counts, counted } = this;
    for (let i = 0; i < columns; i += 1) {
      const value = values[from + i] ?? NaN;
      counted[member * columns + i] = value;
      if (value !== value) continue;
      sums[i] = (counts[i] === 0 ? 0 : (sums[i] ?? 0)) + value;
      counts[i] = (counts[i] ?? 0) + 1;
    }
    this.countedAtMs[member] = timeMs;
    let node = this.older[0] ?? 0;
    while (node !== 0 && (this.countedAtMs[node - 1] ?? 0) > timeMs) node = this.older[node] ?? 0;
    this.link(member + 1, node);
    this.changes += 1;
  }

  private letGo(member: number): void {
    if (this.countedAtMs[member] === -Infinity) return;
    const { columns, sums, counts, counted } = this;
    for (let i = 0; i < columns; i += 1) {
      const value = counted[member * columns + i] ?? NaN;
      counted[member * columns + i] = NaN;
      if (value !== value) continue;
      sums[i] = (sums[i] ?? 0) - value;
      counts[i] = (counts[i] ?? 0) - 1;
    }
    this.countedAtMs[member] = -Infinity;
    const [older, newer] = [this.older[member + 1] ?? 0, this.newer[member + 1] ?? 0];
    this.newer[older] = newer;
    this.older[newer] = older;
  }

  private link(node: number, olderNode: number): void {
    const newerNode = this.newer[olderNode] ?? 0;
    this.older[node] = olderNode;
    this.newer[node] = newerNode;
    this.newer[olderNode] = node;
    this.older[newerNode] = node;
  }

  /** Removes the drift of rounding errors and the residue of a spike. */
  private recount(): void {
    const { columns, sums, counted } = this;
    this.changes = 0;
    sums.fill(0);
    for (let node = this.newer[0] ?? 0; node !== 0; node = this.newer[node] ?? 0) {
      for (let i = 0; i < columns; i += 1) {
        const value = counted[(node - 1) * columns + i] ?? NaN;
        if (value === value) sums[i] = (sums[i] ?? 0) + value;
      }
    }
  }

  private grow(): void {
    const capacity = Math.max(8, this.countedAtMs.length * 2);
    const columns = this.columns;
    this.counted = grown(new Float32Array(capacity * columns).fill(NaN), this.counted);
    this.waiting = grown(new Float32Array(capacity * columns), this.waiting);
    this.countedAtMs = grown(new Float64Array(capacity).fill(-Infinity), this.countedAtMs);
    this.waitingAtMs = grown(new Float64Array(capacity).fill(-Infinity), this.waitingAtMs);
    this.waitingMembers = grown(new Int32Array(capacity), this.waitingMembers);
    this.older = grown(new Int32Array(capacity + 1), this.older);
    this.newer = grown(new Int32Array(capacity + 1), this.newer);
  }
}

function grown<T extends { set(values: T): void }>(larger: T, values: T): T {
  larger.set(values);
  return larger;
}
