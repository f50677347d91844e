import type { Discovery } from '../api-types.js';
import {
  distinctOf,
  isIntegerType,
  isNumeric,
  isTime,
  isTimeType,
  type SampledColumn,
  sampledColumns,
} from './sampled-column.js';

/**
 * How a table is read. `wide`: a row a scan, a column a tag. `long`: a row a tag and instant. A
 * column that the table does not have is null.
 */
export interface TableReading {
  readonly layout: 'wide' | 'long';
  readonly keyColumn: string | null;
  readonly timeColumn: string | null;
  readonly assetColumn: string | null;
  /** The others: of long tables only. */
  readonly tagColumn: string | null;
  readonly valueColumn: string | null;
  readonly qualityColumn: string | null;
}

const ASSET_NAME = /asset|machine|equip|device|station|line|unit|pump|furnace|source/i;
const TAG_NAME = /tag|signal|point|sensor|param|variable|channel|item|measure|metric|name/i;
const VALUE_NAME = /val|reading|measure/i;
const QUALITY_NAME = /qual|status|valid|\bok\b/i;
const TIME_NAME = /time|stamp|date|logged|\bts\b|_at$/i;
const KEY_NAME = /(?:^|_)id$|key|seq|row/i;
/** Text of so few rows a value repeats. */
const REPEATS = 2;

/** How a table is probably read; each part can be changed by the person. */
export function guessReading(discovery: Discovery): TableReading {
  const columns = sampledColumns(discovery);
  const keyColumn = guessKey(columns);
  const timeColumn = guessTime(columns);
  const rest = columns.filter(({ name }) => name !== keyColumn && name !== timeColumn);
  const names = rest.filter((column) => isName(column));
  const [tag, value] = longPair(rest, names);
  const assetOf = (candidates: readonly SampledColumn[]): string | null =>
    best(candidates, ASSET_NAME, { isRequired: true })?.name ?? null;
  if (tag === null || value === null) {
    const wide = { tagColumn: null, valueColumn: null, qualityColumn: null };
    return { layout: 'wide', keyColumn, timeColumn, assetColumn: assetOf(names), ...wide };
  }
  const others = rest.filter(({ name }) => name !== tag.name && name !== value.name);
  const assetColumn = assetOf(others) ?? names.find(({ name }) => name !== tag.name)?.name ?? null;
  const qualityColumn = best(others, QUALITY_NAME, { isRequired: true })?.name ?? null;
  return {
    layout: 'long',
    ...{ keyColumn, timeColumn, assetColumn, qualityColumn },
    ...{ tagColumn: tag.name, valueColumn: value.name },
  };
}

/** What is still to be chosen before the table can be read. */
export function missingParts(reading: TableReading): readonly (keyof TableReading)[] {
  const needed = ['timeColumn', 'assetColumn', 'tagColumn', 'valueColumn'] as const;
  const always = reading.layout === 'long' ? needed : (['timeColumn'] as const);
  return always.filter((part) => reading[part] === null);
}

/** Text that names something: it repeats, and is neither number nor time. */
function isName(column: SampledColumn): boolean {
  const given = column.cells.filter((cell) => cell !== null);
  if (given.length < REPEATS || isTime(column) || isNumeric(column)) return false;
  return distinctOf(column.cells).length * REPEATS <= given.length;
}

/** The column that names tags and the one that holds their values; null where the table is wide. */
function longPair(
  columns: readonly SampledColumn[],
  names: readonly SampledColumn[],
): readonly [SampledColumn, SampledColumn] | readonly [null, null] {
  const numbers = columns.filter((column) => isNumeric(column) && !QUALITY_NAME.test(column.name));
  const value = numbers.length === 1 ? numbers[0] : best(numbers, VALUE_NAME, { isRequired: true });
  const tag = best(
    names.filter(({ cells }) => distinctOf(cells).length > 1),
    TAG_NAME,
    { isRequired: false },
  );
  // A table with many columns of numbers has a column a tag, whatever its texts are called.
  return tag === null || value == null || numbers.length > 2 ? [null, null] : [tag, value];
}

/** The one whose name fits; else, where the name need not fit, the one with the most values. */
function best(
  columns: readonly SampledColumn[],
  name: RegExp,
  { isRequired }: { readonly isRequired: boolean },
): SampledColumn | null {
  const named = columns.find((column) => name.test(column.name));
  if (named !== undefined || isRequired) return named ?? null;
  const byValues = columns.toSorted((a, b) => distinctOf(b.cells).length - distinctOf(a.cells).length);
  return byValues[0] ?? null;
}

function guessKey(columns: readonly SampledColumn[]): string | null {
  const keys = columns.filter(({ type, cells }) => isIntegerType(type) && isUniqueAndGrows(cells));
  const served = keys.find(({ leadsIndex }) => leadsIndex === true);
  return (served ?? keys.find(({ name }) => KEY_NAME.test(name)))?.name ?? null;
}

function isUniqueAndGrows(cells: readonly (string | null)[]): boolean {
  let before = -Infinity;
  for (const cell of cells) {
    const key = cell === null ? NaN : Number(cell);
    if (!(key > before)) return false;
    before = key;
  }
  return cells.length > 0;
}

function guessTime(columns: readonly SampledColumn[]): string | null {
  const times = columns.filter((column) => isTime(column));
  const byType = times.filter(({ type }) => isTimeType(type));
  const candidates = byType.length > 0 ? byType : times;
  const served = candidates.filter(({ leadsIndex }) => leadsIndex === true);
  return (
    best(served.length > 0 ? served : candidates, TIME_NAME, { isRequired: true })?.name ??
    candidates[0]?.name ??
    null
  );
}
