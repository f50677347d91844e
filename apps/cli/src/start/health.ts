import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@eagle/contracts/domain';
import { StartProgress } from '@eagle/local-services';
import { z } from 'zod';
import { WaitReports } from './wait-reports.js';

const ASK_TIMEOUT_MS = 2_000;
const ASK_EVERY_MS = 100;

/** Path at which a service reports whether it is ready. */
export const readinessOf = (httpUrl: string): string => `${httpUrl}/health/ready`;

/** Whether a process reports that it is ready; a missing answer means "not yet". */
export async function isReady(healthUrl: string): Promise<boolean> {
  try {
    const response = await fetch(healthUrl, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false; // Not listening yet, or too busy to answer: asked again until the deadline.
  }
}

const reportSchema = z.object({
  checks: z.record(z.string(), z.object({ ok: z.boolean(), reason: z.string().optional() })).optional(),
});

/**
 * Why a process cannot do its job, as it reports itself; null where it can.
 * @param check  The one check to ask for; default: all.
 */
export async function whyNotReady(healthUrl: string, check?: string): Promise<string | null> {
  try {
    const response = await fetch(healthUrl, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
    const text = await response.text();
    if (response.ok) return null;
    const { checks = {} } = reportSchema.parse(JSON.parse(text));
    const asked = check === undefined ? undefined : checks[check];
    if (asked?.ok === true) return null;
    if (asked?.reason !== undefined) return asked.reason;
    const failed = Object.entries(checks).flatMap(([name, { ok, reason }]) =>
      ok ? [] : [`${name}${reason === undefined ? '' : `: ${reason}`}`],
    );
    return failed.join('; ') || `it answers ${response.status}`;
  } catch (error) {
    return `no answer (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** A process that keeps ending does not become ready. */
const ENDS_MAX = 5;

/** A process that is waited for. */
export interface AwaitedProcess {
  readonly name: string;
  readonly replica: number;
  readonly healthUrl: string;
  readonly logFile: string;
  /** Null while it restarts. */
  readonly pid: number | null;
  /** How often it has ended by itself. */
  readonly ends: number;
}

export interface WaitOptions {
  readonly signal: AbortSignal;
  /** The one check to wait for; default: all. */
  readonly check?: string;
  /** Called now and then with the reason that the process reports. */
  readonly onWaiting: (why: string) => void;
}

/**
 * Waits as long as the start makes progress: a clock alone cannot distinguish a start on a busy
 * machine from one that hangs.
 * @throws AppError `START.NOT_READY` (timeout) that names the process, its last report, and its
 *   log.
 */
export async function waitReady(
  awaited: AwaitedProcess,
  { signal, check, onWaiting }: WaitOptions,
): Promise<void> {
  const progress = new StartProgress();
  const reports = new WaitReports(performance.now());
  const endsBefore = awaited.ends;
  for (;;) {
    signal.throwIfAborted();
    const why = await whyNotReady(awaited.healthUrl, check);
    if (why === null) return;
    if (reports.isDue(why, performance.now())) onWaiting(why);
    const keepsEnding = awaited.ends - endsBefore >= ENDS_MAX;
    if (keepsEnding || !progress.goesOn({ pid: awaited.pid ?? 0, logFile: awaited.logFile }, why)) {
      const how = keepsEnding ? `ended ${ENDS_MAX} times` : `is not ready ${progress.describe()} (${why})`;
      const message = `${awaited.name}-${awaited.replica} ${how}; its log is ${awaited.logFile}.`;
      throw new AppError('START.NOT_READY', message);
    }
    await delay(ASK_EVERY_MS);
  }
}
