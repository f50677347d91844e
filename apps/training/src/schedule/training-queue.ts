import type { OrganizationConfig, OrganizationId, TrainingRunId } from '@eagle/contracts';

/** One organization as the scheduler sees it. */
export interface QueueEntry {
  readonly config: OrganizationConfig;
  /** Wall clock from which the next attempt may begin; Infinity: only when asked or changed. */
  readonly dueAtMs: number;
  /** Attempts without a model since the last change. */
  readonly attempts: number;
  /** Set when somebody asked: trained even though there is a model already. */
  readonly askedFor: TrainingRunId | null;
}

/** Who is trained next. Holds one entry per organization; time comes in as an argument. */
export class TrainingQueue {
  private readonly entries = new Map<OrganizationId, QueueEntry>();

  get(organizationId: OrganizationId): QueueEntry | null {
    return this.entries.get(organizationId) ?? null;
  }

  /** Takes a new or changed configuration: it is looked at anew, at once. */
  put(config: OrganizationConfig, nowMs: number): void {
    const askedFor = this.entries.get(config.organizationId)?.askedFor ?? null;
    this.entries.set(config.organizationId, { config, dueAtMs: nowMs, attempts: 0, askedFor });
  }

  remove(organizationId: OrganizationId): void {
    this.entries.delete(organizationId);
  }

  /** @returns false where the organization is not known. */
  ask(organizationId: OrganizationId, runId: TrainingRunId, nowMs: number): boolean {
    const entry = this.entries.get(organizationId);
    if (entry === undefined) return false;
    this.entries.set(organizationId, { ...entry, dueAtMs: nowMs, askedFor: runId });
    return true;
  }

  /** After an attempt: when to look again. Does nothing where the configuration changed meanwhile: that is due already. */
  postpone(attempted: QueueEntry, dueAtMs: number, attempts: number): void {
    const { organizationId } = attempted.config;
    const entry = this.entries.get(organizationId);
    if (entry === undefined) return;
    const askedFor = entry.askedFor === attempted.askedFor ? null : entry.askedFor;
    const changed = entry.config.revision !== attempted.config.revision || askedFor !== null;
    this.entries.set(
      organizationId,
      changed ? { ...entry, askedFor } : { ...entry, askedFor, dueAtMs, attempts },
    );
  }

  /** The organization whose turn it is: asked for before not asked for, then the longest due; null when none is due. */
  next(nowMs: number): QueueEntry | null {
    const due = [...this.entries.values()].filter(({ dueAtMs }) => dueAtMs <= nowMs);
    due.sort((a, b) => Number(b.askedFor !== null) - Number(a.askedFor !== null) || a.dueAtMs - b.dueAtMs);
    return due[0] ?? null;
  }

  /** When the next one becomes due; Infinity when none will. */
  nextDueAtMs(): number {
    return Math.min(Infinity, ...[...this.entries.values()].map(({ dueAtMs }) => dueAtMs));
  }
}
