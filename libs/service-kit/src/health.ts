import { messageOf } from './errors.js';

export interface HealthVerdict {
  readonly ok: boolean;
  /** One sentence for people; empty where all is well. */
  readonly reason?: string;
}

export type HealthCheck = () => HealthVerdict | Promise<HealthVerdict>;

export interface HealthReport {
  readonly status: 'ok' | 'unavailable';
  readonly checks: Readonly<Record<string, HealthVerdict>>;
}

/** A report is valid for this long: more frequent requests cost nothing more. */
const REPORT_MS_MAX = 1_000;

/**
 * What this process needs in order to do its job. It is ready when every check is well; it is alive
 * as long as it answers.
 */
export class HealthRegistry {
  private readonly checks = new Map<string, HealthCheck>();
  private newest: { readonly report: Promise<HealthReport>; readonly askedAtMs: number } | null = null;

  /** @param checkMsMax  A check that takes longer counts as failed. */
  constructor(private readonly checkMsMax = 2_000) {}

  /** Adds a check, or replaces the one of the same name. @returns takes it out again. */
  register(name: string, check: HealthCheck): () => void {
    this.checks.set(name, check);
    this.newest = null;
    return () => {
      if (this.checks.get(name) === check) this.checks.delete(name);
      this.newest = null;
    };
  }

  /** The verdicts of all checks, of this moment or of at most a second before. */
  report(): Promise<HealthReport> {
    const nowMs = performance.now();
    if (this.newest === null || nowMs - this.newest.askedAtMs >= REPORT_MS_MAX) {
      this.newest = { report: this.judgeAll(), askedAtMs: nowMs };
    }
    return this.newest.report;
  }

  private async judgeAll(): Promise<HealthReport> {
    const verdicts = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await this.judge(check)] as const),
    );
    const ok = verdicts.every(([, verdict]) => verdict.ok);
    return { status: ok ? 'ok' : 'unavailable', checks: Object.fromEntries(verdicts) };
  }

  private async judge(check: HealthCheck): Promise<HealthVerdict> {
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<HealthVerdict>((resolve) => {
      timer = setTimeout(
        () => resolve({ ok: false, reason: `no answer within ${this.checkMsMax} ms` }),
        this.checkMsMax,
      );
    });
    try {
      return await Promise.race([Promise.resolve(check()), tooLong]);
    } catch (error) {
      return { ok: false, reason: messageOf(error) };
    } finally {
      clearTimeout(timer);
    }
  }
}
