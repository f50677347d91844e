import type { Histogram } from './percentile.js';

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One reading of a service's metrics page (the Prometheus text format). */
export class MetricsPage {
  private readonly samples = new Map<string, Sample[]>();

  constructor(text: string) {
    for (const line of text.split('\n')) {
      const match = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/.exec(line);
      if (match === null) continue;
      const [, name = '', labels = '', value = ''] = match;
      const sample = { labels: labelsOf(labels), value: value === '+Inf' ? Infinity : Number(value) };
      const known = this.samples.get(name);
      if (known === undefined) this.samples.set(name, [sample]);
      else known.push(sample);
    }
  }

  static async read(url: string): Promise<MetricsPage> {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    return new MetricsPage(await response.text());
  }

  /** Sum over every series of that name, or over the series with the given value of a label. */
  sum(name: string, where: Readonly<Record<string, string>> = {}): number {
    return this.matching(name, where).reduce((sum, { value }) => sum + value, 0);
  }

  /** All series of that name added up, bucket by bucket. */
  histogram(name: string): Histogram {
    const cumulative = new Map<number, number>();
    for (const { labels, value } of this.samples.get(`${name}_bucket`) ?? []) {
      const bound = labels['le'] === '+Inf' ? Infinity : Number(labels['le']);
      cumulative.set(bound, (cumulative.get(bound) ?? 0) + value);
    }
    const bounds = [...cumulative.keys()].sort((a, b) => a - b);
    const counts = bounds.map(
      (bound, index) => (cumulative.get(bound) ?? 0) - (cumulative.get(bounds[index - 1] ?? NaN) ?? 0),
    );
    return { bounds, counts };
  }

  private matching(name: string, where: Readonly<Record<string, string>>): Sample[] {
    const wanted = Object.entries(where);
    return (this.samples.get(name) ?? []).filter(({ labels }) =>
      wanted.every(([label, value]) => labels[label] === value),
    );
  }
}

function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)) labels[name] = value;
  return labels;
}
