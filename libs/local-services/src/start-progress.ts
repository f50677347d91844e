import { statSync } from 'node:fs';
import { cpuMsOf } from './process-identity.js';

/** A start without a sign of progress ends after this time. */
const IDLE_MS_MAX = 60_000;
/** A start ends after this time in any case. */
const START_MS_MAX = 15 * 60_000;
/**
 * CPU time that counts as progress; being asked whether it is ready costs a process less than that
 * in `IDLE_MS_MAX`.
 */
const WORK_MS = 1_000;
const LOOK_EVERY_MS = 1_000;

/** Observed facts of a starting process. */
export interface StartingProcess {
  readonly pid: number;
  readonly logFile: string;
}

/**
 * Whether a start makes progress. On a busy machine the same start takes ten times as long, so time
 * alone does not tell it from one that hangs. A hanging start does not write, uses no CPU and
 * reports nothing new.
 */
export class StartProgress {
  private readonly startedAtMs: number;
  private sinceMs: number;
  private lookedAtMs = -Infinity;
  private said = '';
  private logBytes = -1;
  private pid = 0;
  private cpuMs = 0;

  constructor(private readonly nowMs: () => number = () => performance.now()) {
    this.startedAtMs = nowMs();
    this.sinceMs = this.startedAtMs;
  }

  /**
   * @param said  Its own report; empty while there is none.
   * @returns false when the start must end.
   */
  goesOn(process: StartingProcess, said = ''): boolean {
    const nowMs = this.nowMs();
    if (nowMs - this.lookedAtMs >= LOOK_EVERY_MS) {
      this.lookedAtMs = nowMs;
      if (this.isNews(process, said)) this.sinceMs = nowMs;
    }
    return nowMs - this.sinceMs < IDLE_MS_MAX && nowMs - this.startedAtMs < START_MS_MAX;
  }

  /** Seconds since the start, and since the last sign of progress. */
  describe(): string {
    const seconds = (sinceMs: number): number => Math.round((this.nowMs() - sinceMs) / 1_000);
    return `after ${seconds(this.startedAtMs)} s, ${seconds(this.sinceMs)} s of them without progress`;
  }

  private isNews({ pid, logFile }: StartingProcess, said: string): boolean {
    const logBytes = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
    const cpuMs = cpuMsOf(pid);
    const works = pid !== this.pid || cpuMs - this.cpuMs >= WORK_MS;
    const isNews = works || logBytes !== this.logBytes || said !== this.said;
    if (!isNews) return false;
    [this.pid, this.cpuMs, this.logBytes, this.said] = [pid, cpuMs, logBytes, said];
    return true;
  }
}
