import { rangeBetween, type TimeRange } from '../../charts/time-range.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export const SPAN_MS = {
  '30min': 30 * MINUTE_MS,
  '2h': 2 * HOUR_MS,
  '8h': 8 * HOUR_MS,
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
  '1y': 365 * DAY_MS,
} as const;
export type Span = keyof typeof SPAN_MS;
export const SPAN_USUAL: Span = '2h';

/** Room on the right for what is predicted. */
const FUTURE_SHARE = 1 / 6;

export interface AxisSearch {
  readonly from?: string;
  readonly to?: string;
  readonly span?: Span;
}

export interface Axis {
  readonly range: TimeRange;
  /** Null: the range stands still. */
  readonly following: Span | null;
}

/** The time axis that an address means. */
export function axisAt({ from, to, span }: AxisSearch, now: number): Axis {
  if (from !== undefined && to !== undefined && Date.parse(from) < Date.parse(to)) {
    return { range: rangeBetween(Date.parse(from), Date.parse(to)), following: null };
  }
  const following = span ?? SPAN_USUAL;
  const spanMs = SPAN_MS[following];
  return { range: { fromMs: now - spanMs, toMs: now + Math.round(spanMs * FUTURE_SHARE) }, following };
}

/** The address of a range that stands still. */
export const fixedSearch = ({ fromMs, toMs }: TimeRange): Required<Pick<AxisSearch, 'from' | 'to'>> => ({
  from: new Date(fromMs).toISOString(),
  to: new Date(toMs).toISOString(),
});

/** What the address of another page takes to show the same range. */
export const searchOf = ({ range, following }: Axis): AxisSearch =>
  following === null ? fixedSearch(range) : { span: following };

/** The address of a page with the range that it shows now, also where it follows the present. */
export function linkTo(address: string, range: TimeRange): string {
  const link = new URL(address);
  link.searchParams.delete('span');
  for (const [name, instant] of Object.entries(fixedSearch(range))) link.searchParams.set(name, instant);
  return link.href;
}

/** How often an axis that follows the present moves on, and its range is read again. */
export const stepMsOf = (span: Span): number => Math.max(1_000, SPAN_MS[span] / 1_500);
export const readEveryMsOf = (span: Span): number => Math.max(10_000, SPAN_MS[span] / 750);
