import type { Episode } from './asset-memory.js';
import type { EventInstant, WallInstant } from './clocks.js';
import type { Decision } from './decision.js';

/** What the machine does runs on event time: it stands still while nothing comes. */
export interface EventTimer {
  readonly clock: 'event';
  readonly dueAt: EventInstant;
}

/** What people owe runs on wall time: it comes due even while nothing comes. */
export interface WallTimer {
  readonly clock: 'wall';
  readonly dueAt: WallInstant;
}

/** When time alone brings something about, and on which clock. */
export type Timer = EventTimer | WallTimer;

/** Something that people owe an alert. */
export interface PeopleTimer {
  /** Null: nothing is owed. */
  readonly timerOf: (episode: Episode) => WallTimer | null;
  /** It was not done in time. */
  readonly onDue: (decision: Decision, episode: Episode) => void;
}
