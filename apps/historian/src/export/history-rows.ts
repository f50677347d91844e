import type { AssetId, OrganizationId } from '@eagle/contracts/domain';
import type { MissingRows, TableRows, TelemetryHistory } from '@eagle/telemetry';
import { readFromMs, runsThatCame, type Arrivals } from './came-since.js';
import type { AssetPlan } from './export-plan.js';
import { tableRowsOf, type HistoryTable } from './history-table.js';

const DAY_MS = 86_400_000;
/**
 * Rows of one read: some tens of seconds, so that the files it reads are still there at its end.
 */
const READ_ROWS = 1_000_000;
const READ_DAYS_MAX = 31;

const dayOf = (timeMs: number): number => Math.floor(timeMs / DAY_MS) * DAY_MS;

/** How much of a stretch lies before an instant, 0-1. */
const shareOf = ({ fromMs, toMs }: Stretch, timeMs: number): number => (timeMs - fromMs) / (toMs - fromMs);

/** A part of the range of one asset. */
interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface RowsRead {
  readonly rows: TableRows;
  /** How much of the asset's part is read, 0-1. */
  readonly share: number;
}

/**
 * The rows of one asset for a file, in order. Whole UTC days are read one after the other, for each
 * with a new look at what is stored.
 */
export class HistoryRows {
  constructor(
    private readonly history: TelemetryHistory,
    private readonly organizationId: OrganizationId,
    private readonly table: HistoryTable,
    private readonly range: Stretch,
    private readonly onMissing: (missing: MissingRows) => void,
  ) {}

  /** @param arrivals  Null: all rows of the range. */
  async *read(asset: AssetPlan, arrivals: Arrivals | null): AsyncGenerator<RowsRead> {
    const { assetId, extent } = asset;
    if (extent === null) return;
    const { fromMs, toMs } = this.range;
    const within = { fromMs: Math.max(fromMs, extent.fromMs), toMs: Math.min(toMs, extent.toMs + 1) };
    const stretches =
      arrivals?.since === null || arrivals === null
        ? evenStretches(within, asset.rowsMax)
        : await this.daysWithArrivals(assetId, within, arrivals);
    for (const [place, stretch] of stretches.entries()) {
      const query = {
        kind: this.table.kind,
        assetId,
        ...stretch,
        columns: this.table.values,
        labels: this.table.labels,
      };
      for await (const block of this.history.rows(this.organizationId, query, 'winning', this.onMissing)) {
        const share = (place + shareOf(stretch, block.timesMs.at(-1) ?? stretch.fromMs)) / stretches.length;
        for (const [from, to] of runsThatCame(arrivals, assetId, block)) {
          yield { rows: tableRowsOf(this.table, assetId, block, from, to), share };
        }
      }
    }
  }

  /**
   * The highest number of the rows that were read from their source since an instant; 0: there are
   * no live ones.
   */
  async lastSequence(assetId: AssetId, readFromMs: number): Promise<number> {
    let last = 0;
    const readWithin = { fromMs: readFromMs, toMs: Number.POSITIVE_INFINITY };
    const query = { kind: this.table.kind, assetId, ...this.range, columns: [], labels: [], readWithin };
    for await (const { sequences } of this.history.rows(this.organizationId, query, 'all', this.onMissing)) {
      for (const sequence of sequences) if (sequence > last) last = sequence;
    }
    return last;
  }

  /**
   * Days in which rows came. Which of them are written is decided with all rows of the day: a row
   * that came may have lost to one that was there.
   */
  private async daysWithArrivals(assetId: AssetId, within: Stretch, arrivals: Arrivals): Promise<Stretch[]> {
    const readWithin = { fromMs: readFromMs(arrivals), toMs: Number.POSITIVE_INFINITY };
    const query = { kind: this.table.kind, assetId, ...within, columns: [], labels: [], readWithin };
    const days = new Set<number>();
    for await (const block of this.history.rows(this.organizationId, query, 'all', this.onMissing)) {
      for (const [from, to] of runsThatCame(arrivals, assetId, block)) {
        for (const timeMs of block.timesMs.subarray(from, to)) days.add(dayOf(timeMs));
      }
    }
    return [...days]
      .toSorted((a, b) => a - b)
      .map((dayMs) => ({
        fromMs: Math.max(within.fromMs, dayMs),
        toMs: Math.min(within.toMs, dayMs + DAY_MS),
      }));
  }
}

/** A range in parts of whole UTC days, each with about as many rows as one read should have. */
export function evenStretches({ fromMs, toMs }: Stretch, rowsMax: number): Stretch[] {
  const days = Math.max(1, (toMs - fromMs) / DAY_MS);
  const daysOfRead = Math.min(
    READ_DAYS_MAX,
    Math.max(1, Math.floor((READ_ROWS * days) / Math.max(1, rowsMax))),
  );
  const stretches: Stretch[] = [];
  for (let next = fromMs; next < toMs;) {
    const endMs = Math.min(toMs, dayOf(next) + daysOfRead * DAY_MS);
    stretches.push({ fromMs: next, toMs: endMs });
    next = endMs;
  }
  return stretches;
}
