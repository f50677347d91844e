import type { AssetId } from '@eagle/contracts/domain';
import { rowsWithin, type RowBlock, type RowStream, type TimeRange } from '@eagle/telemetry';

const DAY_MS = 86_400_000;

/** Rows of several assets in a range of time. */
export type RowsByAsset = ReadonlyMap<AssetId, readonly RowBlock[]>;
export type ReadRows = (assetId: AssetId, range: TimeRange) => RowStream;

/**
 * Reads several assets slice by slice, in order of time. One asset is read at a time, so one read
 * is open, and a slice ends where an asset would exceed its rows: memory is bounded, however dense
 * the rows are. Only rows of a single instant may be more.
 * @param rowsMax  Rows of one asset in a slice.
 */
export async function* timeSlices(
  assetIds: readonly AssetId[],
  range: TimeRange,
  rowsMax: number,
  read: ReadRows,
): AsyncGenerator<RowsByAsset> {
  let { fromMs } = range;
  let spanMs = DAY_MS;
  // What is read beyond the end of a slice is read again: the asset that sets the end goes first.
  let order = assetIds;
  while (fromMs < range.untilMs) {
    const wanted = { fromMs, untilMs: Math.min(range.untilMs, fromMs + spanMs) };
    const { slice, untilMs } = await readSlice(order, wanted, rowsMax, read);
    yield slice;
    const rows = new Map([...slice].map(([assetId, blocks]) => [assetId, rowsIn(blocks)]));
    const rowsOf = (assetId: AssetId): number => rows.get(assetId) ?? 0;
    order = order.toSorted((a, b) => rowsOf(b) - rowsOf(a));
    spanMs = (untilMs - fromMs) * (Math.max(...rows.values()) < rowsMax / 2 ? 2 : 1);
    fromMs = untilMs;
  }
}

async function readSlice(
  assetIds: readonly AssetId[],
  wanted: TimeRange,
  rowsMax: number,
  read: ReadRows,
): Promise<{ slice: RowsByAsset; untilMs: number }> {
  const { fromMs } = wanted;
  let { untilMs } = wanted;
  const taken = new Map<AssetId, RowBlock[]>();
  for (const assetId of assetIds) {
    const blocks: RowBlock[] = [];
    taken.set(assetId, blocks);
    let rows = 0;
    for await (const block of read(assetId, { fromMs, untilMs })) {
      blocks.push(block);
      rows += block.rows;
      const lastMs = block.timesMs[block.rows - 1] ?? fromMs;
      if (rows <= rowsMax || lastMs === fromMs) continue;
      // More rows of the last instant may come: it belongs to the next slice.
      untilMs = lastMs;
      break;
    }
  }
  const within = [...taken].map(([assetId, blocks]) => [assetId, cutOff(blocks, fromMs, untilMs)] as const);
  return { slice: new Map(within), untilMs };
}

const cutOff = (blocks: readonly RowBlock[], fromMs: number, untilMs: number): RowBlock[] =>
  blocks.map((block) => rowsWithin(block, fromMs, untilMs)).filter(({ rows }) => rows > 0);

const rowsIn = (blocks: readonly RowBlock[]): number => blocks.reduce((sum, { rows }) => sum + rows, 0);
