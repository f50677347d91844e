import { rejectionReasonSchema, type AssetId, type OrganizationConfig } from '@eagle/contracts/domain';
import { compileOperatingStates, QualityAssessor, STALE_AFTER_PERIODS, tagTable } from '@eagle/features';
import { RowMapper, TimeStampReader, ZoneClock, type MappedRows, type RawRow } from '@eagle/feeds';
import type { RejectedCounts, TimeRange } from '@eagle/telemetry';
import type { CollectedScans, ScanShape } from './collected-scans.js';
import type { ReadableConfig } from './readable-config.js';
import { sourceRowSequence } from './source-row-sequence.js';

/**
 * Columns and states of an organization's scans.
 * @throws AppError `FEATURES.TAG_UNKNOWN` where a state names an unknown tag.
 */
export function scanShapeOf(config: OrganizationConfig): ScanShape {
  const table = tagTable(config);
  const { stateNames } = compileOperatingStates(config.settings.operatingStates, table);
  return { tags: table.names, stateNames };
}

/**
 * How long before a range rows are read for the quality of its first ones: what is frozen or stale
 * shows only over time.
 */
export function leadInMs({ tags, settings }: OrganizationConfig): number {
  const frozen = tags.map(({ frozenAfterMs }) => frozenAfterMs ?? 0);
  return Math.max(...frozen, STALE_AFTER_PERIODS * settings.scanPeriodMs) + settings.scanPeriodMs;
}

/**
 * Raw rows of the past as scans with quality and operating state, by the code of the live path;
 * those of a range are collected.
 */
export class PastScans {
  private readonly mapper;
  private readonly table;
  private readonly states;
  private readonly times: TimeStampReader;
  private readonly assessors = new Map<AssetId, QualityAssessor>();
  private readonly counts: RejectedCounts = {};
  private taken = 0;

  /** @throws AppError `FEED.NOT_CONFIGURED`, `FEATURES.TAG_UNKNOWN` (invalid). */
  constructor(
    private readonly config: ReadableConfig,
    private readonly range: TimeRange,
    private readonly collected: CollectedScans,
  ) {
    this.mapper = new RowMapper(config);
    this.times = new TimeStampReader(new ZoneClock(config.mapping.timeZone));
    this.table = tagTable(config);
    this.states = compileOperatingStates(config.settings.operatingStates, this.table);
  }

  /** Scans of the range so far. */
  get rows(): number {
    return this.taken;
  }

  /** Rows and values of the range that could not be used. */
  get rejected(): RejectedCounts {
    return this.counts;
  }

  /** Rows of the range, or before it: those are only looked at. */
  add(rows: readonly RawRow[], readAtMs: number): void {
    const first = rows.findIndex((row) => !this.isBefore(row));
    const lead = first < 0 ? rows : rows.slice(0, first);
    if (lead.length > 0) this.take(this.mapper.map(lead, readAtMs));
    if (first < 0) return;
    const mapped = this.mapper.map(first === 0 ? rows : rows.slice(first), readAtMs);
    for (const [reason, count] of entriesOf(mapped.counts)) {
      this.counts[reason] = (this.counts[reason] ?? 0) + count;
    }
    this.take(mapped);
  }

  /** Scans that waited for more of their rows. */
  finish(): void {
    this.take(this.mapper.flush(Number.POSITIVE_INFINITY));
  }

  private isBefore(row: RawRow): boolean {
    const text = row[this.mapper.columns.time] ?? null;
    return text !== null && this.times.read(text, this.range.fromMs) < this.range.fromMs;
  }

  private take({ scans }: MappedRows): void {
    const { fromMs, untilMs } = this.range;
    for (const { assetId, eventTimeMs, readAtMs, values, quality, rowKeys } of scans) {
      this.assessorOf(assetId).assess(eventTimeMs, values, quality);
      if (eventTimeMs < fromMs || eventTimeMs >= untilMs) continue;
      const state = this.states.stateOf(values);
      const sequence = sourceRowSequence(rowKeys);
      this.collected.add({ assetId, eventTimeMs, sequence, readAtMs, state, values, quality });
      this.taken += 1;
    }
  }

  private assessorOf(assetId: AssetId): QualityAssessor {
    const known = this.assessors.get(assetId);
    if (known !== undefined) return known;
    const made = new QualityAssessor(this.table, this.config.settings);
    this.assessors.set(assetId, made);
    return made;
  }
}

function entriesOf(counts: MappedRows['counts']) {
  return rejectionReasonSchema.options.flatMap((reason) => {
    const count = counts[reason];
    return count === undefined ? [] : [[reason, count] as const];
  });
}
