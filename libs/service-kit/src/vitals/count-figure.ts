import { type CountedFigure, FIGURE_PARTS_MAX } from '@eagle/contracts/domain';
import type { MetricSample, Metrics } from '../metrics.js';
import type { CountedBy, FigureSource } from './declare-vitals.js';

/** What a metric says at this moment; a metric that counted nothing yet is 0. */
export async function countFigure(metrics: Metrics, source: FigureSource): Promise<CountedFigure> {
  if (!('kind' in source)) return countParts(metrics, source);
  switch (source.kind) {
    case 'counter':
      return { shape: 'rate', total: sumOf(await metrics.samples(source)) };
    case 'gauge': {
      const samples = await metrics.samples(source);
      return { shape: 'now', value: samples.length === 0 ? null : sumOf(samples) };
    }
    case 'histogram':
      return { shape: 'p99', ...bucketsOf(await metrics.samples(source), source.buckets) };
  }
}

async function countParts(metrics: Metrics, { metric, label }: CountedBy): Promise<CountedFigure> {
  const totals = new Map<string, number>();
  for (const { value, labels } of await metrics.samples(metric)) {
    const part = label === null ? '' : String(labels[label] ?? '');
    totals.set(part, (totals.get(part) ?? 0) + value);
  }
  const parts = [...totals]
    .map(([part, total]) => ({ label: part, total }))
    .toSorted((a, b) => b.total - a.total || (a.label < b.label ? -1 : 1));
  return { shape: 'count', parts: parts.slice(0, FIGURE_PARTS_MAX) };
}

const sumOf = (samples: readonly MetricSample[]): number =>
  samples.reduce((sum, { value }) => sum + value, 0);

/** Observations of each bucket by itself, all labels together. The library counts up to each bound. */
function bucketsOf(samples: readonly MetricSample[], bounds: readonly number[]): Buckets {
  const upTo = new Array<number>(bounds.length + 1).fill(0);
  for (const { value, labels } of samples) {
    const { le } = labels;
    if (le === undefined) continue;
    const bucket = le === '+Inf' ? bounds.length : bounds.indexOf(Number(le));
    if (bucket >= 0) upTo[bucket] = (upTo[bucket] ?? 0) + value;
  }
  const counts = upTo.map((total, bucket) => total - (bucket === 0 ? 0 : (upTo[bucket - 1] ?? 0)));
  return { bounds: [...bounds], counts };
}

interface Buckets {
  bounds: number[];
  counts: number[];
}
