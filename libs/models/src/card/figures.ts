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

/** The model beside elapsed time alone and the rules alone, as lines of a Markdown table. */
export function candidateTable({ model, clock, rules }: Judgement): string[] {
  return [
    '| | model | elapsed time alone | rules alone |',
    '|---|---|---|---|',
    row('warned in time', [model, clock, rules], ({ event }) => `${event.warnedInTime} of ${event.events}`),
    row('false alarms an asset-day', [model, clock, rules], (c) => interval(c.falseAlarmsPerAssetDay)),
    row('lead, median and p10, minutes', [model, clock, rules], ({ event }) =>
      [event.leadMinutesMedian, event.leadMinutesP10].map((lead) => figure(lead, 0)).join(' / '),
    ),
    row('average precision', [model, clock, null], (c) => interval(c.averagePrecision)),
    row('AUC', [model, clock, null], (c) => interval(c.auc)),
    row(
      'precision / recall by row',
      [model, clock, null],
      ({ rows: by }) => `${figure(by.precision)} / ${figure(by.recall)}`,
    ),
  ];
}

function row(
  name: string,
  candidates: readonly (CandidateJudgement | null)[],
  report: (candidate: CandidateJudgement) => string,
): string {
  return `| ${[name, ...candidates.map((c) => (c === null ? '-' : report(c)))].join(' | ')} |`;
}
