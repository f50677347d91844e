import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
  type CounterConfiguration,
  type GaugeConfiguration,
} from 'prom-client';

/** Latency buckets in seconds, 0.5 ms to 10 s. */
export const LATENCY_BUCKETS_S = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.015, 0.025, 0.04, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
] as const;

/** The library's 10 ms wake each of eight idle processes a hundred times a second, beside those that work on the same cores. */
const EVENT_LOOP_LOOKED_AT_EVERY_MS = 50;

/** Every metric of the platform begins with `eagle_`; a compiler error says where one does not. */
type Name = `eagle_${string}`;
/** Counts never go down. */
export type CounterName = `${Name}_total`;
/** Durations are in seconds, everywhere. */
export type GaugeName<Text extends string> =
  Text extends `${string}_${'ms' | 'millis' | 'milliseconds' | 'minutes'}`
    ? never
    : Text extends `${string}_total`
      ? never
      : Text;
export type HistogramName = `${Name}_${'seconds' | 'rows' | 'bytes'}`;

/**
 * The process's metrics: those of Node (resident memory `process_resident_memory_bytes`, CPU `process_cpu_seconds_total`, event loop lag) and the
 * service's own, all with the labels `service` and `replica`. Asking twice for a name gives the same metric. Names end in their unit; labels
 * are bounded.
 */
export class Metrics {
  readonly registry = new Registry();
  readonly #counters = new Map<string, Counter>();
  readonly #gauges = new Map<string, Gauge>();
  readonly #histograms = new Map<string, Histogram>();

  constructor(service: string, replica: string) {
    this.registry.setDefaultLabels({ service, replica });
    collectDefaultMetrics({
      register: this.registry,
      eventLoopMonitoringPrecision: EVENT_LOOP_LOOKED_AT_EVERY_MS,
    });
  }

  counter(name: CounterName, help: string, labels: readonly string[] = []): Counter {
    return remember(this.#counters, name, () => {
      const options: CounterConfiguration<string> = {
        name,
        help,
        labelNames: [...labels],
        registers: [this.registry],
      };
      return new Counter(options);
    });
  }

  /** @param collect  Sets the value when the metrics are read; for what is cheaper to look up than to follow. */
  gauge<Text extends Name>(
    name: GaugeName<Text>,
    help: string,
    labels: readonly string[] = [],
    collect?: (gauge: Gauge) => void,
  ): Gauge {
    return remember(this.#gauges, name, () => {
      const options: GaugeConfiguration<string> = {
        name,
        help,
        labelNames: [...labels],
        registers: [this.registry],
      };
      if (collect === undefined) return new Gauge(options);
      return new Gauge({
        ...options,
        collect() {
          collect(this);
        },
      });
    });
  }

  /** @param buckets  Upper bounds, in the unit of the name; by default latencies in seconds. */
  histogram(
    name: HistogramName,
    help: string,
    labels: readonly string[] = [],
    buckets: readonly number[] = LATENCY_BUCKETS_S,
  ): Histogram {
    return remember(
      this.#histograms,
      name,
      () =>
        new Histogram({
          name,
          help,
          labelNames: [...labels],
          buckets: [...buckets],
          registers: [this.registry],
        }),
    );
  }

  /** Prometheus text format. */
  render(): Promise<string> {
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }
}

function remember<M>(known: Map<string, M>, name: string, make: () => M): M {
  const found = known.get(name);
  if (found !== undefined) return found;
  const made = make();
  known.set(name, made);
  return made;
}
