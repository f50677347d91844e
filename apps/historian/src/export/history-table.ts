import { QUALITY } from '@eagle/contracts/frames';
import {
  LABELS_OF,
  NOT_RECORDED,
  PREDICTION_COLUMNS,
  sameText,
  type LabelName,
  type RowBlock,
  type SeriesKind,
  type TableColumn,
  type TableRows,
  type TextCells,
} from '@eagle/telemetry';

/** Units of what the models say. */
const PREDICTION_UNITS: Readonly<Partial<Record<string, string>>> = {
  minutesToFailureLow: 'min',
  minutesToFailure: 'min',
  minutesToFailureHigh: 'min',
};
/**
 * Names the tags of a row whose value is not good, and why: `temp:missing;flow:frozen`. Empty: all
 * are good.
 */
const NOT_GOOD = 'not_good';
const QUALITY_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(QUALITY).map(([name, code]) => [code, name]),
);
/** Whatever rows may differ in: more combinations in one block are not told apart. */
const COMBINATIONS_MAX = 60_000;

/** A table of scans or predictions: one row an instant and asset. */
export interface HistoryTable {
  readonly kind: SeriesKind;
  /** Columns of the store, in the order of the table. */
  readonly values: readonly string[];
  readonly labels: readonly LabelName[];
  readonly columns: readonly TableColumn[];
}

/** @param unitOf  The unit of a tag; empty or undefined: none. */
export function scansTable(
  tags: readonly string[],
  unitOf: (tag: string) => string | undefined,
): HistoryTable {
  return tableOf('scans', tags, unitOf, [{ name: NOT_GOOD, type: 'text' }]);
}

export const predictionsTable = (): HistoryTable =>
  tableOf('predictions', PREDICTION_COLUMNS, (name) => PREDICTION_UNITS[name], []);

function tableOf(
  kind: SeriesKind,
  values: readonly string[],
  unitOf: (name: string) => string | undefined,
  last: readonly TableColumn[],
): HistoryTable {
  const labels = LABELS_OF[kind];
  const columns: TableColumn[] = [
    { name: 'time', type: 'instant' },
    { name: 'asset', type: 'text' },
    ...labels.map((name) => ({ name, type: 'text' as const })),
    ...values.map((name) => ({ name: withUnit(name, unitOf(name)), type: 'number' as const })),
    ...last,
  ];
  return { kind, values, labels, columns };
}

const withUnit = (name: string, unit: string | undefined): string =>
  unit === undefined || unit === '' ? name : `${name} [${unit}]`;

/** Rows `from` to `to` (exclusive) of a block as rows of the table. */
export function tableRowsOf(
  table: HistoryTable,
  assetId: string,
  block: RowBlock,
  from: number,
  to: number,
): TableRows {
  const rows = to - from;
  const labels = table.labels.map((name): TextCells => {
    const label = block.labels.get(name);
    return label === undefined
      ? sameText('', rows)
      : { names: label.names, codes: label.codes.subarray(from, to) };
  });
  const nothing = new Float64Array(rows).fill(Number.NaN);
  const values = table.values.map((name) => block.columns.get(name)?.values.subarray(from, to) ?? nothing);
  return {
    rows,
    cells: [
      block.timesMs.subarray(from, to),
      sameText(assetId, rows),
      ...labels,
      ...values,
      ...(table.kind === 'scans' ? [notGood(table, block, from, to)] : []),
    ],
  };
}

function notGood({ values }: HistoryTable, block: RowBlock, from: number, to: number): TextCells {
  const suspects = values.flatMap((name) => {
    const quality = block.columns.get(name)?.quality?.subarray(from, to) ?? null;
    return quality === null ? [] : [{ name, quality }];
  });
  if (suspects.length === 0) return sameText('', to - from);
  const codes = new Uint16Array(to - from);
  const known = new Map<string, number>([['', 0]]);
  for (let row = 0; row < codes.length; row += 1) {
    let text = '';
    for (const { name, quality } of suspects) {
      const code = quality[row] ?? QUALITY.good;
      // A tag that was not configured then has an empty cell and nothing to explain.
      if (code === QUALITY.good || code === NOT_RECORDED) continue;
      text += `${text === '' ? '' : ';'}${name}:${QUALITY_NAMES.get(code) ?? 'unknown'}`;
    }
    codes[row] = codeOf(known, text);
  }
  return { names: [...known.keys()], codes };
}

function codeOf(known: Map<string, number>, text: string): number {
  const code = known.get(text);
  if (code !== undefined) return code;
  const next = known.size;
  if (next >= COMBINATIONS_MAX) return codeOf(known, 'several');
  known.set(text, next);
  return next;
}
