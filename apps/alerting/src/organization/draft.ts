import type { AlertEvent } from '@eagle/contracts/bus';
import type { Alert } from '@eagle/contracts/domain';
import type { AlertNote, PersonalAction, Positions } from '../alert-store.js';

/** Decisions that are not being written yet. */
export class Draft {
  readonly alerts = new Map<string, Alert>();
  readonly events: AlertEvent[] = [];
  readonly notes: AlertNote[] = [];
  readonly actions: PersonalAction[] = [];
  readonly assets = new Set<string>();
  positions: Positions | null = null;
  /** By alert: why the database permanently refused its decision or note. */
  leftOut: ReadonlyMap<string, unknown> = new Map();
  readonly done = Promise.withResolvers<void>();

  constructor() {
    // Callers that need the result await `settled()`; the others need not.
    this.done.promise.catch(() => undefined);
  }

  get isEmpty(): boolean {
    return this.events.length + this.alerts.size + this.notes.length === 0 && this.positions === null;
  }
}
