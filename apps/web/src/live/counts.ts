import type { Alert, Severity } from '../api/index.js';

export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Severity[];

export interface PriorityCount {
  /** Active and waiting for somebody. */
  readonly unacknowledged: number;
  readonly active: number;
}

export type AlertCounts = Readonly<Record<Severity, PriorityCount>>;

/** Shelved, suppressed and out of service are on lists of their own. */
export const isHeld = ({ state }: Alert): boolean => state.shelved || state.suppressed || state.outOfService;

/** Alerts that the active list shows: held ones are on lists of their own. */
export const shownAlerts = (alerts: ReadonlyMap<string, Alert>): Alert[] =>
  [...alerts.values()].filter((alert) => !isHeld(alert));

/** What the annunciator shows. */
export function countAlerts(alerts: ReadonlyMap<string, Alert>): AlertCounts {
  const count = (severity: Severity): PriorityCount => {
    const ofPriority = shownAlerts(alerts).filter(
      (alert) => alert.severity === severity && alert.state.active,
    );
    return {
      active: ofPriority.length,
      unacknowledged: ofPriority.filter(({ state }) => !state.acknowledged).length,
    };
  };
  return { critical: count('critical'), high: count('high'), medium: count('medium'), low: count('low') };
}

/** The newest unacknowledged active alert of the highest priority that has one. */
export function latestUnacknowledged(alerts: ReadonlyMap<string, Alert>): Alert | null {
  const waiting = shownAlerts(alerts).filter(({ state }) => state.active && !state.acknowledged);
  const rank = ({ severity }: Alert): number => SEVERITIES.indexOf(severity);
  return waiting.reduce<Alert | null>((best, alert) => {
    if (best === null || rank(alert) < rank(best)) return alert;
    if (rank(alert) > rank(best)) return best;
    return Date.parse(alert.raisedAt) > Date.parse(best.raisedAt) ? alert : best;
  }, null);
}

/** Name of the asset, as the rule or the model knew it. */
export function assetNameOf({ causes, assetId }: Alert): string {
  const names = causes.map(({ facts }) => ('assetName' in facts ? facts.assetName : undefined));
  return names.find((name) => name !== undefined) ?? assetId;
}
