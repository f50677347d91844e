import type { AlertEvent } from '@eagle/contracts/bus';
import type { Alert, AlertChange, AlertId, ComponentName } from '@eagle/contracts/domain';
import type { AssetMemory, Episode } from './asset-memory.js';
import type { Clock, WallInstant } from './clocks.js';
import type { RuleProgram } from './rule-program.js';
import { isWorse } from './severity.js';

/** One change of one alert. It is stored with the memory, and sent unless it is held back. */
export interface Change {
  readonly change: AlertChange;
  /** The alert as it is after the change. */
  readonly alert: Alert;
  /** False for a repetition past `repeatsMax`: stored and counted, not sent. */
  readonly sent: boolean;
  /** Wall time at which the row that caused it was read; null where no row caused it. */
  readonly readAtMs: number | null;
  /** Wall clock after which the decision comes late; null where the plant's clock is not the wall clock, or a person acted. */
  readonly lateAfterMs: number | null;
}

/** The inputs of a decision from outside: chance, and the wall clock. */
export interface Outside {
  readonly newAlertId: () => AlertId;
  /** Called only where something changes. */
  readonly now: () => WallInstant;
}

/**
 * Result of one row. `stale`: seen before. `late`: newer rows of the asset came first; counted, not
 * judged.
 */
export interface Outcome {
  readonly status: 'decided' | 'stale' | 'late';
  readonly changes: readonly Change[];
}

// Most rows change nothing: they share these.
export const DECIDED: Outcome = Object.freeze({ status: 'decided', changes: Object.freeze([]) });
export const STALE: Outcome = Object.freeze({ status: 'stale', changes: Object.freeze([]) });
export const LATE: Outcome = Object.freeze({ status: 'late', changes: Object.freeze([]) });

/** Changes that show something new to people. */
const ADDS: readonly AlertChange[] = ['joined', 'reactivated', 'unsuppressed'];

/** One decision in progress: its inputs, its time, and its changes so far. */
export class Decision {
  readonly changes: Change[] = [];

  constructor(
    readonly memory: AssetMemory,
    readonly program: RuleProgram,
    readonly outside: Outside,
    readonly atMs: number,
    readonly readAtMs: number | null,
    /**
     * The clock of the decision: actions and duties of people are not late because the machine has
     * been silent.
     */
    private readonly clock: Clock = 'event',
  ) {}

  get at(): string {
    return new Date(this.atMs).toISOString();
  }

  /** When the machine caused the change of an alert, and when the change is recorded. */
  stamp(): Pick<Alert, 'eventAt' | 'recordedAt'> {
    return { eventAt: this.at, recordedAt: new Date(this.outside.now()).toISOString() };
  }

  assetName(): string {
    return this.program.assetNames.get(this.memory.assetId) ?? this.memory.assetId;
  }

  /** Gives the episode's alert new values and the next revision, and records the change. */
  change(episode: Episode, change: AlertChange, values: Partial<Alert>): void {
    const before = episode.alert;
    episode.alert = { ...before, ...values, ...this.stamp(), revision: before.revision + 1 };
    if (ADDS.includes(change) || isWorse(episode.alert.severity, before.severity))
      episode.newsRevision = episode.alert.revision;
    this.record(episode, change);
  }

  record(episode: Episode, change: AlertChange): void {
    if (!episode.silent) episode.announcedSeverity = episode.alert.severity;
    const lateAfterMs = this.clock === 'wall' ? null : this.program.lateAfterMs;
    this.changes.push({
      change,
      alert: episode.alert,
      sent: !episode.silent,
      readAtMs: this.readAtMs,
      lateAfterMs: lateAfterMs === null ? null : this.atMs + lateAfterMs,
    });
  }

  episodesOf(component: ComponentName): Episode[] {
    return this.memory.episodes.filter((episode) => episode.alert.component === component);
  }

  outcome(): Outcome {
    return this.changes.length === 0 ? DECIDED : { status: 'decided', changes: this.changes };
  }
}

/**
 * The message that reports a change. Its id consists of alert and revision, so publishing it again
 * is harmless.
 * @param decidedAtMs wall clock of the decision
 */
export function alertEventOf(change: Change, decidedAtMs: number): AlertEvent {
  return {
    v: 2,
    eventId: `${change.alert.id}.${change.alert.revision}`,
    organizationId: change.alert.organizationId,
    change: change.change,
    alert: change.alert,
    decidedAtMs,
    readAtMs: change.readAtMs,
    ...(change.lateAfterMs !== null && decidedAtMs > change.lateAfterMs ? { late: true } : {}),
  };
}
