import type { CountedFigure, FigureDeclaration } from '@eagle/contracts/domain';

/** What one figure did between two questions, over all replicas. Null: nobody answered. */
export type FigureStep =
  | { readonly shape: 'rate'; readonly perSecond: number }
  | { readonly shape: 'count'; readonly parts: ReadonlyMap<string, number> }
  | { readonly shape: 'p99'; readonly bounds: readonly number[]; readonly counts: readonly number[] }
  | { readonly shape: 'now'; readonly value: number }
  | null;

/** Two readings of one figure of a replica; `former` null: it started in between. */
export interface CountedTwice {
  readonly former: CountedFigure | null;
  readonly latter: CountedFigure;
  readonly seconds: number;
}

/** Joins what the replicas counted; a figure of another shape than declared is left out. */
export function stepOf({ shape }: FigureDeclaration, twice: readonly CountedTwice[]): FigureStep {
  switch (shape) {
    case 'rate': {
      const rates = twice.flatMap((each) => perSecondOf(each) ?? []);
      return rates.length === 0 ? null : { shape, perSecond: sumOf(rates) };
    }
    case 'count': {
      const counts = twice.flatMap((each) => partsOf(each) ?? []);
      return counts.length === 0 ? null : { shape, parts: joinedParts(counts) };
    }
    case 'p99': {
      const buckets = twice.flatMap((each) => bucketsOf(each) ?? []);
      return buckets.length === 0 ? null : { shape, ...joinedBuckets(buckets) };
    }
    case 'now': {
      const values = twice.flatMap(({ latter }) =>
        latter.shape === 'now' && latter.value !== null ? [latter.value] : [],
      );
      return values.length === 0 ? null : { shape, value: sumOf(values) };
    }
  }
}

function perSecondOf({ former, latter, seconds }: CountedTwice): number | null {
  if (latter.shape !== 'rate' || seconds <= 0) return null;
  const from = former?.shape === 'rate' ? former.total : 0;
  return Math.max(0, latter.total - from) / seconds;
}

type Parts = ReadonlyMap<string, number>;

function partsOf({ former, latter }: CountedTwice): Parts | null {
  if (latter.shape !== 'count') return null;
  const from = new Map(
    former?.shape === 'count' ? former.parts.map(({ label, total }) => [label, total]) : [],
  );
  return new Map(
    latter.parts.map(({ label, total }) => [label, Math.max(0, total - (from.get(label) ?? 0))]),
  );
}

/** Sums by label; a label with 0 is kept, as it was counted before. */
export function joinedParts(all: readonly Parts[]): Parts {
  const sums = new Map<string, number>();
  for (const parts of all)
    for (const [label, value] of parts) sums.set(label, (sums.get(label) ?? 0) + value);
  return sums;
}

export interface Buckets {
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
}

function bucketsOf({ former, latter }: CountedTwice): Buckets | null {
  if (latter.shape !== 'p99') return null;
  const from = former?.shape === 'p99' ? former.counts : [];
  return {
    bounds: latter.bounds,
    counts: latter.counts.map((count, bucket) => Math.max(0, count - (from[bucket] ?? 0))),
  };
}

/** Replicas of one version have the same buckets; those of another version are left out. */
export function joinedBuckets(all: readonly Buckets[]): Buckets {
  const [first] = all;
  const bounds = first?.bounds ?? [];
  const same = all.filter((each) => each.bounds.join() === bounds.join());
  const counts = Array.from({ length: bounds.length + 1 }, (_, bucket) =>
    sumOf(same.map((each) => each.counts[bucket] ?? 0)),
  );
  return { bounds, counts };
}

/**
 * What a share of the observations stays below, interpolated within its bucket.
 * @returns null without observations; the highest bound where it lies beyond.
 */
export function quantileOf({ bounds, counts }: Buckets, share: number): number | null {
  const total = sumOf(counts);
  if (total === 0) return null;
  const wanted = total * share;
  let before = 0;
  for (const [bucket, bound] of bounds.entries()) {
    const count = counts[bucket] ?? 0;
    if (count > 0 && before + count >= wanted) {
      const low = bounds[bucket - 1] ?? 0;
      return low + (bound - low) * ((wanted - before) / count);
    }
    before += count;
  }
  return bounds.at(-1) ?? null;
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
