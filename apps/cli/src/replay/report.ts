import type { AlertPush } from '@eagle/contracts/socket';
import { alarmWindow, isAbout, isNear, type AlarmWindow } from '@eagle/models';
import type { RecordedFailure } from '../recordings/recorded-failures.js';

/**
 * One warning as an operator got it: from the first predictive moment of an asset's alert until it
 * cleared.
 */
export interface Warning {
  readonly asset: string;
  readonly component: string;
  readonly atMs: number;
  /** Infinity while it is active. */
  readonly untilMs: number;
}

export interface EventVerdict {
  readonly asset: string;
  readonly component: string;
  readonly at: string;
  readonly verdict: 'warned in time' | 'warned late' | 'missed';
  /** From the first warning to the failure. */
  readonly leadMinutes: number | null;
  readonly componentNamed: boolean;
}

/**
 * The played part and the outcome of its rows. No row is lost: `rowsRead` equals `rows`, and each
 * row is refused, judged or not judged.
 */
export interface PlayedRows {
  readonly from: string;
  readonly to: string;
  readonly rows: number;
  readonly rowsRead: number;
  /** Refused by the feed, with a reason in its status. */
  readonly rowsRefused: number;
  /** How many rows and single values by reason, since the feed began. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Rows with a prediction that alerting judged. */
  readonly rowsJudged: number;
  /** Rows without a prediction, or with one that came after the prediction of a later row. */
  readonly rowsNotJudged: number;
  readonly tookSeconds: number;
  /** How long the recording's clock stopped to wait for the platform. */
  readonly waitedForPlatformSeconds: number;
  readonly modelVersion: string;
  /** Why the gate refused the model, which was played nevertheless; null: it passed. */
  readonly gateRefusal: string | null;
}

export interface ReplayReport {
  readonly played: PlayedRows | null;
  readonly events: readonly EventVerdict[];
  readonly eventsTotal: number;
  readonly warnedInTime: number;
  readonly missed: number;
  readonly leadMinutesMedian: number | null;
  readonly falseAlarms: number;
  /** Each false alarm: the asset and component that it named, and its time. */
  readonly falseWarnings: readonly {
    readonly asset: string;
    readonly component: string;
    readonly at: string;
  }[];
  readonly assetDays: number;
  readonly falseAlarmsPerAssetDay: number;
  /**
   * Share of the played asset-time with an active warning. Near 1 the warnings say nothing, for any
   * number of failures that they "announce".
   */
  readonly warnedShare: number;
}

/** The first predictive event of each alert on the socket, and when the alert cleared after it. */
export function warningsOf(pushes: readonly AlertPush[]): Warning[] {
  const warnings = new Map<string, Warning>();
  for (const { alert } of pushes) {
    const { id, assetId: asset, component, predictedAt, clearedAt } = alert;
    if (predictedAt === null) continue;
    const key = `${id} ${predictedAt}`;
    const first = warnings.get(key) ?? { asset, component, atMs: Date.parse(predictedAt) };
    warnings.set(key, { ...first, untilMs: clearedAt === null ? Infinity : Date.parse(clearedAt) });
  }
  return [...warnings.values()];
}

