import { BARS, type Bar, type BarName, type Bound } from './bars.js';

/** The yardstick of a figure: something simple that the same machine did in the same run. */
export interface Yardstick {
  readonly what: string;
  /** In the unit of the figure. Null where it could not be measured. */
  readonly value: number | null;
  /**
   * Part of the figure that exists by design on any machine: it is subtracted before the two are
   * compared.
   */
  readonly without?: { readonly what: string; readonly value: number };
}

/** One measured number, with its yardstick and its bar. */
export interface Figure {
  readonly part: string;
  readonly name: string;
  /** Null where it could not be measured. */
  readonly value: number | null;
  readonly unit: string;
  readonly yardstick: Yardstick | null;
  /** The value in units of its yardstick. */
  readonly ratio: number | null;
  readonly bar: Bar | null;
  /**
   * The bounded quantity divided by the bar: below 1 meets an `atMost`, above 1 meets an `atLeast`.
   */
  readonly ratioToBar: number | null;
  /** Null where there is no bar. */
  readonly met: boolean | null;
}

export interface FigureInput {
  readonly part: string;
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  readonly yardstick?: Yardstick;
  readonly bar?: BarName;
}

export function figure({ part, name, value, unit, yardstick, bar: barName }: FigureInput): Figure {
  const measured = value !== null && Number.isFinite(value) ? value : null;
  const ratio = ratioOf(measured, yardstick);
  const bar: Bar | null = barName === undefined ? null : BARS[barName];
  const bounded = bar?.on === 'ratio' ? ratio : measured;
  return {
    part,
    name,
    value: measured,
    unit,
    yardstick: yardstick ?? null,
    ratio,
    bar,
    ratioToBar: bounded === null || bar === null || limitOf(bar) === 0 ? null : bounded / limitOf(bar),
    met: bar === null ? null : reaches(bounded, bar),
  };
}

function ratioOf(value: number | null, yardstick: Yardstick | undefined): number | null {
  if (value === null || yardstick === undefined || yardstick.value === null) return null;
  const ratio = Math.max(0, value - (yardstick.without?.value ?? 0)) / yardstick.value;
  return Number.isFinite(ratio) ? ratio : null;
}

const limitOf = (bound: Bound): number => ('atMost' in bound ? bound.atMost : bound.atLeast);

/** A figure that has a bar and could not be measured has missed it. */
function reaches(bounded: number | null, bar: Bar): boolean {
  if (bounded === null) return false;
  return 'atMost' in bar ? bounded <= bar.atMost : bounded >= bar.atLeast;
}

const HEAD = ['figure', 'value', 'yardstick', 'ratio', 'bar'] as const;

/** A table for people: one line for each figure, one heading for each part. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(cellsOf);
  const widths = HEAD.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const lines: string[] = [];
  let part = '';
  figures.forEach((entry, index) => {
    if (entry.part !== part) {
      part = entry.part;
      if (lines.length > 0) lines.push('');
      lines.push(`### ${part}`, '', line(HEAD), line(widths.map((width) => '-'.repeat(width))));
    }
    lines.push(line(rows[index] ?? []));
  });
  return lines.join('\n');
}

function cellsOf(entry: Figure): string[] {
  const { value, unit, ratio } = entry;
  return [
    entry.name,
    value === null ? 'not measured' : `${numberText(value)} ${unit}`,
    yardstickText(entry),
    ratio === null ? '' : `${ratio.toPrecision(3)} x`,
    barText(entry),
  ];
}

function yardstickText({ yardstick, unit }: Figure): string {
  if (yardstick === null) return '';
  const { what, value, without } = yardstick;
  const measured = value === null ? 'not measured' : `${numberText(value)} ${unit}`;
  const less = without === undefined ? '' : `, without ${numberText(without.value)} ${unit} ${without.what}`;
  return `${what}: ${measured}${less}`;
}

function barText({ bar, met }: Figure): string {
  if (bar === null) return '';
  const unit = bar.on === 'ratio' ? ' x' : '';
  const bound = 'atMost' in bar ? `≤ ${numberText(bar.atMost)}` : `≥ ${numberText(bar.atLeast)}`;
  return `${bound}${unit} ${met === true ? 'met' : 'MISSED'}`;
}

function numberText(value: number): string {
  if (value !== 0 && Math.abs(value) < 10) return value.toPrecision(3);
  return Math.abs(value) < 1_000
    ? value.toFixed(1)
    : Math.round(value).toLocaleString('en-US').replaceAll(',', ' ');
}
