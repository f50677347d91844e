import { QUALITY } from '@eagle/contracts/frames';
import { BlockBuilder } from './block-builder.js';
import { at, NOT_RECORDED, qualityAt, type LabelName, type RowBlock, type ValueColumn } from './row-block.js';

/** A row as a person would write it down. Columns that it does not name are not recorded. */
export interface PlainRow {
  readonly timeMs: number;
  readonly sequence: number;
  readonly readAtMs?: number;
  readonly labels?: Readonly<Partial<Record<LabelName, string>>>;
  /** A number is good; NaN and other qualities are said. */
  readonly values: Readonly<Record<string, number | readonly [value: number, quality: number]>>;
}

/** One row as a block. */
export function blockOfRow({ timeMs, sequence, readAtMs, labels = {}, values }: PlainRow): RowBlock {
  const columns = new Map<string, ValueColumn>();
  for (const [name, given] of Object.entries(values)) {
    const [value, quality] = typeof given === 'number' ? [given, QUALITY.good] : given;
    columns.set(name, {
      values: Float64Array.of(value),
      quality: quality === QUALITY.good ? null : Uint8Array.of(quality),
    });
  }
  return {
    rows: 1,
    timesMs: Float64Array.of(timeMs),
    sequences: Float64Array.of(sequence),
    readAtsMs: Float64Array.of(readAtMs ?? timeMs),
    labels: new Map(
      Object.entries(labels).map(([label, name]) => [
        label as LabelName,
        { names: [name], codes: Uint16Array.of(0) },
      ]),
    ),
    columns,
  };
}

/** Rows behind each other, in the order in which they are given. */
export function blockOfRows(rows: readonly PlainRow[]): RowBlock {
  const built = new BlockBuilder(rows.length);
  for (const row of rows) built.append(blockOfRow(row));
  return built.build();
}

/** The rows of a block, written down; columns that are not recorded are left out. */
export function plainRows(block: RowBlock): PlainRow[] {
  return Array.from({ length: block.rows }, (_, row) => {
    const values: Record<string, number | readonly [number, number]> = {};
    for (const [name, column] of [...block.columns].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const quality = qualityAt(column, row);
      const value = at(column.values, row);
      if (quality === QUALITY.good && !Number.isNaN(value)) values[name] = value;
      else if (quality !== NOT_RECORDED) values[name] = [value, quality];
    }
    const labels: Partial<Record<LabelName, string>> = {};
    for (const [label, { names, codes }] of block.labels) labels[label] = names[codes[row] ?? 0] ?? '';
    return {
      timeMs: at(block.timesMs, row),
      sequence: at(block.sequences, row),
      readAtMs: at(block.readAtsMs, row),
      labels,
      values,
    };
  });
}

export async function collected(blocks: AsyncIterable<RowBlock>): Promise<PlainRow[]> {
  const rows: PlainRow[] = [];
  for await (const block of blocks) rows.push(...plainRows(block));
  return rows;
}

/** The obvious way: all rows in a list, the last of equal keys, sorted. */
export function obviousMerge(rows: readonly PlainRow[]): PlainRow[] {
  const byKey = new Map(rows.map((row) => [`${row.timeMs}/${row.sequence}`, row]));
  return [...byKey.values()].sort((a, b) => a.timeMs - b.timeMs || a.sequence - b.sequence);
}

export async function* streamOf(blocks: readonly RowBlock[]): AsyncGenerator<RowBlock> {
  yield* blocks;
}
