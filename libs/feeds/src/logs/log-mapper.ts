import {
  AppError,
  logCodeOf,
  type LogKind,
  type LogEntry,
  type LogMapping,
  type Mapping,
  type OrganizationConfig,
  type RejectionReason,
} from '@eagle/contracts/domain';
import type { RawRow } from '../feed-connection.js';
import { AssetDirectory } from '../mapping/asset-directory.js';
import type { RejectedRow } from '../mapping/mapped-rows.js';
import { RowStamp } from '../mapping/row-stamp.js';
import { sourceColumns } from '../mapping/source-columns.js';
import { quoted, RowCounters } from '../mapping/row-counters.js';
import { mappingOfLog } from './log-mapping.js';

/** What a handful of rows of a log became. */
export interface MappedLog {
  readonly kind: LogKind;
  /** In the order in which the source gave them. */
  readonly entries: LogEntry[];
  readonly rejected: RejectedRow[];
  /** Rejected rows and unused entries, by reason. */
  readonly counts: Partial<Record<RejectionReason, number>>;
}

/**
 * Turns rows of an alarm, error or maintenance log into entries: asset, UTC, code. Never throws on
 * bad data: an unusable row is counted and returned as rejected; an entry with an unused code is
 * only counted. An entry may be of any age.
 */
export class LogMapper {
  readonly mapping: Mapping;
  private readonly columns;
  private readonly assets: AssetDirectory;
  private readonly stamp: RowStamp;

  /**
   * @param asked  Codes that are wanted; null: every one.
   * @throws AppError `FEED.NOT_CONFIGURED` (invalid) where the organization has no feed or no
   * mapping.
   */
  constructor(
    config: Pick<OrganizationConfig, 'assets' | 'feed' | 'mapping'>,
    private readonly log: LogMapping,
    private readonly asked: ReadonlySet<string> | null,
  ) {
    const { feed, mapping } = config;
    if (feed === null || mapping === null) {
      throw new AppError('FEED.NOT_CONFIGURED', 'The organization has no feed with a mapping yet.');
    }
    this.mapping = mappingOfLog(mapping, log);
    this.columns = sourceColumns(this.mapping);
    this.assets = new AssetDirectory(config);
    this.stamp = new RowStamp(this.mapping, this.columns, {
      // Entries of a recording may be of any time, and far apart.
      clock: 'wall',
      futureToleranceMs: feed.clock === 'wall' ? feed.futureToleranceMs : Infinity,
      lateToleranceMs: Infinity,
    });
  }

  /** @param readAtMs  Wall clock. */
  map(rows: readonly RawRow[], readAtMs: number): MappedLog {
    const counters = new RowCounters(this.columns.columns);
    const entries: LogEntry[] = [];
    for (const row of rows) {
      const entry = this.entryOf(row, readAtMs, counters);
      if (entry !== null) entries.push(entry);
    }
    return { kind: this.log.kind, entries, rejected: counters.rejected, counts: counters.counts };
  }

  private entryOf(row: RawRow, readAtMs: number, counters: RowCounters): LogEntry | null {
    const code = logCodeOf(row[this.columns.tag] ?? '');
    if (code === null) {
      counters.reject('code-missing', `Column ${quoted(this.log.codeColumn)} holds no code.`, row);
      return null;
    }
    if (this.asked !== null && !this.asked.has(code)) {
      counters.count('code-unknown');
      return null;
    }
    const text = row[this.columns.asset] ?? '';
    if (text === '') {
      counters.reject('asset-missing', 'The row names no asset.', row);
      return null;
    }
    const asset = this.assets.find(text);
    if (asset === undefined) {
      counters.reject(
        'asset-unknown',
        `Asset ${quoted(text)} is not configured: add it, or correct the source or the mapping.`,
        row,
      );
      return null;
    }
    const atMs = this.stamp.read(row, asset, readAtMs, counters);
    return Number.isNaN(atMs) ? null : { assetId: asset.assetId, code, atMs };
  }
}
