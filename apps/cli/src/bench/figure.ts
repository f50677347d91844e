/** What a figure has to reach. */
export type Bar = { readonly atMost: number } | { readonly atLeast: number };

/** One measured number, with what it has to reach and what it is compared with. */
export interface Figure {
  readonly part: string;
  readonly name: string;
  /** Null where it could not be measured. */
  readonly value: number | null;
  readonly unit: string;
  readonly bar: Bar | null;
  /** To its bar: below 1 is within an `atMost`, above 1 is beyond an `atLeast`. */
  readonly ratioToBar: number | null;
  /** To the limit of the same run that is named, for example what onnxruntime alone does. */
  readonly ratioTo: { readonly what: string; readonly ratio: number } | null;
}

export interface FigureInput {
  readonly part: string;
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  readonly bar?: Bar;
  readonly limit?: { readonly what: string; readonly value: number };
}

export function figure({ part, name, value, unit, bar, limit }: FigureInput): Figure {
  const measured = value !== null && Number.isFinite(value) ? value : null;
  return {
    part,
    name,
    value: measured,
    unit,
    bar: bar ?? null,
    ratioToBar: measured === null || bar === undefined || boundOf(bar) === 0 ? null : measured / boundOf(bar),
    ratioTo:
      measured === null || limit === undefined ? null : { what: limit.what, ratio: measured / limit.value },
  };
}

const boundOf = (bar: Bar): number => ('atMost' in bar ? bar.atMost : bar.atLeast);

/** @returns null where there is nothing to reach; a figure that has a bar and could not be measured has missed it. */
export function isMet({ bar, value }: Figure): boolean | null {
  if (bar === null) return null;
  if (value === null) return false;
  return 'atMost' in bar ? value <= bar.atMost : value >= bar.atLeast;
}

/** A table for people: one line a figure, a heading a part. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((entry) => [
    entry.name,
    entry.value === null ? 'not measured' : `${numberText(entry.value)} ${entry.unit}`,
    barText(entry),
    entry.ratioToBar === null ? '' : entry.ratioToBar.toFixed(2),
    entry.ratioTo === null ? '' : `${entry.ratioTo.ratio.toPrecision(3)} x ${entry.ratioTo.what}`,
  ]);
  const head = ['figure', 'value', 'bar', 'of bar', 'of the limit'];
  const widths = head.map((title, column) =>
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
      lines.push(`### ${part}`, '', line(head), line(widths.map((width) => '-'.repeat(width))));
    }
    lines.push(line(rows[index] ?? []));
  });
  return lines.join('\n');
}

function barText(entry: Figure): string {
  const { bar } = entry;
  if (bar === null) return '';
  const verdict = isMet(entry) === true ? 'met' : 'MISSED';
  return 'atMost' in bar
    ? `≤ ${numberText(bar.atMost)} ${verdict}`
    : `≥ ${numberText(bar.atLeast)} ${verdict}`;
}

function numberText(value: number): string {
  if (value !== 0 && Math.abs(value) < 10) return value.toPrecision(3);
  return Math.abs(value) < 1_000
    ? value.toFixed(1)
    : Math.round(value).toLocaleString('en-US').replaceAll(',', ' ');
}
