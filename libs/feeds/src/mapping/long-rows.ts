import type { AssetId, Mapping } from '@eagle/contracts/domain';
import type { TagTable } from '@eagle/features';
import type { RawRow } from '../feed-connection.js';
import type { AssetDirectory, KnownAsset } from './asset-directory.js';
import { CellReader, wrongValue } from './cell-value.js';
import { rowKeyOf } from './fingerprint.js';
import type { MappedScan } from './mapped-rows.js';
import { OpenGroups } from './open-groups.js';
import type { RowStamp } from './row-stamp.js';
import { ScanGroup } from './scan-group.js';
import type { SourceColumns } from './source-columns.js';
import { quoted, type RowCounters } from './row-counters.js';

/** Scans that may wait for their missing tags at once; beyond, the oldest go out as they are. */
const GROUPS_MAX = 2_000;
/** Unknown source tags that are shown in quarantine once each; further ones are counted only. */
const UNKNOWN_TAGS_SHOWN_MAX = 100;

/** Scans in a row without a tag after which an asset is taken not to have it. */
const MISSED_MAX = 3;

interface AssetGroups {
  readonly open: OpenGroups;
  /** Tags that a scan of this asset waits for: every mapped one at first. */
  readonly expected: Set<number>;
  /** Scans in a row that went out without a tag, by the tag's place in the table. */
  readonly missed: number[];
  newestClosedMs: number;
}

/**
 * Maps a table with one row per tag and instant. A scan goes out when every tag that its asset is
 * known to have is there, when `groupWaitMs` of arrival have passed, or when a row of the asset
 * came that is newer by `groupWaitMs` of event time; always in order of event time within the
 * asset. Rows that come for an instant that was already published make a separate scan, with the
 * rest missing.
 */
export class LongRows {
  private readonly cells = new CellReader();
  private readonly byAsset = new Map<AssetId, AssetGroups>();
  private readonly tagOfSource: ReadonlyMap<string, number>;
  private readonly mappedTags: ReadonlySet<number>;
  private readonly goodQualities: ReadonlySet<string>;
  private readonly groupWaitMs: number;
  private readonly unknownTagsShown = new Set<string>();
  private openGroups = 0;

  constructor(
    mapping: Mapping,
    private readonly columns: SourceColumns,
    private readonly table: TagTable,
    private readonly assets: AssetDirectory,
    private readonly stamp: RowStamp,
  ) {
    const { source } = mapping;
    const long = source.layout === 'long' ? source : null;
    this.tagOfSource = new Map(
      (long?.tags ?? []).flatMap(({ sourceTag, tag }) => {
        const index = table.indexOf(tag);
        return index < 0 ? [] : [[sourceTag, index] as const];
      }),
    );
    this.mappedTags = new Set(this.tagOfSource.values());
    this.goodQualities = new Set(long?.goodQualities ?? []);
    this.groupWaitMs = long?.groupWaitMs ?? 0;
  }

  add(row: RawRow, readAtMs: number, steadyMs: number, counters: RowCounters, out: MappedScan[]): void {
    const asset = this.assetOf(row, counters);
    if (asset === undefined) return;
    const tag = this.tagOf(row, counters);
    if (tag === undefined) return;
    const eventTimeMs = this.stamp.read(row, asset, readAtMs, counters);
    if (Number.isNaN(eventTimeMs)) return;
    const type = this.table.tags[tag]?.type ?? 'number';
    const text = row[this.columns.value] ?? null;
    const value = this.isGood(row) ? this.cells.read(text, type) : NaN;
    if (value !== value && this.cells.problem !== null) {
      counters.count(this.cells.problem);
      const place = `tag ${quoted(row[this.columns.tag] ?? '')}`;
      counters.valueExample ??= wrongValue(this.cells.problem, place, text, type);
    }
    const groups = this.groupsOf(asset.assetId);
    let group = groups.open.of(eventTimeMs);
    if (group === undefined) {
      if (this.openGroups >= GROUPS_MAX) this.closeOldest(counters, out);
      group = new ScanGroup(asset.assetId, eventTimeMs, { readAtMs, steadyMs }, this.table.tags.length);
      groups.open.add(group);
      this.openGroups++;
    }
    group.add(row, rowKeyOf(this.columns, row), tag, value);
    // The scan is complete and no older one of this asset is waiting: it need not wait for the end
    // of the page.
    if (groups.open.size === 1 && group.holds(groups.expected)) this.close(groups, group, counters, out);
  }

