import type { AssetId } from '@eagle/contracts/domain';
import { QUALITY } from '@eagle/contracts/frames';
import type { RawRow } from '../feed-connection.js';
import type { MappedScan } from './mapped-rows.js';

/** Rows of one asset and instant of a long table, while they come in. */
export class ScanGroup {
  readonly rows: RawRow[] = [];
  readonly values: Float64Array;
  readonly quality: Uint8Array;
  private readonly rowKeys: string[] = [];
  private readonly seen = new Set<number>();

  constructor(
    readonly assetId: AssetId,
    readonly eventTimeMs: number,
    private readonly begun: { readonly readAtMs: number; readonly steadyMs: number },
    width: number,
  ) {
    this.values = new Float64Array(width).fill(NaN);
    this.quality = new Uint8Array(width).fill(QUALITY.missing);
  }

  /** The last row of a tag wins: a source that writes an instant twice corrects itself. */
  add(row: RawRow, rowKey: string, tag: number, value: number): void {
    this.rows.push(row);
    this.rowKeys.push(rowKey);
    this.seen.add(tag);
    this.values[tag] = value;
    this.quality[tag] = value === value ? QUALITY.good : QUALITY.missing;
  }

  /** When its first row came, by the steady clock. */
  get waitsSinceMs(): number {
    return this.begun.steadyMs;
  }

  get tagsSeen(): ReadonlySet<number> {
    return this.seen;
  }

  /** Whether every one of the tags has come. */
  holds(tags: ReadonlySet<number>): boolean {
    if (this.seen.size < tags.size) return false;
    for (const tag of tags) if (!this.seen.has(tag)) return false;
    return true;
  }

  hasValue(): boolean {
    return this.values.some((value) => value === value);
  }

  toScan(): MappedScan {
    const { assetId, eventTimeMs, values, quality } = this;
    return {
      assetId,
      eventTimeMs,
      readAtMs: this.begun.readAtMs,
      values,
      quality,
      rowKeys: this.rowKeys.join(','),
    };
  }
}
