import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@eagle/contracts';
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
  /** As the message server says it. */
  error: z.string().optional(),
});

/** Why a process cannot do its job, in its own words; null where it can. */
export async function whyNotReady(healthUrl: string): Promise<string | null> {
  try {
    const response = await fetch(healthUrl, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
    const text = await response.text();
    if (response.ok) return null;
    const { checks = {}, error } = reportSchema.parse(JSON.parse(text));
    const failed = Object.entries(checks).flatMap(([name, { ok, reason }]) =>
      ok ? [] : [`${name}${reason === undefined ? '' : `: ${reason}`}`],
    );
    return [...failed, ...(error === undefined ? [] : [error])].join('; ') || `it answers ${response.status}`;
  } catch (error) {
    return `no answer (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** @throws AppError `START.NOT_READY` (timeout) naming the service and its log. */
export async function waitReady(
  name: string,
  httpUrl: string,
  logFile: string,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<void> {
  const until = performance.now() + deadlineMs;
  while (!(await isReady(readinessOf(httpUrl)))) {
    signal.throwIfAborted();
    if (performance.now() > until) {
      throw new AppError(
        'START.NOT_READY',
        'timeout',
        `${name} did not become ready within ${Math.round(deadlineMs / 1000)} s; its log is ${logFile}.`,
      );
    }
    await delay(ASK_EVERY_MS);
  }
}
