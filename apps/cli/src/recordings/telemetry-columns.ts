import { counted } from '@eagle/models';
import { badRecording, shown } from './bad-recording.js';
import type { CsvTable } from './read-csv.js';
import type { ReadingOptions } from './reading-options.js';
import type { StandIn } from './text/stand-ins.js';
import { NumberFormGuess, NumberReader, type NumberEvidence, type NumberForm } from './text/number-reader.js';
import { switchWordsOf, type SwitchWords } from './text/switch-reader.js';
import type { TextRow } from './text/split-rows.js';

/** A column that is no signal, and why. */
export interface SkippedColumn {
  readonly column: string;
  /** One of its cells; null where the column has no name. */
  readonly example: string | null;
}

/** Facts about a table that judging its columns needs. */
export type TableHead = Pick<CsvTable, 'name' | 'header' | 'separator'>;

export interface TelemetryColumns {
  readonly columns: readonly string[];
  readonly skipped: readonly SkippedColumn[];
  readonly numbers: NumberForm;
  /** Columns of words for on and off, which become 1 and 0. */
  readonly switches: ReadonlyMap<string, SwitchWords>;
}

/** A switch has two words, each spelled in a few ways. */
const SPELLINGS_MAX = 6;

/** Places of the columns that may be tags. */
export function tagIndexes(header: readonly string[], ignored: ReadonlySet<string>): number[] {
  return header.flatMap((name, index) =>
    name === 'ts' || name === 'asset' || name === '' || ignored.has(name) ? [] : [index],
  );
}

/**
 * Decides by the first rows of a telemetry file how it writes numbers, and which columns hold
 * numbers: those with more numbers than text.
 * @param wanted  Tags, where another folder decides them.
 * @throws AppError `RECORDING.INVALID` (invalid) where a number can be read in two ways.
 */
export function chooseColumns(
  { name: file, header, separator }: TableHead,
  sample: readonly TextRow[],
  ignored: ReadonlySet<string>,
  wanted: readonly string[] | null,
  options: ReadingOptions,
): TelemetryColumns {
  const candidates =
    wanted === null ? tagIndexes(header, ignored) : wanted.map((name) => header.indexOf(name));
  const numbers = numberForm({ name: file, header, separator }, sample, candidates, options);
  const reader = new NumberReader(numbers, options.badWords);
  const switches = new Map<string, SwitchWords>();
  for (const at of candidates) {
    const words = switchOf(sample, at, reader);
    if (words !== null) switches.set(header[at] ?? '', words);
  }
  if (wanted !== null) return { columns: [...wanted], skipped: [], numbers, switches };
  const nameless = header.flatMap((name, at) =>
    name === '' ? [{ column: `column ${at + 1}, which has no name`, example: null }] : [],
  );
  const skipped = candidates.flatMap((at) => {
    const example = switches.has(header[at] ?? '') ? null : textOf(sample, at, reader);
    return example === null ? [] : [{ column: header[at] ?? '', example }];
  });
  const columns = candidates
    .map((at) => header[at] ?? '')
    .filter((name) => !skipped.some(({ column }) => column === name));
  return { columns, skipped: [...nameless, ...skipped], numbers, switches };
}

/** The words for on and off, where a column holds nothing else. */
function switchOf(sample: readonly TextRow[], at: number, reader: NumberReader): SwitchWords | null {
  const texts = new Set<string>();
  for (const { cells } of sample) {
    const cell = cells[at] ?? '';
    const value = texts.has(cell) ? undefined : reader.read(cell);
    if (value === undefined) texts.add(cell);
    else if (!Number.isNaN(value) && value !== 0 && value !== 1) return null;
    if (texts.size > SPELLINGS_MAX) return null;
  }
  return switchWordsOf(texts);
}

/**
 * The first text of a column that holds at least as much text as numbers; null where it is a column
 * of numbers.
 */
function textOf(sample: readonly TextRow[], at: number, reader: NumberReader): string | null {
  let [found, texts]: [number, number] = [0, 0];
  let example: string | null = null;
  for (const { cells } of sample) {
    const cell = cells[at] ?? '';
    const value = reader.read(cell);
    if (value === undefined) {
      texts += 1;
      example ??= cell;
    } else if (!Number.isNaN(value)) found += 1;
  }
  return texts > 0 && texts >= found ? example : null;
}

function numberForm(
  { name: file, header, separator }: TableHead,
  sample: readonly TextRow[],
  candidates: readonly number[],
  options: ReadingOptions,
): NumberForm {
  const guess = new NumberFormGuess(separator === ',');
  for (const { line, cells } of sample) {
    for (const at of candidates) {
      const text = cells[at] ?? '';
      guess.add(text, () => ({ line, column: header[at] ?? '', text }));
    }
  }
  const guessed = guess.finish();
  if (options.decimal !== null) {
    const other = options.decimal === '.' ? ',' : '.';
    return {
      decimal: options.decimal,
      thousands: options.thousands ?? (guess.hasGroupsBy(other) ? other : null),
      isSettled: true,
    };
  }
  if (options.thousands !== null)
    return {
      decimal: options.thousands === '.' ? ',' : '.',
      thousands: options.thousands,
      isSettled: true,
    };
  if (!('unclear' in guessed)) return guessed;
  throw badRecording(
    `${file} ${unclearWords(guessed.unclear)}; give the decimal separator with --decimal , or --decimal .`,
  );
}

function unclearWords(cells: readonly NumberEvidence[]): string {
  const [first, second] = cells.map(
    ({ line, column, text }) => `has ${shown(text)} in column ${shown(column)} on line ${line}`,
  );
  return second === undefined
    ? `${first ?? ''}, which is more than a thousand in some countries and a little more than one in others`
    : `${first ?? ''}, but ${second}: one has a decimal point, the other a decimal comma`;
}

/** Advice for a number that may stand for no reading. */
export function standsIn(file: string, column: string, { value, times, line, low, high }: StandIn): Error {
  return badRecording(
    `line ${line} of ${file} has ${value} in column ${shown(column)}, which is there ${counted(times, 'time')} while all its other values lie between ${low} and ${high}: if it stands for no reading, give --bad-words ${value}; if it was measured, give --readings ${value}`,
  );
}

/** Advice for a cell that is neither a number nor a known word for no reading. */
export function notANumber(file: string, line: number, column: string, cell: string): Error {
  const where = `line ${line} of ${file} has ${shown(cell)} in column ${shown(column)} where a number is expected`;
  if (/^[+-]?[\d.,\s' ]*\d[\d.,\s' ]*$/u.test(cell)) {
    return badRecording(
      `${where}, and the cells before it write numbers in another way; give the format with --decimal , or --decimal . (and --thousands), or mend the cell`,
    );
  }
  return badRecording(
    `${where}; if it stands for no reading, give --bad-words ${shown(cell)}; if the column is no signal, name the column in ignoreColumns of the configuration or with --ignore-columns`,
  );
}
