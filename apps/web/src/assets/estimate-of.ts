import type { Alert } from '../api/index.js';
import type { FailureEstimate } from '../time/index.js';

/** When the machine fails, as an alert's model estimates it; null where it gives no estimate. */
export function estimateOf(alert: Alert): FailureEstimate | null {
  const { predictedAt, timeToFailure: minutes } = alert;
  const [from, to] = alert.timeToFailureInterval ?? [];
  if (predictedAt === null || minutes === null || from === undefined || to === undefined) return null;
  return { predictedAt: Date.parse(predictedAt), minutes, interval: [from, to] };
}
