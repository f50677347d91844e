import type { OrganizationConfig, OrganizationId } from '@eagle/contracts';
import type { TrainingRequest } from './training-runs.js';

/** One organization as the scheduler sees it. */
export interface QueueEntry {
  readonly config: OrganizationConfig;
  /** Wall clock from which the next attempt may begin; Infinity: only when asked or changed. */
  readonly dueAtMs: number;
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
  put(config: OrganizationConfig, nowMs: number): void {
    const request = this.entries.get(config.organizationId)?.request ?? null;
    this.entries.set(config.organizationId, { config, dueAtMs: nowMs, attempts: 0, request });
  }

  remove(organizationId: OrganizationId): void {
    this.entries.delete(organizationId);
  }

  /** @returns false where the organization is not known. */
  ask(organizationId: OrganizationId, request: TrainingRequest, nowMs: number): boolean {
    const entry = this.entries.get(organizationId);
    if (entry === undefined) return false;
    this.entries.set(organizationId, { ...entry, dueAtMs: nowMs, request });
    return true;
  }

  /** Takes back what was asked for; the organization is looked at anew, at once. */
  withdraw(organizationId: OrganizationId, nowMs: number): void {
    const entry = this.entries.get(organizationId);
    if (entry !== undefined) this.entries.set(organizationId, { ...entry, dueAtMs: nowMs, request: null });
  }

  /**
   * After an attempt: when to look again. What changed meanwhile is due already.
   * @param request  What is tried again then; null: nothing.
   */
  postpone(
    attempted: QueueEntry,
    dueAtMs: number,
    attempts: number,
    request: TrainingRequest | null = null,
  ): void {
    const { organizationId } = attempted.config;
    const entry = this.entries.get(organizationId);
    if (entry === undefined) return;
    if (entry.request !== attempted.request) return;
    const changed = entry.config.revision !== attempted.config.revision;
    this.entries.set(
      organizationId,
      changed ? { ...entry, request } : { ...entry, request, dueAtMs, attempts },
    );
  }

  /** Something is left to do that is no training: looked at then, if nothing comes before. */
  lookAgain(organizationId: OrganizationId, atMs: number): void {
    const entry = this.entries.get(organizationId);
    if (entry === undefined) return;
    this.entries.set(organizationId, { ...entry, dueAtMs: Math.min(entry.dueAtMs, atMs) });
  }

  /** The organization whose turn it is: asked for before not asked for, then the longest due; null when none is due. */
  next(nowMs: number, isBusy: (organizationId: OrganizationId) => boolean = () => false): QueueEntry | null {
    const due = [...this.entries.values()].filter(
      ({ dueAtMs, config }) => dueAtMs <= nowMs && !isBusy(config.organizationId),
    );
    due.sort((a, b) => Number(b.request !== null) - Number(a.request !== null) || a.dueAtMs - b.dueAtMs);
    return due[0] ?? null;
  }

  /** When the next one becomes due; Infinity when none will. */
  nextDueAtMs(isBusy: (organizationId: OrganizationId) => boolean = () => false): number {
    const idle = [...this.entries.values()].filter(({ config }) => !isBusy(config.organizationId));
    return Math.min(Infinity, ...idle.map(({ dueAtMs }) => dueAtMs));
  }
}
