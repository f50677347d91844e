import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type {
  CounterDeclaration,
  GaugeDeclaration,
  HistogramDeclaration,
  MetricDeclaration,
} from './metric-declaration.js';

/**
 * The library's 10 ms wake each of eight idle processes a hundred times a second, beside those that
 * work on the same cores.
 */
const EVENT_LOOP_LOOKED_AT_EVERY_MS = 50;

/** One value of a metric. A bucket of a histogram has its upper bound as the label `le`. */
export interface MetricSample {
  readonly value: number;
  readonly labels: Readonly<Record<string, string | number | undefined>>;
}

/**
 * The process's metrics: those of Node (resident memory `process_resident_memory_bytes`, CPU
 * `process_cpu_seconds_total`, event loop lag) and the service's own, all with the labels `service`
 * and `replica`. Asking twice for a declared metric gives the same one.
 */
export class Metrics {
  readonly registry = new Registry();
  private readonly counters = new Map<CounterDeclaration, Counter>();
  private readonly gauges = new Map<GaugeDeclaration, Gauge>();
  private readonly histograms = new Map<HistogramDeclaration, Histogram>();

  constructor(service: string, replica: string) {
    this.registry.setDefaultLabels({ service, replica });
    collectDefaultMetrics({
      register: this.registry,
      eventLoopMonitoringPrecision: EVENT_LOOP_LOOKED_AT_EVERY_MS,
    });
  }

  counter<Label extends string>(declared: CounterDeclaration<Label>): Counter<Label> {
    return remember(this.counters, declared, () => new Counter(this.options(declared)));
  }

  /**
   * @param collect  Sets the value when the metrics are read; for values that are cheaper to look
   * up than to follow.
   */
  gauge<Label extends string>(
    declared: GaugeDeclaration<Label>,
    collect?: (gauge: Gauge<Label>) => void,
  ): Gauge<Label> {
    return remember(this.gauges, declared, () => {
      const options = this.options(declared);
      if (collect === undefined) return new Gauge(options);
      return new Gauge({
        ...options,
        collect() {
          collect(this);
        },
      });
    });
  }

  histogram<Label extends string>(declared: HistogramDeclaration<Label>): Histogram<Label> {
    return remember(
      this.histograms,
      declared,
      () => new Histogram({ ...this.options(declared), buckets: [...declared.buckets] }),
    );
  }

  /** What a metric says at this moment, by its labels; nothing where this process does not have it. */
  async samples(declared: MetricDeclaration): Promise<readonly MetricSample[]> {
    const { values = [] } = (await this.made(declared)?.get()) ?? {};
    return values;
  }

  /** Prometheus text format. */
  render(): Promise<string> {
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  private made(declared: MetricDeclaration): Counter | Gauge | Histogram | undefined {
    switch (declared.kind) {
      case 'counter':
        return this.counters.get(declared);
      case 'gauge':
        return this.gauges.get(declared);
      case 'histogram':
        return this.histograms.get(declared);
    }
  }

  private options(declared: MetricDeclaration) {
    const { name, help, labels } = declared;
    return { name, help, labelNames: [...labels], registers: [this.registry] };
  }
}

function remember<D, M>(known: Map<D, M>, declared: D, make: () => M): M {
  const found = known.get(declared);
  if (found !== undefined) return found;
  const made = make();
  known.set(declared, made);
  return made;
}
