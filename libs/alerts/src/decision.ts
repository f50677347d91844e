import type { AlertEvent } from '@eagle/contracts/bus';
import type { Alert, AlertChange, AlertId, ComponentName } from '@eagle/contracts/domain';
import type { AssetMemory, Episode } from './asset-memory.js';
import type { Clock, WallInstant } from './clocks.js';
import type { RuleProgram } from './rule-program.js';
import { isWorse } from './severity.js';

/** One change of one alert: to be stored with the memory, and to be sent unless it is held back. */
export interface Change {
  readonly change: AlertChange;
  /** The alert as it is after the change. */
  readonly alert: Alert;
  /** False for a repetition past `repeatsMax`: stored and counted, not sent. */
  readonly sent: boolean;
  /** When the row behind it was read, wall clock; null where no row is behind it. */
  readonly readAtMs: number | null;
  /** Wall clock after which the decision comes late; null where the plant's clock is not the wall clock, or a person acted. */
  readonly lateAfterMs: number | null;
}

/** What a decision takes from outside: chance, and the clock by which people go. */
export interface Outside {
  readonly newAlertId: () => AlertId;
  /** Asked only where something changes. */
  readonly now: () => WallInstant;
}

/** What became of one row. `stale`: seen before. `late`: newer rows of the asset went before it; counted, not judged. */
export interface Outcome {
  readonly status: 'decided' | 'stale' | 'late';
  readonly changes: readonly Change[];
}

// Most rows change nothing: they share these.
export const DECIDED: Outcome = Object.freeze({ status: 'decided', changes: Object.freeze([]) });
export const STALE: Outcome = Object.freeze({ status: 'stale', changes: Object.freeze([]) });
export const LATE: Outcome = Object.freeze({ status: 'late', changes: Object.freeze([]) });

/** Changes that put something new in front of people. */
const ADDS: readonly AlertChange[] = ['joined', 'reactivated', 'unsuppressed'];

/** One decision in the making: what it works on, when, and what has come of it so far. */
export class Decision {
  readonly changes: Change[] = [];

  constructor(
    readonly memory: AssetMemory,
    readonly program: RuleProgram,
    readonly outside: Outside,
    readonly atMs: number,
    readonly readAtMs: number | null,
    /** On which clock it is decided: what people do or owe is not late because the machine has been silent. */
    private readonly clock: Clock = 'event',
  ) {}

  get at(): string {
    return new Date(this.atMs).toISOString();
  }

  /** When the machine did what changes an alert, and when it is written down. */
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
 * The message that tells of a change. Its id is made of alert and revision, so publishing it again is harmless.
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
