import type { AssetId, Mapping, Tag } from '@eagle/contracts/domain';
import { QUALITY } from '@eagle/contracts/frames';
import type { TagTable } from '@eagle/features';
import type { RawRow } from '../feed-connection.js';
import type { AssetDirectory, KnownAsset } from './asset-directory.js';
import { CellReader, wrongValue, type ValueProblem } from './cell-value.js';
import { rowKeyOf } from './fingerprint.js';
import type { MappedScan } from './mapped-rows.js';
import type { RowStamp } from './row-stamp.js';
import type { SourceColumns } from './source-columns.js';
import { quoted, type RowCounters } from './row-counters.js';

/** The first cell of a row whose value cannot be used. */
interface WrongCell {
  readonly problem: ValueProblem;
  readonly cell: number;
  readonly type: Tag['type'];
}

/** Maps a table with one row per scan. */
export class WideRows {
  private readonly cells = new CellReader();
  private readonly fixedAsset: KnownAsset | undefined;
  private readonly fixedAssetId: AssetId | null;
  /** For each mapped cell: its place in the row, its place in the scan and its type. */
  private readonly plan: readonly { cell: number; tag: number; type: Tag['type'] }[];

  constructor(
    mapping: Mapping,
    private readonly columns: SourceColumns,
    private readonly table: TagTable,
    private readonly assets: AssetDirectory,
    private readonly stamp: RowStamp,
  ) {
    const { source } = mapping;
    this.fixedAssetId = source.layout === 'wide' && 'assetId' in source.asset ? source.asset.assetId : null;
    this.fixedAsset = this.fixedAssetId === null ? undefined : assets.get(this.fixedAssetId);
    const mapped = source.layout === 'wide' ? source.columns : [];
    this.plan = mapped.flatMap(({ tag }, position) => {
      const index = table.indexOf(tag);
      const type = table.tags[index]?.type;
      return type === undefined ? [] : [{ cell: columns.tagCells[position] ?? -1, tag: index, type }];
    });
  }

  /** @returns null after the row was rejected. */
  map(row: RawRow, readAtMs: number, counters: RowCounters): MappedScan | null {
    const asset = this.assetOf(row, counters);
    if (asset === undefined) return null;
    const eventTimeMs = this.stamp.read(row, asset, readAtMs, counters);
    if (Number.isNaN(eventTimeMs)) return null;
    const width = this.table.tags.length;
    const values = new Float64Array(width).fill(NaN);
    const quality = new Uint8Array(width).fill(QUALITY.missing);
    let present = 0;
    let wrong: WrongCell | null = null;
    for (const { cell, tag, type } of this.plan) {
      const value = this.cells.read(row[cell] ?? null, type);
      if (value === value) {
        values[tag] = value;
        quality[tag] = QUALITY.good;
        present++;
      } else if (this.cells.problem !== null) {
        counters.count(this.cells.problem);
        wrong ??= { problem: this.cells.problem, cell, type };
      }
    }
    const example = wrong === null ? null : this.describe(wrong, row);
    counters.valueExample ??= example;
    if (present === 0) {
      counters.reject('all-values-missing', noValue(example), row);
      return null;
    }
    const rowKeys = rowKeyOf(this.columns, row);
    return { assetId: asset.assetId, eventTimeMs, readAtMs, values, quality, rowKeys };
  }

  private describe({ problem, cell, type }: WrongCell, row: RawRow): string {
    const column = quoted(this.columns.columns[cell] ?? '');
    return wrongValue(problem, `column ${column}`, row[cell] ?? null, type);
  }

  private assetOf(row: RawRow, counters: RowCounters): KnownAsset | undefined {
    if (this.fixedAssetId !== null) {
      if (this.fixedAsset === undefined)
        counters.reject(
          'asset-unknown',
          `Asset ${quoted(this.fixedAssetId)} is not configured: add it, or correct the source or the mapping.`,
          row,
        );
      return this.fixedAsset;
    }
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
}

const noValue = (example: string | null): string =>
  `No mapped column holds a value that can be used${example === null ? '' : `: ${example}`}.`;
