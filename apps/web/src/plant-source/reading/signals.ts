import type { Discovery } from '../api-types.js';
import { distinctOf, numberOf, sampledColumns } from './sampled-column.js';
import type { TableReading } from './table-reading.js';

/** Something that may become a tag: a column of a wide table, or a tag of a long one. */
export interface Signal {
  /** Its name at the source. */
  readonly source: string;
  /** Type as the source names it. */
  readonly type: string;
  /** Its newest cell; null where none of the newest rows holds one. */
  readonly newest: string | null;
  /** Every cell, oldest first. */
  readonly cells: readonly (string | null)[];
  /** Values of one asset, oldest first; NaN where a cell is no number. */
  readonly values: readonly number[];
}

/** What may become tags of a table that is read so. */
export function signalsOf(discovery: Discovery, reading: TableReading): Signal[] {
  return reading.layout === 'long' ? longSignals(discovery, reading) : wideSignals(discovery, reading);
}

/** Names of the assets in the newest rows; empty where the table names none. */
export function assetsIn(discovery: Discovery, { assetColumn }: TableReading): readonly string[] {
  const column = sampledColumns(discovery).find(({ name }) => name === assetColumn);
  return column === undefined ? [] : distinctOf(column.cells).toSorted();
}

function wideSignals(discovery: Discovery, { keyColumn, timeColumn, assetColumn }: TableReading): Signal[] {
  const columns = sampledColumns(discovery);
  const taken = new Set([keyColumn, timeColumn, assetColumn]);
  const shown = rowsOfFirstAsset(columns.find(({ name }) => name === assetColumn)?.cells ?? []);
  return columns
    .filter(({ name }) => !taken.has(name))
    .map(({ name, type, cells }) => ({
      source: name,
      type,
      newest: cells.findLast((cell) => cell !== null) ?? null,
      cells,
      values: cells.filter((_, at) => shown(at)).map(valueOf),
    }));
}

function longSignals(discovery: Discovery, reading: TableReading): Signal[] {
  const columns = sampledColumns(discovery);
  const cellsOf = (wanted: string | null): readonly (string | null)[] =>
    columns.find(({ name }) => name === wanted)?.cells ?? [];
  const [tags, values] = [cellsOf(reading.tagColumn), cellsOf(reading.valueColumn)];
  const type = columns.find(({ name }) => name === reading.valueColumn)?.type ?? '';
  const shown = rowsOfFirstAsset(cellsOf(reading.assetColumn));
  return distinctOf(tags)
    .toSorted()
    .map((source) => {
      const rows = tags.flatMap((tag, at) => (tag === source ? [at] : []));
      const cells = rows.map((at) => values[at] ?? null);
      return {
        source,
        type,
        newest: cells.findLast((cell) => cell !== null) ?? null,
        cells,
        values: rows.filter(shown).map((at) => valueOf(values[at] ?? null)),
      };
    });
}

/** The courses of several assets in one line would be no course. */
function rowsOfFirstAsset(assets: readonly (string | null)[]): (row: number) => boolean {
  const first = distinctOf(assets)[0];
  return (row) => first === undefined || assets[row] === first;
}

const valueOf = (cell: string | null): number => (cell === null ? NaN : numberOf(cell));
