import {
  rejectionReasonSchema,
  type AssetId,
  type DryRun,
  type Feed,
  type Mapping,
  type OrganizationConfig,
} from '@eagle/contracts/domain';
import { compileOperatingStates, QualityAssessor } from '@eagle/features';
import { RowMapper, type MappedScan, type RawRow, type RejectedRow } from '@eagle/feeds';
import { tagsOfDryRun } from './tags-of-dry-run.js';

/** A configuration that is tried, not stored. */
export type TriedConfig = Pick<OrganizationConfig, 'assets' | 'tags'> & {
  readonly feed: Feed;
  readonly mapping: Mapping;
  readonly settings: Pick<OrganizationConfig['settings'], 'operatingStates' | 'scanPeriodMs'>;
};

/** Everything that follows from the rows alone. */
export type JudgedRows = Omit<DryRunReport, 'newestAt' | 'newestAheadMs' | 'lookMs' | 'cost'>;
export type DryRunReport = DryRun;

const EXAMPLES_OF_A_REASON = 3;
const EXAMPLES_MAX = 20;
const EXAMPLE_CELLS_MAX = 20;

/**
 * What a mapping makes of rows.
 * @param rows  As the source gave them, oldest first.
 * @param readAtMs  Wall clock at which they were read.
 */
export function judgeDryRun(tried: TriedConfig, rows: readonly RawRow[], readAtMs: number): JudgedRows {
  const mapper = new RowMapper(tried);
  const mapped = mapper.map(rows, readAtMs);
  const waiting = mapper.flush(Infinity);
  const scans = [...mapped.scans, ...waiting.scans];
  assess(tried, mapper, scans);
  const times = scans.map(({ eventTimeMs }) => eventTimeMs);
  const [fromMs, untilMs] = [Math.min(...times), Math.max(...times)];
  return {
    rows: rows.length,
    scans: scans.length,
    rejectedRows: mapped.rejected.length + waiting.rejected.length,
    rejected: addCounts(mapped.counts, waiting.counts),
    examples: examplesOf([...mapped.rejected, ...waiting.rejected]),
    valueExample: mapped.valueExample ?? waiting.valueExample,
    from: scans.length === 0 ? null : new Date(fromMs).toISOString(),
    until: scans.length === 0 ? null : new Date(untilMs).toISOString(),
    scanPeriodMs: scanPeriodMs(scans),
    rowsPerSecond: untilMs > fromMs ? (1_000 * rows.length) / (untilMs - fromMs) : null,
    assets: [...scansByAsset(scans)].map(([assetId, { length }]) => ({ assetId, scans: length })),
    states: shares(tried, mapper, scans),
    tags: tagsOfDryRun(mapper.table, scansByAsset(scans)),
  };
}

/** Marks quality as the live path does, in place; of each asset in the order of time. */
function assess({ settings }: TriedConfig, { table }: RowMapper, scans: readonly MappedScan[]): void {
  for (const ofAsset of scansByAsset(scans).values()) {
    const assessor = new QualityAssessor(table, settings);
    for (const { eventTimeMs, values, quality } of ofAsset) assessor.assess(eventTimeMs, values, quality);
  }
}

function shares(tried: TriedConfig, { table }: RowMapper, scans: readonly MappedScan[]): DryRun['states'] {
  const states = compileOperatingStates(tried.settings.operatingStates, table);
  const { stateNames } = states;
  const counts = stateNames.map(() => 0);
  for (const { values } of scans) {
    const state = states.stateOf(values);
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return stateNames
    .map((state, at) => ({ state, share: scans.length === 0 ? 0 : (counts[at] ?? 0) / scans.length }))
    .filter(({ share }) => share > 0);
}

function scansByAsset(scans: readonly MappedScan[]): Map<AssetId, MappedScan[]> {
  const byAsset = Map.groupBy(scans, ({ assetId }) => assetId);
  for (const ofAsset of byAsset.values()) ofAsset.sort((a, b) => a.eventTimeMs - b.eventTimeMs);
  return byAsset;
}

/** Median distance of two scans of one asset; gaps do not move it. */
function scanPeriodMs(scans: readonly MappedScan[]): number | null {
  const distances = [...scansByAsset(scans).values()]
    .flatMap((ofAsset) =>
      ofAsset.slice(1).map(({ eventTimeMs }, at) => eventTimeMs - (ofAsset[at]?.eventTimeMs ?? eventTimeMs)),
    )
    .filter((ms) => ms > 0)
    .sort((a, b) => a - b);
  return distances[Math.floor((distances.length - 1) / 2)] ?? null;
}

/** A few of each reason, so that a frequent one does not hide the others. */
function examplesOf(rejected: readonly RejectedRow[]): DryRun['examples'] {
  const seen = new Map<string, number>();
  return rejected
    .filter(({ reason }) => {
      const count = (seen.get(reason) ?? 0) + 1;
      seen.set(reason, count);
      return count <= EXAMPLES_OF_A_REASON;
    })
    .slice(0, EXAMPLES_MAX)
    .map(({ reason, detail, cells }) => ({
      reason,
      detail,
      cells: Object.fromEntries(Object.entries(cells).slice(0, EXAMPLE_CELLS_MAX)),
    }));
}

type Counts = DryRun['rejected'];

function addCounts(one: Counts, other: Counts): Counts {
  const sum: Counts = { ...one };
  for (const reason of rejectionReasonSchema.options) {
    const count = (one[reason] ?? 0) + (other[reason] ?? 0);
    if (count > 0) sum[reason] = count;
  }
  return sum;
}
