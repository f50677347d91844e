import type { DuckDBDataChunk } from '@duckdb/node-api';
import {
  notRecorded,
  type LabelColumn,
  type LabelName,
  type RowBlock,
  type ValueColumn,
} from '../rows/row-block.js';
import { qualityColumnOf, segmentColumnOf } from './column-names.js';
import type { ReadWithin } from '../store/telemetry-store.js';
import type { DuckEngine } from './duck-engine.js';
import { LABEL_COLUMNS, type CataloguedSegment } from './segment.js';
import { sqlEnum, sqlInstant, sqlList, sqlName, sqlText } from './sql-text.js';
import { CHUNK_ROWS, readBytes, readCodes, readNumbers, readWholeNumbers } from './vectors.js';

/** Stands for values that are not read. */
const NO_VALUES = new Float64Array(CHUNK_ROWS).fill(Number.NaN);

/** What is read of segments. */
export interface SegmentQuery {
  readonly assetId: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly columns: readonly string[];
  readonly labels: readonly LabelName[];
  readonly qualityOnly?: true;
  readonly withoutReadAt?: true;
  readonly readWithin?: ReadWithin;
}

/** A segment with the path of its file on this machine. */
export interface LocalSegment {
  readonly segment: CataloguedSegment;
  readonly path: string;
}

/** Columns of one statement, in its order. */
interface Selection {
  readonly labels: readonly { readonly label: LabelName; readonly names: readonly string[] }[];
  readonly columns: readonly { readonly name: string; readonly hasQuality: boolean }[];
  readonly missing: readonly string[];
  readonly hasValues: boolean;
  readonly hasReadAt: boolean;
}

/**
 * Rows of one asset out of segments that follow each other without overlapping and have the same of
 * the wanted columns: one statement, in the order of the files and of the rows in them.
 */
export async function* readSegments(
  engine: DuckEngine,
  segments: readonly LocalSegment[],
  query: SegmentQuery,
): AsyncGenerator<RowBlock> {
  const selection = selectionOf(segments, query);
  for await (const chunk of engine.chunks(statementOf(segments, selection, query))) {
    yield blockOf(chunk, selection);
  }
}

function selectionOf(segments: readonly LocalSegment[], query: SegmentQuery): Selection {
  const present = new Set(segments.flatMap(({ segment }) => segment.columns));
  const withQuality = new Set(segments.flatMap(({ segment }) => segment.qualityColumns));
  return {
    labels: query.labels.map((label) => ({
      label,
      names: [...new Set(segments.flatMap(({ segment }) => segment.labels.get(label) ?? []))],
    })),
    columns: query.columns
      .filter((name) => present.has(name))
      .map((name) => ({ name, hasQuality: withQuality.has(name) })),
    missing: query.columns.filter((name) => !present.has(name)),
    hasValues: query.qualityOnly !== true,
    hasReadAt: query.withoutReadAt !== true,
  };
}

function statementOf(
  segments: readonly LocalSegment[],
  { labels, columns, hasValues, hasReadAt }: Selection,
  { assetId, fromMs, toMs, readWithin }: SegmentQuery,
): string {
  const selected = [
    ...['time', 'sequence', ...(hasReadAt ? ['read_at'] : [])].map(sqlName),
    ...labels.map(({ label, names }) => `CAST(${sqlName(LABEL_COLUMNS[label])} AS ${sqlEnum(names)})`),
    ...columns.flatMap(({ name, hasQuality }) => [
      ...(hasValues ? [sqlName(segmentColumnOf(name))] : []),
      // Segments in which all is good have no such column.
      ...(hasQuality ? [`coalesce(${sqlName(qualityColumnOf(name))}, 0::UTINYINT)`] : []),
    ]),
  ];
  const read =
    readWithin === undefined
      ? ''
      : ` AND read_at >= ${sqlInstant(readWithin.fromMs)} AND read_at < ${sqlInstant(readWithin.toMs)}`;
  const files = sqlList(segments.map(({ path }) => path));
  const union = haveSameColumns(segments, columns) ? '' : ', union_by_name = true';
  return `SELECT ${selected.join(', ')} FROM read_parquet(${files}${union})
          WHERE asset = ${sqlText(assetId)} AND "time" >= ${sqlInstant(fromMs)} AND "time" < ${sqlInstant(toMs)}${read}`;
}

/**
 * Whether each file has all columns that are read. Where one may lack some, DuckDB opens all files
 * before it reads the first: an eighth of what a day of sixty files takes.
 */
function haveSameColumns(segments: readonly LocalSegment[], columns: Selection['columns']): boolean {
  return segments.every(({ segment }) => {
    const withQuality = new Set(segment.qualityColumns);
    return columns.every(({ name, hasQuality }) => !hasQuality || withQuality.has(name));
  });
}

function blockOf(chunk: DuckDBDataChunk, selection: Selection): RowBlock {
  const rows = chunk.rowCount;
  let place = 0;
  const timesMs = readWholeNumbers(chunk, place++, 1_000);
  const sequences = readWholeNumbers(chunk, place++, 1);
  const readAtsMs = selection.hasReadAt
    ? readWholeNumbers(chunk, place++, 1_000)
    : NO_VALUES.subarray(0, rows);
  const labels = new Map<LabelName, LabelColumn>();
  for (const { label, names } of selection.labels) {
    labels.set(label, { names, codes: readCodes(chunk, place++, names.length) });
  }
  const columns = new Map<string, ValueColumn>();
  for (const { name, hasQuality } of selection.columns) {
    const values = selection.hasValues ? readNumbers(chunk, place++) : NO_VALUES.subarray(0, rows);
    columns.set(name, { values, quality: hasQuality ? readBytes(chunk, place++) : null });
  }
  for (const name of selection.missing) columns.set(name, notRecorded(rows));
  return { rows, timesMs, sequences, readAtsMs, labels, columns };
}
