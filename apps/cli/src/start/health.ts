import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@eagle/contracts/domain';
import { StartProgress } from '@eagle/local-services';
import { z } from 'zod';

const ASK_TIMEOUT_MS = 2_000;
const ASK_EVERY_MS = 100;

/** Where a service says whether it is ready. */
export const readinessOf = (httpUrl: string): string => `${httpUrl}/health/ready`;

/** Whether a process says that it is ready; any failure to answer is "not yet". */
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

/** Why a process cannot do its job, in its own words; null where it can. */
export async function whyNotReady(healthUrl: string): Promise<string | null> {
  try {
    const response = await fetch(healthUrl, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
    const text = await response.text();
    if (response.ok) return null;
    const { checks = {} } = reportSchema.parse(JSON.parse(text));
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
  /** Null while it is being started again. */
  readonly pid: number | null;
  /** How often it has ended by itself. */
  readonly ends: number;
}

/**
 * Waits as long as the start makes progress: by the clock, a start on a busy machine is not told from one that hangs.
 * @throws AppError `START.NOT_READY` (timeout) naming the process, what it said last, and its log.
 */
export async function waitReady(awaited: AwaitedProcess, signal: AbortSignal): Promise<void> {
  const progress = new StartProgress();
  const endsBefore = awaited.ends;
  for (;;) {
    signal.throwIfAborted();
    const why = await whyNotReady(awaited.healthUrl);
    if (why === null) return;
    const keepsEnding = awaited.ends - endsBefore >= ENDS_MAX;
    if (keepsEnding || !progress.goesOn({ pid: awaited.pid ?? 0, logFile: awaited.logFile }, why)) {
      const how = keepsEnding ? `ended ${ENDS_MAX} times` : `is not ready ${progress.describe()} (${why})`;
      const message = `${awaited.name}-${awaited.replica} ${how}; its log is ${awaited.logFile}.`;
      throw new AppError('START.NOT_READY', 'timeout', message);
    }
    await delay(ASK_EVERY_MS);
  }
}
