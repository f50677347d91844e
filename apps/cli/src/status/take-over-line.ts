import type { TakeOverProgress } from '@eagle/contracts/domain';

/** One line on what is being taken over from the source; null where nothing is to be told. */
export function takeOverLine({
  stretches,
  paused,
  rowsPerSecond,
  endsAtMs,
}: TakeOverProgress): string | null {
  const open = stretches.filter(({ state }) => state === 'waiting' || state === 'running');
  const givenUp = stretches.filter(({ state }) => state === 'given-up').length;
  const parts = open.map(({ reason, fromMs, untilMs, share, rows }) => {
    const what = reason === 'begin' ? 'the past' : 'what was lost';
    return `${what} from ${dayOf(fromMs)} to ${dayOf(untilMs)} is read from the source: ${(share * 100).toFixed(1)} %, ${rows.toLocaleString('en')} rows`;
  });
  if (open.length > 0 && rowsPerSecond !== null)
    parts.push(`${Math.round(rowsPerSecond).toLocaleString('en')} rows a second`);
  if (open.length > 0 && endsAtMs !== null)
    parts.push(`done at about ${new Date(endsAtMs).toISOString().slice(0, 16)}Z`);
  if (open.length > 0 && paused !== null)
    parts.push(`paused (${paused.code ?? paused.reason}): ${paused.explanation}`);
  if (givenUp > 0) parts.push(`ranges that could not be read from the source: ${givenUp}`);
  return parts.length === 0 ? null : parts.join('; ');
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
