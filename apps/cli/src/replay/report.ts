import type { AlertPush } from '@eagle/contracts';
import type { RecordedFailure } from './recording.js';

/** One warning as an operator got it: the first moment at which an alert of an asset was predictive. */
export interface Warning {
  readonly asset: string;
  readonly component: string;
  readonly atMs: number;
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

export interface ReplayReport {
  readonly events: readonly EventVerdict[];
  readonly eventsTotal: number;
  readonly warnedInTime: number;
  readonly missed: number;
  readonly leadMinutesMedian: number | null;
  readonly falseAlarms: number;
  readonly assetDays: number;
  readonly falseAlarmsPerAssetDay: number;
}

/** The first predictive word of each alert, from what the socket sent. */
export function warningsOf(pushes: readonly AlertPush[]): Warning[] {
  const seen = new Set<string>();
  const warnings: Warning[] = [];
  for (const { alert, change } of pushes) {
    if (
      alert.predictedAt === null ||
      (change !== 'raised' && change !== 'joined' && change !== 'reactivated')
    )
      continue;
    const key = `${alert.id} ${alert.predictedAt}`;
    if (seen.has(key)) continue;
    seen.add(key);
    warnings.push({ asset: alert.assetId, component: alert.component, atMs: Date.parse(alert.predictedAt) });
  }
  return warnings;
}

/**
 * Judges warnings against what really happened. A warning speaks for a failure of its asset that follows within the horizon; it is in time
 * when at least `leadMsMin` remain. A warning with no failure within the horizon is false.
 */
export function judge(
  failures: readonly RecordedFailure[],
  warnings: readonly Warning[],
  scale: { readonly horizonMs: number; readonly leadMsMin: number; readonly assetDays: number },
): ReplayReport {
  const speaksFor = (warning: Warning, failure: RecordedFailure): boolean =>
    warning.asset === failure.asset &&
    failure.atMs >= warning.atMs &&
    failure.atMs - warning.atMs <= scale.horizonMs;
  const events = failures.map((failure) =>
    verdictOn(
      failure,
      warnings.filter((warning) => speaksFor(warning, failure)),
      scale.leadMsMin,
    ),
  );
  const falseAlarms = warnings.filter(
    (warning) => !failures.some((failure) => speaksFor(warning, failure)),
  ).length;
  const leads = events
    .flatMap((event) => (event.leadMinutes === null ? [] : [event.leadMinutes]))
    .sort((a, b) => a - b);
  return {
    events,
    eventsTotal: events.length,
    warnedInTime: events.filter((event) => event.verdict === 'warned in time').length,
    missed: events.filter((event) => event.verdict === 'missed').length,
    leadMinutesMedian: leads[Math.floor(leads.length / 2)] ?? null,
    falseAlarms,
    assetDays: scale.assetDays,
    falseAlarmsPerAssetDay: scale.assetDays > 0 ? falseAlarms / scale.assetDays : 0,
  };
}

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
    '',
    `${report.warnedInTime} of ${report.eventsTotal} failures warned in time, ${report.missed} missed${median}`,
    `${report.falseAlarms} false alarms in ${report.assetDays.toFixed(1)} asset-days (${report.falseAlarmsPerAssetDay.toFixed(3)} per asset-day)`,
  ].join('\n');
}

function formatLead(minutes: number): string {
  return minutes >= 120 ? `${(minutes / 60).toFixed(1)} h` : `${minutes.toFixed(1)} min`;
}
