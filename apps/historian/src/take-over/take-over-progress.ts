import type { OrganizationConfig, TakeOverProgress, TakeOverStretch } from '@eagle/contracts/domain';
import type { HistoryStretch } from '@eagle/telemetry';
import { openShare } from './open-hours.js';
import type { OrganizationTakeOver } from './organization-take-over.js';

/** Stretches that a reply names. */
const STRETCHES_MAX = 100;

type Running = Pick<OrganizationTakeOver, 'paused' | 'speed'>;

/** How far taking over is. @param running  Null: it has not begun in this process. */
export function progressOf(
  stretches: readonly HistoryStretch[],
  running: Running | null,
  config: OrganizationConfig | null,
  nowMs: number,
): TakeOverProgress {
  const open = stretches.filter(({ state }) => state === 'waiting' || state === 'running');
  const unreadMs = open.reduce((sum, { fromMs, reachedMs }) => sum + reachedMs - fromMs, 0);
  const paused = running?.paused ?? null;
  const share = openShare(config?.settings.history.takeOver.hours ?? null);
  const leftMs = running?.speed.durationMs(unreadMs) ?? null;
  const isGoing = paused === null || paused.reason === 'hours';
  return {
    state: stateOf(stretches.length, open.length, paused !== null),
    paused,
    stretches: stretches.slice(0, STRETCHES_MAX).map(stretchOf),
    rowsPerSecond: running?.speed.rowsPerSecond ?? null,
    endsAtMs: open.length > 0 && isGoing && leftMs !== null ? nowMs + leftMs / share : null,
  };
}

function stateOf(stretches: number, open: number, isPaused: boolean): TakeOverProgress['state'] {
  if (isPaused) return 'paused';
  if (open > 0) return 'running';
  return stretches > 0 ? 'done' : 'none';
}

function stretchOf({ id: _id, ...stretch }: HistoryStretch): TakeOverStretch {
  const { reason, state, fromMs, untilMs, reachedMs, rows, rejected, explanation } = stretch;
  const share = untilMs === fromMs ? 1 : (untilMs - reachedMs) / (untilMs - fromMs);
  return { reason, state, fromMs, untilMs, reachedMs, share, rows, rejected, explanation };
}
