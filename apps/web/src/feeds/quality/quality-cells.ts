import type { Reply } from '../../api/index.js';
import { NARROW_SPACE } from '../../time/index.js';

export type DayQuality = Reply<'/api/v1/telemetry/quality', 'get'>['items'][number];
export type TagCounts = DayQuality['tags'][number];

/** What a value can be but good. */
export const FLAWS = ['missing', 'frozen', 'outOfRange', 'stale'] as const;
export type Flaw = (typeof FLAWS)[number];

export interface FlawShare {
  readonly flaw: Flaw;
  /** Of the rows of that day, above 0 and at most 1. */
  readonly share: number;
}

/** How good the values of a tag were on one day. */
export type QualityCell =
  | { readonly kind: 'no-rows' }
  | { readonly kind: 'good' }
  /** The most frequent flaw first. */
  | { readonly kind: 'flawed'; readonly flaws: readonly FlawShare[] };

export interface QualityRow {
  readonly tag: string;
  /** One for each day, in the order of the days. */
  readonly cells: readonly QualityCell[];
  /** Over all days; null: the tag has no rows. */
  readonly goodShare: number | null;
}

const totalOf = (counts: TagCounts): number => FLAWS.reduce((sum, flaw) => sum + counts[flaw], counts.good);

export function qualityCell(counts: TagCounts | undefined): QualityCell {
  const total = counts === undefined ? 0 : totalOf(counts);
  if (counts === undefined || total === 0) return { kind: 'no-rows' };
  const flaws = FLAWS.map((flaw) => ({ flaw, share: counts[flaw] / total }))
    .filter(({ share }) => share > 0)
    .toSorted((a, b) => b.share - a.share);
  return flaws.length === 0 ? { kind: 'good' } : { kind: 'flawed', flaws };
}

/** A row for each tag that was recorded, the one with the fewest good values first. */
export function qualityRows(days: readonly DayQuality[]): QualityRow[] {
  const tags = [...new Set(days.flatMap((day) => day.tags.map(({ tag }) => tag)))];
  return tags.map((tag) => rowOf(tag, days)).toSorted(byGoodShare);
}

function rowOf(tag: string, days: readonly DayQuality[]): QualityRow {
  const counts = days.map((day) => day.tags.find((each) => each.tag === tag));
  const known = counts.filter((each) => each !== undefined);
  const total = known.reduce((sum, each) => sum + totalOf(each), 0);
  const good = known.reduce((sum, each) => sum + each.good, 0);
  return { tag, cells: counts.map(qualityCell), goodShare: total === 0 ? null : good / total };
}

function byGoodShare(a: QualityRow, b: QualityRow): number {
  return (a.goodShare ?? 2) - (b.goodShare ?? 2) || a.tag.localeCompare(b.tag, undefined, { numeric: true });
}

const SHOWN_SHARE_MIN = 0.001;

/** `12 %`, `0.4 %`, `< 0.1 %`: a flaw is never rounded to nothing, nor to everything. */
export function flawShareText(share: number, language: string): string {
  const digits = share < 0.01 || share > 0.99 ? 1 : 0;
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: digits });
  const percent = (value: number): string => `${format.format(value * 100)}${NARROW_SPACE}%`;
  if (share < SHOWN_SHARE_MIN) return `< ${percent(SHOWN_SHARE_MIN)}`;
  if (share < 1 && share > 1 - SHOWN_SHARE_MIN) return `> ${percent(1 - SHOWN_SHARE_MIN)}`;
  return percent(share);
}