  /** Closes scans that are complete or have waited long enough. */
  closeDue(steadyMs: number, counters: RowCounters, out: MappedScan[]): void {
    for (const [assetId, groups] of this.byAsset) {
      if (groups.open.size === 0) continue;
      const newestMs = this.assets.get(assetId)?.newestMs ?? NaN;
      for (const group of groups.open.inOrder()) {
        const whole = group.holds(groups.expected);
        const overtaken = newestMs - group.eventTimeMs >= Math.max(1, this.groupWaitMs);
        const waited = steadyMs - group.waitsSinceMs >= this.groupWaitMs;
        if (!whole && !overtaken && !waited) break;
        this.close(groups, group, counters, out);
      }
    }
  }

  *waiting(): Generator<ScanGroup> {
    for (const groups of this.byAsset.values()) yield* groups.open.inOrder();
  }

  private close(groups: AssetGroups, group: ScanGroup, counters: RowCounters, out: MappedScan[]): void {
    groups.open.remove(group);
    this.openGroups--;
    this.learn(groups, group);
    if (group.hasValue()) out.push(group.toScan());
    else
      for (const row of group.rows)
        counters.reject('all-values-missing', 'The scan holds no usable value.', row);
  }

  /**
   * An asset that never has a mapped tag must not wait for it at every scan, and one that has it
   * again waits again. A late remainder shows only which tags exist, not which are missing.
   */
  private learn(groups: AssetGroups, group: ScanGroup): void {
    const isRemainder = group.eventTimeMs <= groups.newestClosedMs;
    for (const tag of this.mappedTags) {
      if (group.tagsSeen.has(tag)) {
        groups.missed[tag] = 0;
        groups.expected.add(tag);
      } else if (!isRemainder && groups.expected.has(tag)) {
        const missed = (groups.missed[tag] ?? 0) + 1;
        groups.missed[tag] = missed;
        if (missed >= MISSED_MAX) groups.expected.delete(tag);
      }
    }
    groups.newestClosedMs = Math.max(groups.newestClosedMs, group.eventTimeMs);
  }

  private closeOldest(counters: RowCounters, out: MappedScan[]): void {
    let oldest: AssetGroups | undefined;
    let first: ScanGroup | undefined;
    for (const groups of this.byAsset.values()) {
      const group = groups.open.oldest;
      if (group === undefined) continue;
      if (first === undefined || group.eventTimeMs < first.eventTimeMs) [oldest, first] = [groups, group];
    }
    if (oldest !== undefined && first !== undefined) this.close(oldest, first, counters, out);
  }

  private groupsOf(assetId: AssetId): AssetGroups {
    let groups = this.byAsset.get(assetId);
    if (groups === undefined) {
      const expected = new Set(this.mappedTags);
      const missed = this.table.tags.map(() => 0);
      groups = { open: new OpenGroups(), expected, missed, newestClosedMs: -Infinity };
      this.byAsset.set(assetId, groups);
    }
    return groups;
  }

  private assetOf(row: RawRow, counters: RowCounters): KnownAsset | undefined {
    const text = row[this.columns.asset] ?? null;
    if (text === null || text === '') {
      counters.reject('asset-missing', 'The row names no asset.', row);
      return undefined;
    }
    const asset = this.assets.find(text);
    if (asset === undefined)
      counters.reject(
        'asset-unknown',
        `Asset ${quoted(text)} is not configured: add it, or correct the source or the mapping.`,
        row,
      );
    return asset;
  }

  private tagOf(row: RawRow, counters: RowCounters): number | undefined {
    const text = row[this.columns.tag] ?? '';
    const tag = this.tagOfSource.get(text);
    if (tag !== undefined) return tag;
    // A long table usually carries more than is mapped: one row of each such tag is shown, not all.
    if (this.unknownTagsShown.has(text) || this.unknownTagsShown.size >= UNKNOWN_TAGS_SHOWN_MAX) {
      counters.count('tag-unknown');
    } else {
      this.unknownTagsShown.add(text);
      counters.reject(
        'tag-unknown',
        `Source tag ${quoted(text)} is not mapped; later ones are counted only.`,
        row,
      );
    }
    return undefined;
  }

  private isGood(row: RawRow): boolean {
    this.cells.problem = null;
    if (this.columns.quality < 0) return true;
    return this.goodQualities.has(row[this.columns.quality] ?? '');
  }
}
