import type { CandidateJudgement, Judgement } from '@eagle/contracts/domain';

/** `9 failures`, `1 failure`; recordings of states that are present have `events`. */
export function eventsInWords(judgement: Pick<Judgement, 'labels'>, count: number): string {
  const word = judgement.labels === 'ahead' ? 'failure' : 'event';
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** `Warns 1 of 9 failures in time`. */
export function warns(judgement: Judgement, { event }: CandidateJudgement = judgement.model): string {
  return `Warns ${event.warnedInTime} of ${eventsInWords(judgement, event.events)} in time`;
}

/** `12 days`, `1.5 hours`, `30 minutes`: in the largest unit with a value of at least one. */
export function lasting(ms: number): string {
  const units: readonly [number, string][] = [
    [86_400_000, 'day'],
    [3_600_000, 'hour'],
    [60_000, 'minute'],
  ];
  const [unit, word] = units.find(([size]) => ms >= size) ?? [1_000, 'second'];
  const count = Number((ms / unit).toFixed(1));
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** Two significant digits. */
export const short = (value: number | null): string =>
  value === null ? 'none' : String(Number(value.toPrecision(2)));

/** Two numbers with as many decimals as are needed to distinguish them, two to four. */
export function apart(a: number, b: number): [string, string] {
  for (const digits of [2, 3]) {
    if (a.toFixed(digits) !== b.toFixed(digits)) return [a.toFixed(digits), b.toFixed(digits)];
  }
  return a === b ? [a.toFixed(2), b.toFixed(2)] : [a.toFixed(4), b.toFixed(4)];
}
