import type { CandidateJudgement, Estimate, Judgement } from '@eagle/contracts/domain';

/** A number with the given number of decimals; a smaller number keeps two significant digits. */
export function figure(value: number | null, digits = 3): string {
  if (value === null) return '-';
  return Math.abs(value) > 0 && Math.abs(value) < 10 ** -digits
    ? value.toPrecision(2)
    : value.toFixed(digits);
}

/** `0.700 (0.512 to 0.880)`: a value with its 95 % interval. */
export const interval = ({ value, low, high }: Estimate): string =>
  value === null ? '-' : `${figure(value)} (${figure(low)} to ${figure(high)})`;

/** `12.5 %` */
export const percent = (share: number | null): string =>
  share === null ? '-' : `${(100 * share).toFixed(1)} %`;

/** `1 asset`, `3 assets` */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/**
 * The model beside the champion, elapsed time alone and the rules alone, as lines of a Markdown
 * table.
 */
export function candidateTable({ model, champion, clock, rules }: Judgement): string[] {
  const columns: readonly Column[] = [
    { name: 'model', candidate: model, isScored: true },
    ...(champion === null ? [] : [{ name: 'champion', candidate: champion, isScored: true }]),
    { name: 'elapsed time alone', candidate: clock, isScored: true },
    { name: 'rules alone', candidate: rules, isScored: false },
  ];
  const all = columns.map(({ candidate }) => candidate);
  const scored = columns.map(({ candidate, isScored }) => (isScored ? candidate : null));
  return [
    `| | ${columns.map(({ name }) => name).join(' | ')} |`,
    `|${'---|'.repeat(columns.length + 1)}`,
    row('warned in time', all, ({ event }) => `${event.warnedInTime} of ${event.events}`),
    row('false alarms an asset-day', all, (c) => interval(c.falseAlarmsPerAssetDay)),
    row('lead, median and p10, minutes', all, ({ event }) =>
      [event.leadMinutesMedian, event.leadMinutesP10].map((lead) => figure(lead, 0)).join(' / '),
    ),
    row('average precision', scored, (c) => interval(c.averagePrecision)),
    row('AUC', scored, (c) => interval(c.auc)),
    row(
      'precision / recall by row',
      scored,
      ({ rows: by }) => `${figure(by.precision)} / ${figure(by.recall)}`,
    ),
  ];
}

interface Column {
  readonly name: string;
  readonly candidate: CandidateJudgement | null;
  /** Rules rank nothing. */
  readonly isScored: boolean;
}

function row(
  name: string,
  candidates: readonly (CandidateJudgement | null)[],
  report: (candidate: CandidateJudgement) => string,
): string {
  return `| ${[name, ...candidates.map((c) => (c === null ? '-' : report(c)))].join(' | ')} |`;
}
