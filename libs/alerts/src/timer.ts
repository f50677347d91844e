import type { Episode } from './asset-memory.js';
import type { EventInstant, WallInstant } from './clocks.js';
import type { Decision } from './decision.js';

/** Timers of the machine run on event time, which stands still while no rows come. */
export interface EventTimer {
  readonly clock: 'event';
  readonly dueAt: EventInstant;
}

/** Duties of people run on wall time: they become due even while no rows come. */
export interface WallTimer {
  readonly clock: 'wall';
  readonly dueAt: WallInstant;
}

/** When time alone causes a change, and on which clock. */
export type Timer = EventTimer | WallTimer;

/** A duty of people on an alert. */
export interface PeopleTimer {
  /** Null: no duty. */
  readonly timerOf: (episode: Episode) => WallTimer | null;
  /** It was not done in time. */
  readonly onDue: (decision: Decision, episode: Episode) => void;
}
