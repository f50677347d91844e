import { FIGURES, type VitalReading, type WorkingService } from '@eagle/contracts/domain';
import type { WatchedService } from '@eagle/contracts/rest';
import type { FigureStep } from './figure-steps.js';
import { shownFigure } from './shown-figures.js';
import { type AskedAt, WatchedReplicas } from './watched-replicas.js';

export const ASK_EVERY_MS = 10_000;
/** Fifteen minutes. */
const STEPS_KEPT = 90;
const MINUTE_STEPS = 60_000 / ASK_EVERY_MS;

/** What is remembered of one service: bounded in time, in replicas and by the declared figures. */
export class ServiceWatch {
  private readonly replicas: WatchedReplicas;
  private steps: readonly Readonly<Record<string, FigureStep>>[] = [];
  private unreadable = 0;

  constructor(
    private readonly service: WorkingService,
    private readonly replicasDeclared: number | null,
  ) {
    this.replicas = new WatchedReplicas(FIGURES[service], STEPS_KEPT * ASK_EVERY_MS);
  }

  /** @param unreadable  Answers that could not be read. */
  note(at: AskedAt, readings: readonly VitalReading[], unreadable: number): void {
    this.steps = [...this.steps, this.replicas.note(at, readings)].slice(-STEPS_KEPT);
    this.unreadable = unreadable;
  }

  /** Whether the installation has this service: it declares replicas, or one answered lately. */
  get isExpected(): boolean {
    return this.replicasDeclared !== null || this.replicas.seen().length > 0;
  }

  report(): WatchedService {
    const { service, replicasDeclared, unreadable } = this;
    return {
      ...{ service, replicasDeclared, unreadable, replicas: this.replicas.seen() },
      figures: Object.entries(FIGURES[service]).map(([name, figure]) =>
        shownFigure(
          name,
          figure,
          this.steps.map((step) => step[name] ?? null),
          MINUTE_STEPS,
        ),
      ),
    };
  }
}
