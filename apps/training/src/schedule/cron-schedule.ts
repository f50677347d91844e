import type { OrganizationSettings } from '@eagle/contracts';
import { Cron } from 'croner';

type ScheduleSettings = Pick<OrganizationSettings, 'timeZone' | 'training'>;

/**
 * When an organization's schedule next comes round, in its own zone. A time of day that a change of the clocks leaves out comes at the first
 * moment after the gap; one that it repeats comes once, at the first of the two.
 * @returns epoch milliseconds after `afterMs`; Infinity where there is no schedule, or it never comes.
 */
export function nextScheduledMs({ timeZone, training }: ScheduleSettings, afterMs: number): number {
  if (training.schedule === null) return Infinity;
  const cron = new Cron(training.schedule, { timezone: timeZone, mode: '5-part', paused: true });
  return cron.nextRun(new Date(afterMs))?.getTime() ?? Infinity;
}

export interface FinishedTraining {
  readonly startedMs: number;
  readonly finishedMs: number;
  /** It gave a version, or said why there can be none; a failure cools nothing down. */
  readonly conclusive: boolean;
}

/**
 * Whether a scheduled training is to begin now, and when to look again. A time that passed while the service was away is made up for once; one
 * that falls within the cooldown is left out.
 */
export function scheduleAt(
  settings: ScheduleSettings,
  last: FinishedTraining | null,
  nowMs: number,
): { readonly isDue: boolean; readonly nextMs: number } {
  const nextMs = nextScheduledMs(settings, nowMs);
  const passed = nextScheduledMs(settings, last?.startedMs ?? nowMs) <= nowMs;
  const cooling = last !== null && last.conclusive && nowMs - last.finishedMs < settings.training.cooldownMs;
  return { isDue: passed && !cooling, nextMs };
}
