/** Every metric of the platform begins with `eagle_`; a compiler error says where one does not. */
type Name = `eagle_${string}`;
/** Counts never go down. */
export type CounterName = `${Name}_total`;
/**
 * Units of values: base units, and counted things. Durations are always in seconds. A new counted
 * thing is written in the plural.
 */
export const METRIC_UNITS = [
  'seconds',
  'bytes',
  'rows',
  'messages',
  'assets',
  'bundles',
  'chains',
  'consumers',
  'findings',
  'hashes',
  'lines',
  'models',
  'sockets',
  'tails',
  'terms',
  'values',
] as const;
type Unit = (typeof METRIC_UNITS)[number];
export type GaugeName = `eagle_${Unit}` | `${Name}_${Unit}`;
export type HistogramName = `${Name}_${'seconds' | 'rows' | 'bytes'}`;

/** Latency buckets in seconds, 0.5 ms to 10 s. */
const LATENCY_BUCKETS_S: readonly number[] = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.015, 0.025, 0.04, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

interface Declaration<Kind extends string, Label extends string> {
  readonly kind: Kind;
  /** Ends in its unit. */
  readonly name: string;
  /** One sentence: what is counted or measured, and what the values of its labels mean. */
  readonly help: string;
  /** Bounded: an organization or a reason of a list, never an id of a message. */
  readonly labels: readonly Label[];
}
export type CounterDeclaration<Label extends string = string> = Declaration<'counter', Label>;
export type GaugeDeclaration<Label extends string = string> = Declaration<'gauge', Label>;
export interface HistogramDeclaration<Label extends string = string> extends Declaration<'histogram', Label> {
  /** Upper bounds, in the unit of the name. */
  readonly buckets: readonly number[];
}
export type MetricDeclaration = CounterDeclaration | GaugeDeclaration | HistogramDeclaration;

/**
 * Declares a counter. A service declares all its metrics in `declared-metrics.ts`, from which
 * `docs/reference/metrics.md` is written; `Metrics` makes them.
 */
export const counter = <Label extends string = never>(
  name: CounterName,
  help: string,
  labels: readonly Label[] = [],
): CounterDeclaration<Label> => ({ kind: 'counter', name, help, labels });

/** Declares a value that goes up and down, as `counter` does. */
export const gauge = <Label extends string = never>(
  name: GaugeName,
  help: string,
  labels: readonly Label[] = [],
): GaugeDeclaration<Label> => ({ kind: 'gauge', name, help, labels });

/**
 * Declares what holds or does not: 1 or 0, without a unit.
 * @param help  Says when it is 1.
 */
export const flag = (name: Name, help: `1 while ${string}`): GaugeDeclaration<never> => ({
  kind: 'gauge',
  name,
  help,
  labels: [],
});

/**
 * Declares a distribution, as `counter` does.
 * @param buckets  Upper bounds, in the unit of the name; by default latencies in seconds.
 */
export const histogram = <Label extends string = never>(
  name: HistogramName,
  help: string,
  labels: readonly Label[] = [],
  buckets: readonly number[] = LATENCY_BUCKETS_S,
): HistogramDeclaration<Label> => ({ kind: 'histogram', name, help, labels, buckets });
