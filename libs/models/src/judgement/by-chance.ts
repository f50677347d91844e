import { NearestEvents, type JudgedRecord, type RecordEvent } from './judged-record.js';

const DAY_MS = 86_400_000;

/** What alarms at random moments would achieve on a record. */
export interface ByChance {
  /**
   * Share of failures that they would warn of, when they rise all the time (a Poisson process) at
   * the rate of the false alarms in the time that is near no failure.
   */
  readonly warnedShare: number;
  /**
   * Share of them that would warn in time: of the time from which a warning is in time and the time
   * that is near no failure. null where there is neither.
   */
  readonly precision: number | null;
}

export function byChance(record: JudgedRecord, falseAlarms: number): ByChance {
  const { quietMs, inTimeMs } = timeByKind(record);
  const consideredMs = quietMs + inTimeMs;
  return {
    warnedShare: warnedShare(record, falseAlarms, quietMs / DAY_MS),
    precision: consideredMs > 0 ? inTimeMs / consideredMs : null,
  };
}

function warnedShare({ events, rule }: JudgedRecord, falseAlarms: number, quietDays: number): number {
  if (events.length === 0 || falseAlarms === 0) return 0;
  const perDay = falseAlarms / Math.max(quietDays, Number.MIN_VALUE);
  const shares = events.map(({ earliestMs, atMs }) => {
    const days = Math.max(0, atMs - rule.leadMsMin - earliestMs) / DAY_MS;
    return 1 - Math.exp(-perDay * days);
  });
  return shares.reduce((a, b) => a + b, 0) / shares.length;
}

/** Judged time near no failure, and judged time from which a warning would be in time. */
function timeByKind({ eventsOfAsset, rows, rule, coveredMs }: JudgedRecord): {
  readonly quietMs: number;
  readonly inTimeMs: number;
} {
  const nearest = eventsOfAsset.map((own) => new NearestEvents(own));
  let [quietMs, inTimeMs, ms, isInTime] = [0, 0, NaN, false];
  const visit = ({ judged, atMs }: RecordEvent): void => {
    if (judged >= 0 && ms <= atMs - rule.leadMsMin) isInTime = true;
  };
  for (let at = 0; at < coveredMs.length; at += 1) {
    ms = rows.timesMs[at] ?? NaN;
    isInTime = false;
    const isNear = nearest[rows.asset[at] ?? 0]?.near(ms, visit) === true;
    if (!isNear) quietMs += coveredMs[at] ?? 0;
    else if (isInTime) inTimeMs += coveredMs[at] ?? 0;
  }
  return { quietMs, inTimeMs };
}
