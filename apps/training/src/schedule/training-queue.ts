import type { OrganizationConfig, OrganizationId } from '@eagle/contracts/domain';
import type { TrainingRequest } from './training-runs.js';

/** One moment, on both clocks. */
export interface Moment {
  readonly wallMs: number;
  readonly steadyMs: number;
}

/**
 * When an attempt may begin: after a delay, by the steady clock, or at a calendar time, by the wall
 * clock. Infinity: not by that clock.
 */
export type Due = Moment;

export const dueAfterWaiting = (steadyMs: number): Due => ({ steadyMs, wallMs: Infinity });
export const dueBySchedule = (wallMs: number): Due => ({ steadyMs: Infinity, wallMs });
/** Only after a request or a change. */
export const NEVER_DUE: Due = { steadyMs: Infinity, wallMs: Infinity };

/** The scheduler's view of one organization. */
export interface QueueEntry {
  readonly config: OrganizationConfig;
  readonly due: Due;
  /** Attempts without a model since the last change. */
  readonly attempts: number;
  /** A training that was requested or is retried: it runs even if there is a model already. */
  readonly request: TrainingRequest | null;
}

/**
 * Decides which organization is trained next. Holds one entry per organization; time is an
 * argument.
 */
export class TrainingQueue {
  private readonly entries = new Map<OrganizationId, QueueEntry>();

  get(organizationId: OrganizationId): QueueEntry | null {
    return this.entries.get(organizationId) ?? null;
  }

  /** Takes a new or changed configuration: the organization is checked again at once. */
  put(config: OrganizationConfig, now: Moment): void {
    const request = this.entries.get(config.organizationId)?.request ?? null;
    const due = dueAfterWaiting(now.steadyMs);
    this.entries.set(config.organizationId, { config, due, attempts: 0, request });
  }

  remove(organizationId: OrganizationId): void {
    this.entries.delete(organizationId);
  }

  /** @returns false where the organization is not known. */
  ask(organizationId: OrganizationId, request: TrainingRequest, due: Due): boolean {
    const entry = this.entries.get(organizationId);
    if (entry === undefined) return false;
    this.entries.set(organizationId, { ...entry, due, request });
    return true;
  }

  /** Withdraws a request; the organization is checked again at once. */
  withdraw(organizationId: OrganizationId, now: Moment): void {
    const entry = this.entries.get(organizationId);
    if (entry === undefined) return;
    this.entries.set(organizationId, { ...entry, due: dueAfterWaiting(now.steadyMs), request: null });
  }

  /**
   * Sets the next check after an attempt. An organization that changed meanwhile is due already.
   * @param request  The request to retry then; null: none.
   */
  postpone(attempted: QueueEntry, due: Due, attempts: number, request: TrainingRequest | null = null): void {
    const { organizationId } = attempted.config;
    const entry = this.entries.get(organizationId);
    if (entry === undefined) return;
    if (entry.request !== attempted.request) return;
    const changed = entry.config.revision !== attempted.config.revision;
    this.entries.set(organizationId, changed ? { ...entry, request } : { ...entry, request, due, attempts });
  }

  /** Schedules work other than a training: a check at that time, if nothing comes earlier. */
  lookAgain(organizationId: OrganizationId, steadyMs: number): void {
    const entry = this.entries.get(organizationId);
    if (entry === undefined) return;
    const due = { ...entry.due, steadyMs: Math.min(entry.due.steadyMs, steadyMs) };
    this.entries.set(organizationId, { ...entry, due });
  }

  /**
   * The next organization: requested before not requested, then the longest due; null when none is
   * due.
   */
  next(now: Moment, isBusy: (organizationId: OrganizationId) => boolean = () => false): QueueEntry | null {
    const due = [...this.entries.values()].filter(
      (entry) => waitMs(entry, now) <= 0 && !isBusy(entry.config.organizationId),
    );
    due.sort(
      (a, b) => Number(b.request !== null) - Number(a.request !== null) || waitMs(a, now) - waitMs(b, now),
    );
    return due[0] ?? null;
  }

  /** Milliseconds until the next one becomes due; Infinity when none will. */
  waitMs(now: Moment, isBusy: (organizationId: OrganizationId) => boolean = () => false): number {
    const idle = [...this.entries.values()].filter(({ config }) => !isBusy(config.organizationId));
    return Math.min(Infinity, ...idle.map((entry) => waitMs(entry, now)));
  }
}

/** Negative: how long it has been due. */
const waitMs = ({ due }: QueueEntry, now: Moment): number =>
  Math.min(due.steadyMs - now.steadyMs, due.wallMs - now.wallMs);
