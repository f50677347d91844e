import type { AssetId } from '@eagle/contracts/domain';
import { PAUSE_PERIODS } from './alarm-episodes.js';
import { judgeAlarms, type JudgedAlarms } from './judge-alarms.js';
import type { JudgedRecord } from './judged-record.js';

/** One alarm of the organization's rules. `endsMs` Infinity while it goes on. */
export interface RuleEpisode {
  readonly assetId: AssetId;
  readonly raisedMs: number;
  readonly endsMs: number;
}

/**
 * Compares the alarms of rules with the failures, over the same time as the model: alarms that rose
 * where nothing is judged (a gap, an excluded state, another period) count neither for nor against
 * the rules.
 * @returns `above`: 1 for rows during an alarm.
 */
export function judgeRules(
  record: JudgedRecord,
  episodes: readonly RuleEpisode[],
): { readonly alarms: JudgedAlarms; readonly above: Uint8Array } {
  const { rows, rule } = record;
  const above = new Uint8Array(rows.timesMs.length);
  const alarms: { at: number; raisedMs: number; endsMs: number }[] = [];
  rows.assetIds.forEach((assetId, asset) => {
    const [first = 0, end = 0] = [rows.starts[asset], rows.starts[asset + 1]];
    const own = episodes.filter((episode) => episode.assetId === assetId);
    own.sort((a, b) => a.raisedMs - b.raisedMs);
    let at = first;
    for (const { raisedMs, endsMs } of own) {
      while (at < end && (rows.timesMs[at] ?? NaN) < raisedMs) at += 1;
      for (let i = at; i < end && (rows.timesMs[i] ?? NaN) <= endsMs; i += 1) above[i] = 1;
      const pauseMs = PAUSE_PERIODS * rule.scanPeriodMs;
      const sinceMs = at > first ? raisedMs - (rows.timesMs[at - 1] ?? NaN) : Infinity;
      const untilMs = at < end ? (rows.timesMs[at] ?? NaN) - raisedMs : Infinity;
      if (Math.min(sinceMs, untilMs) > pauseMs) continue;
      alarms.push({ at: at < end ? at : at - 1, raisedMs, endsMs });
    }
  });
  return { alarms: judgeAlarms(record, alarms), above };
}
