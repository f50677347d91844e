import type { OrganizationConfig, OrganizationId } from '@eagle/contracts/domain';
import type { TrainingRequest } from './training-runs.js';

/** One moment, by both clocks. */
export interface Moment {
  readonly wallMs: number;
  readonly steadyMs: number;
}

/** When an attempt may begin: after a while, by the steady clock, or at a time of the calendar, by the wall clock. Infinity: not by that one. */
export type Due = Moment;

export const dueAfterWaiting = (steadyMs: number): Due => ({ steadyMs, wallMs: Infinity });
export const dueBySchedule = (wallMs: number): Due => ({ steadyMs: Infinity, wallMs });
/** Only when asked or changed. */
export const NEVER_DUE: Due = { steadyMs: Infinity, wallMs: Infinity };

/** One organization as the scheduler sees it. */
export interface QueueEntry {
  readonly config: OrganizationConfig;
  readonly due: Due;
  /** Attempts without a model since the last change. */
  readonly attempts: number;
  /** A training that somebody asked for or that is tried again: done even though there is a model already. */
  readonly request: TrainingRequest | null;
}

/** Who is trained next. Holds one entry per organization; time comes in as an argument. */
export class TrainingQueue {
  private readonly entries = new Map<OrganizationId, QueueEntry>();

  get(organizationId: OrganizationId): QueueEntry | null {
    return this.entries.get(organizationId) ?? null;
  }

  /** Takes a new or changed configuration: it is looked at anew, at once. */
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

  /** Takes back what was asked for; the organization is looked at anew, at once. */
  withdraw(organizationId: OrganizationId, now: Moment): void {
    const entry = this.entries.get(organizationId);
    if (entry === undefined) return;
    this.entries.set(organizationId, { ...entry, due: dueAfterWaiting(now.steadyMs), request: null });
  }

  /**
   * After an attempt: when to look again. What changed meanwhile is due already.
   * @param request  What is tried again then; null: nothing.
   */
  postpone(attempted: QueueEntry, due: Due, attempts: number, request: TrainingRequest | null = null): void {
    const { organizationId } = attempted.config;
    const entry = this.entries.get(organizationId);
    if (entry === undefined) return;
    if (entry.request !== attempted.request) return;
    const changed = entry.config.revision !== attempted.config.revision;
    this.entries.set(organizationId, changed ? { ...entry, request } : { ...entry, request, due, attempts });
  }

  /** Something is left to do that is no training: looked at then, if nothing comes before. */
  lookAgain(organizationId: OrganizationId, steadyMs: number): void {
    const entry = this.entries.get(organizationId);
    if (entry === undefined) return;
    const due = { ...entry.due, steadyMs: Math.min(entry.due.steadyMs, steadyMs) };
    this.entries.set(organizationId, { ...entry, due });
  }

  /** The organization whose turn it is: asked for before not asked for, then the longest due; null when none is due. */
  next(now: Moment, isBusy: (organizationId: OrganizationId) => boolean = () => false): QueueEntry | null {
    const due = [...this.entries.values()].filter(
      (entry) => waitMs(entry, now) <= 0 && !isBusy(entry.config.organizationId),
    );
    due.sort(
      (a, b) => Number(b.request !== null) - Number(a.request !== null) || waitMs(a, now) - waitMs(b, now),
    );
    return due[0] ?? null;
  }

  /** How long until the next one becomes due, milliseconds; Infinity when none will. */
  waitMs(now: Moment, isBusy: (organizationId: OrganizationId) => boolean = () => false): number {
    const idle = [...this.entries.values()].filter(({ config }) => !isBusy(config.organizationId));
    return Math.min(Infinity, ...idle.map((entry) => waitMs(entry, now)));
  }
}

/** Negative: for how long it has been due. */
const waitMs = ({ due }: QueueEntry, now: Moment): number =>
  Math.min(due.steadyMs - now.steadyMs, due.wallMs - now.wallMs);
