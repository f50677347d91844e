import type { ModelVersion } from '@eagle/contracts/domain';

/**
 * A failing replica reports every two seconds; after this much silence it no longer counts as
 * failing.
 */
const EXPIRES_MS = 10_000;

export interface FailureReport {
  readonly replica: string;
  readonly version: ModelVersion;
  /**
   * `run`: the model throws, answers NaN, or is refused; `load`: it could not be fetched so far,
   * which may not be its fault.
   */
  readonly cause: 'run' | 'load';
  readonly reason: string;
}

/** Collects which replicas report that their model fails, and for how long. */
export class FailingReplicas {
  private readonly failing = new Map<string, FailureReport & { sinceMs: number; atMs: number }>();

  failed(report: FailureReport, nowMs: number): void {
    const key = `${report.replica}/${report.version}`;
    const before = this.failing.get(key);
    const goesOn = before !== undefined && before.cause === report.cause && nowMs - before.atMs <= EXPIRES_MS;
    this.failing.set(key, { ...report, sinceMs: goesOn ? before.sinceMs : nowMs, atMs: nowMs });
  }

  /** @returns whether there was a report. */
  recovered(replica: string, version: ModelVersion): boolean {
    return this.failing.delete(`${replica}/${version}`);
  }

  /** Forgets replicas that fell silent. @returns whether there were any. */
  sweep(nowMs: number): boolean {
    let changed = false;
    for (const [key, { atMs }] of this.failing) {
      if (nowMs - atMs > EXPIRES_MS) changed = this.failing.delete(key) || changed;
    }
    return changed;
  }

  forget(version: ModelVersion): void {
    for (const [key, report] of this.failing) if (report.version === version) this.failing.delete(key);
  }

  /** Why a version fails on a replica now; null: it does not. */
  reasonFor(version: ModelVersion | null): string | null {
    for (const report of this.failing.values()) if (report.version === version) return report.reason;
    return null;
  }

  /** A lasting failure: the same replica has reported it repeatedly for this long. */
  lasting(forMs: number): FailureReport | null {
    for (const report of this.failing.values()) {
      if (report.cause === 'run' && report.atMs - report.sinceMs >= forMs) return report;
    }
    return null;
  }
}
