import type { AssetId, TagName } from '@eagle/contracts/domain';
import type { TailUpdate } from '@eagle/contracts/socket';
import { TailBuffer, type CondensedRows, type TailPart } from './tail-buffer.js';
import type { TailRow } from './tail-row.js';

/** What one socket wants of one asset, and the rows that wait for its next update. */
export class AssetListener {
  private readonly waiting: TailBuffer;
  private skippedUpdates = 0;

  constructor(
    readonly assetId: AssetId,
    readonly tags: readonly TagName[],
  ) {
    this.waiting = new TailBuffer(() => this.tags);
  }

  get hasRows(): boolean {
    return this.waiting.hasRows;
  }

  add(part: TailPart): void {
    this.waiting.add(part);
  }

  /** The client is too slow for an update that was due. */
  skip(): void {
    this.skippedUpdates += 1;
  }

  /** Everything that waits. To be called where `hasRows`. */
  takeUpdate(): TailUpdate {
    const { condensed, rows, isInterrupted } = this.waiting.take();
    const { skippedUpdates } = this;
    this.skippedUpdates = 0;
    return {
      assetId: this.assetId,
      cursor: rows.at(-1)?.cursor ?? 0,
      timesMs: rows.map(({ timeMs }) => timeMs),
      states: rows.map(({ state }) => state),
      columns: this.tags.map((tag) => columnOf(rows, tag)),
      condensed: condensed === null ? null : condensedColumns(condensed, this.tags),
      skippedUpdates,
      isInterrupted,
    };
  }
}

function columnOf(rows: readonly TailRow[], tag: TagName): TailUpdate['columns'][number] {
  const quality = rows.map((row) => row.quality(tag));
  return {
    tag,
    values: rows.map((row) => row.value(tag)),
    quality: quality.every((each) => each === 'good') ? null : quality,
  };
}

function condensedColumns(
  { rows, fromMs, toMs, tags: found }: CondensedRows,
  tags: readonly TagName[],
): TailUpdate['condensed'] {
  const columns = tags.flatMap((tag) => {
    const condensed = found.get(tag);
    return condensed === undefined ? [] : [{ tag, ...condensed }];
  });
  return { rows, fromMs, toMs, columns };
}
