import type { Alert } from '../../api/index.js';
import type { AlertOrder } from '../../live/index.js';
import {
  type AlertFilter,
  choicesOf,
  type FilterChoices,
  NO_FILTER,
  passes,
  type TitleOf,
} from './alert-filter.js';
import { countViews, isInView, type LiveView, type ViewCounts } from './alert-views.js';
import { type FrozenRows, nextRemovalAt, nextRows, NO_ROWS } from './frozen-rows.js';
import { type Hand, holdsList, NO_HAND, REST_MS } from './hand.js';

export interface AlarmListSnapshot extends FrozenRows {
  readonly counts: ViewCounts;
  /** Alerts of the view, and how many of them the filter lets through. */
  readonly inView: number;
  readonly matching: number;
  readonly choices: FilterChoices;
}

export interface AlarmListOptions {
  readonly now: () => number;
  /** Calls back after a while. @returns how to call it off. */
  readonly later: (ms: number, act: () => void) => () => void;
}

type Alerts = ReadonlyMap<string, Alert>;

/** Between two drawings: more would not be seen, and would keep the page from answering. */
const DRAW_EVERY_MS = 100;

const EMPTY: AlarmListSnapshot = {
  ...NO_ROWS,
  counts: countViews([]),
  inView: 0,
  matching: 0,
  choices: { assets: [], components: [] },
};

/** The rows that a person sees: filtered, ordered, and still while they work with them. */
export class AlarmList {
  private snapshot: AlarmListSnapshot = EMPTY;
  private alerts: Alerts = new Map();
  private isWhole = true;
  private view: LiveView = 'active';
  private filter: AlertFilter = NO_FILTER;
  private titleOf: TitleOf | undefined;
  private order: AlertOrder = 'urgent';
  private hand: Hand = NO_HAND;
  private drawnAt = Number.NEGATIVE_INFINITY;
  private callOffDrawing: (() => void) | null = null;
  private callOffLook: (() => void) | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly options: AlarmListOptions) {}

  readonly get = (): AlarmListSnapshot => this.snapshot;

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /**
   * What is live now; drawn at once, or with the next drawing that is due.
   * @param isWhole  False while pages of the list are still read: they wait for no hand.
   */
  take(alerts: Alerts, isWhole = true): void {
    if (alerts === this.alerts && isWhole === this.isWhole) return;
    this.alerts = alerts;
    this.isWhole = isWhole;
    const waitMs = this.drawnAt + DRAW_EVERY_MS - this.options.now();
    if (waitMs <= 0) this.draw();
    else this.callOffDrawing ??= this.options.later(waitMs, () => this.draw());
  }

  /** Another view, filter or order is the person's own wish: nothing waits for their hand. */
  show(view: LiveView, filter: AlertFilter, order: AlertOrder = 'urgent', titleOf?: TitleOf): void {
    const isSame = view === this.view && filter === this.filter && order === this.order;
    if (isSame && titleOf === this.titleOf) return;
    this.titleOf = titleOf;
    this.view = view;
    this.filter = filter;
    this.order = order;
    this.snapshot = { ...this.snapshot, ...NO_ROWS };
    this.draw();
  }

  /** The hand came, moved or went. */
  touch(change: Partial<Omit<Hand, 'movedAt'>> = {}): void {
    const now = this.options.now();
    const wasHeld = holdsList(this.hand, now);
    this.hand = { ...this.hand, ...change, movedAt: now };
    if (wasHeld && !holdsList(this.hand, now)) this.draw();
    else this.lookAgain();
  }

  /** Puts what waits into its place. */
  showWaiting(): void {
    this.draw(false);
  }

  close(): void {
    this.callOffDrawing?.();
    this.callOffLook?.();
    this.callOffDrawing = null;
    this.callOffLook = null;
  }

  private draw(isHeld = this.isWhole && holdsList(this.hand, this.options.now())): void {
    this.callOffDrawing?.();
    this.callOffDrawing = null;
    const now = this.options.now();
    this.drawnAt = now;
    const ofView = [...this.alerts.values()].filter((alert) => isInView(alert, this.view));
    const wanted = ofView.filter(passes(this.filter, this.titleOf));
    this.snapshot = {
      ...nextRows(this.snapshot, {
        wanted,
        known: (id) => this.alerts.get(id),
        order: this.order,
        isHeld,
        now,
      }),
      counts: countViews(this.alerts.values()),
      inView: ofView.length,
      matching: wanted.length,
      choices: choicesOf(this.alerts.values()),
    };
    this.lookAgain();
    for (const listener of this.listeners) listener();
  }

  /** At the next instant at which something happens by itself: a row goes, or the hand rests. */
  private lookAgain(): void {
    this.callOffLook?.();
    this.callOffLook = null;
    const now = this.options.now();
    const isHeld = holdsList(this.hand, now);
    const removalAt = nextRemovalAt(this.snapshot);
    const hasToMove = this.snapshot.waiting.length > 0 || removalAt !== null;
    if (!hasToMove) return;
    const at = isHeld ? this.hand.movedAt + REST_MS : (removalAt ?? now);
    this.callOffLook = this.options.later(Math.max(0, at - now), () => this.draw());
  }
}
