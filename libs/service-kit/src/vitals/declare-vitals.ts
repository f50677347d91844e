import type {
  FigureDeclaration,
  FigureOf,
  FIGURES,
  FigureShape,
  WorkingService,
} from '@eagle/contracts/domain';
import type { CounterDeclaration, GaugeDeclaration, HistogramDeclaration } from '../metric-declaration.js';

/** A counter, told apart by the values of one of its labels. */
export interface CountedBy {
  readonly metric: CounterDeclaration;
  /** Null: it has no label, or they are not told apart. */
  readonly label: string | null;
}

interface Sources {
  readonly rate: CounterDeclaration;
  readonly count: CountedBy;
  readonly p99: HistogramDeclaration;
  readonly now: GaugeDeclaration;
}

/** The metric of each figure that `FIGURES` declares for the service. */
export type Vitals<Service extends WorkingService> = {
  readonly [Figure in FigureOf<Service>]: SourceOf<(typeof FIGURES)[Service][Figure]>;
};

type SourceOf<Declared> =
  Declared extends FigureDeclaration<infer Shape extends FigureShape> ? Sources[Shape] : never;

/** The metric of any figure; its own kind, or the label, tells the shape. */
export type FigureSource = Sources[FigureShape];

/** Counts apart what a counter counts by one of its labels. */
export const countedBy = <Label extends string>(
  metric: CounterDeclaration<Label>,
  label: NoInfer<Label>,
): CountedBy => ({ metric, label });

/** Counts all that a counter counts together. */
export const counted = (metric: CounterDeclaration): CountedBy => ({ metric, label: null });