/** From the first predictive event of an alert until it cleared. */
export interface WarnedSpan {
  readonly asset: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

/**
 * When warnings were active; one that did not clear was active until the end. A pause within the
 * deduplication window counts as active.
 */
export function warnedSpans(pushes: readonly AlertPush[], endMs: number): WarnedSpan[] {
  const latest = new Map(pushes.map(({ alert }) => [alert.id, alert]));
  return [...latest.values()].flatMap(({ assetId, predictedAt, clearedAt }) => {
    if (predictedAt === null) return [];
    const untilMs = clearedAt === null ? endMs : Date.parse(clearedAt);
    return [{ asset: assetId, fromMs: Date.parse(predictedAt), untilMs }];
  });
}

/**
 * Judges warnings against the actual failures, by the windows that judge models: a warning belongs
 * to a failure of its asset that began while it was active, and is false where it was near none. It
 * is in time when at least `leadMsMin` remain.
 */
export function judge(
  failures: readonly RecordedFailure[],
  warnings: readonly Warning[],
  scale: {
    /** Failures before it are not judged: they were history. */
    readonly fromMs: number;
    readonly horizonMs: number;
    readonly leadMsMin: number;
    readonly assetDays: number;
    /** Share of the played rows with an active warning. */
    readonly warnedShare: number;
    readonly played?: PlayedRows;
  },
): ReplayReport {
  const known = failures.map((failure) => ({ failure, window: windowOf(failure, scale.horizonMs) }));
  const events = known
    .filter(({ failure }) => failure.atMs >= scale.fromMs)
    .map(({ failure, window }) => {
      const about = warnings.filter(
        ({ asset, atMs, untilMs }) => asset === failure.asset && isAbout(atMs, untilMs, window),
      );
      return verdictOn(failure, about, scale.leadMsMin);
    });
  const falseWarnings = warnings
    .filter(
      ({ asset, atMs }) =>
        !known.some(({ failure, window }) => failure.asset === asset && isNear(atMs, window)),
    )
    .map(({ asset, component, atMs }) => ({ asset, component, at: new Date(atMs).toISOString() }));
  const falseAlarms = falseWarnings.length;
  const leads = events
    .flatMap((event) => (event.leadMinutes === null ? [] : [event.leadMinutes]))
    .sort((a, b) => a - b);
  return {
    played: scale.played ?? null,
    events,
    eventsTotal: events.length,
    warnedInTime: events.filter((event) => event.verdict === 'warned in time').length,
    missed: events.filter((event) => event.verdict === 'missed').length,
    leadMinutesMedian: leads[Math.floor(leads.length / 2)] ?? null,
    falseAlarms,
    falseWarnings,
    assetDays: scale.assetDays,
    falseAlarmsPerAssetDay: scale.assetDays > 0 ? falseAlarms / scale.assetDays : 0,
    warnedShare: scale.warnedShare,
  };
}

/** Without a labelled beginning the failure itself is used. */
const windowOf = ({ atMs, endsMs, developsFromMs }: RecordedFailure, horizonMs: number): AlarmWindow =>
  alarmWindow({ atMs, endsMs, ...(developsFromMs < atMs ? { developsFromMs } : {}) }, horizonMs);

function verdictOn(failure: RecordedFailure, warnings: readonly Warning[], leadMsMin: number): EventVerdict {
  const first = Math.min(...warnings.map((warning) => warning.atMs));
  const leadMs = failure.atMs - first;
  return {
    asset: failure.asset,
    component: failure.component,
    at: new Date(failure.atMs).toISOString(),
    verdict: warnings.length === 0 ? 'missed' : leadMs >= leadMsMin ? 'warned in time' : 'warned late',
    leadMinutes: warnings.length === 0 ? null : Math.round(leadMs / 6_000) / 10,
    componentNamed: warnings.some((warning) => warning.component === failure.component),
  };
}

/** The report as people read it. */
export function reportText(report: ReplayReport): string {
  const lines = report.events.map((event) => {
    const lead = event.leadMinutes === null ? '' : `${formatLead(event.leadMinutes)} ahead`;
    const named =
      event.verdict === 'missed' ? '' : event.componentNamed ? 'component named' : 'other component named';
    return `${event.at}  ${event.asset.padEnd(14)} ${event.component.padEnd(28)} ${event.verdict.padEnd(15)} ${lead.padEnd(16)} ${named}`;
  });
  const median =
    report.leadMinutesMedian === null ? '' : `, median lead ${formatLead(report.leadMinutesMedian)}`;
  return [
    ...lines,
    ...(lines.length === 0 ? ['No failure lies in the part that was played.'] : []),
    '',
    `${report.warnedInTime} of ${report.eventsTotal} failures warned in time, ${report.missed} missed${median}`,
    `${report.falseAlarms} false alarms in ${report.assetDays.toFixed(1)} asset-days (${report.falseAlarmsPerAssetDay.toFixed(3)} per asset-day)`,
    `warnings were active for ${(100 * report.warnedShare).toFixed(1)} % of the played time`,
    ...(report.played === null ? [] : playedText(report.played)),
  ].join('\n');
}

function playedText(played: PlayedRows): string[] {
  const { rows, rowsRead, rowsRefused, rowsJudged, rowsNotJudged, tookSeconds, waitedForPlatformSeconds } =
    played;
  const named = Object.entries(played.refusals).map(([reason, count]) => `${reason}: ${count}`);
  const reasons = named.length === 0 ? '' : ` (${named.join(', ')})`;
  const speed = (Date.parse(played.to) - Date.parse(played.from)) / 1_000 / Math.max(tookSeconds, 0.1);
  return [
    `${rows} rows played from ${played.from} to ${played.to}: ${rowsRead} read, ${rowsRefused} refused${reasons}, ${rowsJudged} judged, ${rowsNotJudged} not judged (model ${played.modelVersion})`,
    `${tookSeconds.toFixed(0)} s, ${speed.toFixed(0)} times real time; ${waitedForPlatformSeconds.toFixed(0)} s of them it waited for the platform`,
    ...(played.gateRefusal === null
      ? []
      : [
          `the gate had refused this model; it was played to show what it would have done: ${played.gateRefusal}`,
        ]),
  ];
}

function formatLead(minutes: number): string {
  return minutes >= 120 ? `${(minutes / 60).toFixed(1)} h` : `${minutes.toFixed(1)} min`;
}
