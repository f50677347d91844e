import type { OrganizationSettings } from '@eagle/contracts/domain';

const MINUTE_MS = 60_000;
/**
 * How many horizons before a failure an alarm may begin and still count for it; the same as in the
 * judgement of trained models.
 */
const EARLY_TOLERANCE_HORIZONS = 3;

/**
 * The predictions of a version in shadow for one asset, and the asset's failures. Times ascending.
 */
export interface ShadowOfAsset {
  /** Minutes in which it ran. */
  readonly minutes: number;
  /** Beginnings of the minutes in which it would have raised or kept an alert. */
  readonly alarmMinutesMs: readonly number[];
  readonly failures: readonly {
    readonly atMs: number;
    /**
     * Whether it ran between the horizon and the least lead before the failure: otherwise it could
     * not have warned.
     */
    readonly couldWarn: boolean;
  }[];
}

export interface ShadowScore {
  readonly events: number;
  readonly warnedInTime: number;
  readonly missed: number;
  /** Failures that it could not have warned of because it did not run: they count neither way. */
  readonly notJudged: number;
  readonly alarms: number;
  readonly falseAlarms: number;
  readonly assetDays: number;
  readonly falseAlarmsPerAssetDay: number | null;
  readonly leadMinutesMedian: number | null;
}

type Settings = Pick<OrganizationSettings, 'prediction' | 'alerts'>;

/**
 * Scores a version in shadow against the actual failures, alarm by alarm, by the rules that judged
 * it when it was trained.
 */
export function scoreShadow(assets: readonly ShadowOfAsset[], { prediction, alerts }: Settings): ShadowScore {
  const { horizonMs, leadMsMin } = prediction;
  const leads: number[] = [];
  let [events, warnedInTime, notJudged, alarms, falseAlarms, minutes] = [0, 0, 0, 0, 0, 0];
  for (const asset of assets) {
    const episodes = episodesOf(asset.alarmMinutesMs, alerts.predictionClearAfterMs);
    const isAbout = (raisedMs: number, atMs: number): boolean =>
      raisedMs <= atMs && raisedMs >= atMs - EARLY_TOLERANCE_HORIZONS * horizonMs;
    minutes += asset.minutes;
    alarms += episodes.length;
    falseAlarms += episodes.filter(
      ({ raisedMs }) => !asset.failures.some(({ atMs }) => isAbout(raisedMs, atMs)),
    ).length;
    for (const { atMs, couldWarn } of asset.failures) {
      if (!couldWarn) {
        notJudged += 1;
        continue;
      }
      events += 1;
      const warning = episodes.find(
        ({ raisedMs, endsMs }) => isAbout(raisedMs, atMs) && endsMs >= atMs - horizonMs,
      );
      const leadMs = warning === undefined ? -1 : atMs - warning.raisedMs;
      if (leadMs < leadMsMin) continue;
      warnedInTime += 1;
      leads.push(leadMs / MINUTE_MS);
    }
  }
  const assetDays = minutes / 1_440;
  const falseAlarmsPerAssetDay = assetDays > 0 ? falseAlarms / assetDays : null;
  const missed = events - warnedInTime;
  const leadMinutesMedian = median(leads);
  return {
    events,
    warnedInTime,
    missed,
    notJudged,
    alarms,
    falseAlarms,
    assetDays,
    falseAlarmsPerAssetDay,
    leadMinutesMedian,
  };
}

/**
 * Alarms as an operator would have seen them: minutes that follow before the alarm would have
 * cleared belong together.
 */
function episodesOf(
  minutesMs: readonly number[],
  clearAfterMs: number,
): { raisedMs: number; endsMs: number }[] {
  const episodes: { raisedMs: number; endsMs: number }[] = [];
  for (const minuteMs of minutesMs) {
    const endsMs = minuteMs + MINUTE_MS + clearAfterMs;
    const last = episodes.at(-1);
    if (last !== undefined && minuteMs <= last.endsMs) last.endsMs = endsMs;
    else episodes.push({ raisedMs: minuteMs, endsMs });
  }
  return episodes;
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.ceil((sorted.length - 1) / 2)],
  ];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
