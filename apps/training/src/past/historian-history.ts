import type { AssetId, OrganizationConfig } from '@eagle/contracts/domain';
import { tagTable } from '@eagle/features';
import type { HistoryRange, PastScan, ScanHistory } from '@eagle/learning';
import {
  eachScanOnce,
  type MissingRows,
  type RowStream,
  type TelemetryReader,
  type TimeRange,
} from '@eagle/telemetry';
import { ArrivalMerge, type AssetRun } from './arrival-merge.js';
import { ScanColumns, type OnUnrecorded } from './scan-columns.js';
import { timeSlices } from './time-slices.js';

/**
 * Values of all assets in a slice of time, and of rows that are held back for late ones: 32 MB
 * each.
 */
const SLICE_VALUES_MAX = 4_000_000;
const ASSET_ROWS_MIN = 4_096;
const SCANS_OF_PAGE = 2_048;

/** Told of what the history lacks. */
export interface HistorianGaps {
  /** Rows that cannot be read; perhaps several times for the same. */
  readonly onMissing: (missing: MissingRows) => void;
  readonly onUnrecorded: OnUnrecorded;
}

/** What the historian stored, as the source would give it. */
export class HistorianHistory implements ScanHistory {
  constructor(
    private readonly reader: TelemetryReader,
    private readonly gaps: HistorianGaps,
  ) {}

  async *read(
    config: OrganizationConfig,
    range: HistoryRange,
    signal: AbortSignal,
  ): AsyncGenerator<readonly PastScan[]> {
    const { names } = tagTable(config);
    const columns = new ScanColumns(names, this.gaps.onUnrecorded);
    let page: PastScan[] = [];
    for await (const runs of this.runs(config, names, range)) {
      for (const run of runs) {
        if (signal.aborted) return;
        page.push(...columns.scansOf(run));
        if (page.length < SCANS_OF_PAGE) continue;
        yield page;
        page = [];
        // A page is processed without interruption: let health checks and heartbeats run between
        // two pages.
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    if (page.length > 0) yield page;
  }

  /** Rows in the order in which a training takes them. */
  private async *runs(
    config: OrganizationConfig,
    names: readonly string[],
    range: HistoryRange,
  ): AsyncGenerator<readonly AssetRun[]> {
    const { organizationId, feed, mapping } = config;
    const read = (assetId: AssetId, { fromMs, untilMs }: TimeRange): RowStream => {
      const rows = { kind: 'scans', assetId, fromMs, toMs: untilMs, resolution: 'raw' } as const;
      const query = { ...rows, columns: names, labels: [] };
      return eachScanOnce(this.reader.read(organizationId, query, this.gaps.onMissing));
    };
    const { assetIds, filled } = await this.filledPart(config, range);
    const lateToleranceMs = feed?.lateToleranceMs ?? Number.POSITIVE_INFINITY;
    const rowsMax = Math.max(
      ASSET_ROWS_MIN,
      Math.floor(SLICE_VALUES_MAX / Math.max(1, assetIds.length * names.length)),
    );
    const sourceIsNumbered = (mapping?.keyColumn ?? null) !== null;
    const merge = new ArrivalMerge(assetIds, { lateToleranceMs, rowsMax, sourceIsNumbered });
    const [only, ...others] = assetIds;
    if (only !== undefined && others.length === 0) {
      for await (const block of read(only, filled)) {
        merge.add(new Map([[only, [block]]]));
        yield [...merge.passing()];
      }
    } else {
      for await (const slice of timeSlices(assetIds, filled, rowsMax, read)) {
        merge.add(slice);
        yield [...merge.passing()];
      }
    }
    yield [...merge.finish()];
  }

  /**
   * The assets that have rows in a range, in the order of the configuration, and the part of the
   * range in which they have any.
   */
  private async filledPart(
    { organizationId, assets }: OrganizationConfig,
    { fromMs, toMs }: HistoryRange,
  ): Promise<{ assetIds: AssetId[]; filled: TimeRange }> {
    const assetIds: AssetId[] = [];
    const filled = { fromMs: toMs, untilMs: fromMs };
    for (const { assetId } of assets) {
      const { extent } = await this.reader.summary(organizationId, { kind: 'scans', assetId, fromMs, toMs });
      if (extent === null) continue;
      assetIds.push(assetId);
      filled.fromMs = Math.min(filled.fromMs, Math.max(fromMs, extent.fromMs));
      filled.untilMs = Math.max(filled.untilMs, Math.min(toMs, extent.toMs + 1));
    }
    return { assetIds, filled };
  }
}
