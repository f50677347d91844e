import { counted } from '@eagle/models';
import { badRecording, shown } from './bad-recording.js';
import type { SettledRows } from './settled-rows.js';
import type { SkippedColumn } from './telemetry-columns.js';

/** A row of an asset at the time of the row before. */
export interface RepeatedRow {
  readonly file: string;
  readonly line: number;
  readonly asset: string;
}

/** With more contradicting rows than this for each kept row, the table has another shape. */
const CONTRADICTIONS_A_ROW_MAX = 0.75;
const COLUMNS_NAMED_MAX = 3;

/**
 * A table has one row of an asset at one time. Where most rows contradict another row of their
 * asset and time, each row is one reading of one tag, or the times are truncated: keeping the first
 * would drop nearly everything.
 * @throws AppError `RECORDING.INVALID` (invalid) that says what to do.
 */
export function assertOneRowATime(
  { duplicatesThatDiffer, lanes }: Pick<SettledRows, 'duplicatesThatDiffer' | 'lanes'>,
  first: RepeatedRow | null,
  skipped: readonly SkippedColumn[],
): void {
  const kept = lanes.reduce((sum, { rows }) => sum + rows, 0);
  if (duplicatesThatDiffer === 0 || duplicatesThatDiffer < CONTRADICTIONS_A_ROW_MAX * kept) return;
  const words = skipped
    .flatMap(({ column, example }) => (example === null ? [] : [`${shown(column)} (${shown(example)})`]))
    .slice(0, COLUMNS_NAMED_MAX);
  throw badRecording(
    `${counted(duplicatesThatDiffer, 'row')} of the telemetry ${duplicatesThatDiffer === 1 ? 'has' : 'have'} other values than a row of the same asset and time` +
      (first === null
        ? ''
        : ` (the first on line ${first.line} of ${first.file}, of ${shown(first.asset)})`) +
      `, beside ${kept} that can be kept: if each row is one reading of one tag${words.length === 0 ? '' : `, named in ${words.join(' or ')}`}, give each tag its own column and each time one row; ` +
      'if times are truncated, export them with their seconds and decimals; if several machines share a name, give each its own in "asset"',
  );
}
