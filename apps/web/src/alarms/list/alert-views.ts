import type { Alert } from '../../api/index.js';
import { isHeld } from '../../live/index.js';

/** What the list shows. `all` also holds alerts that are over. */
export const ALERT_VIEWS = ['active', 'unacknowledged', 'predicted', 'all'] as const;
export type AlertView = (typeof ALERT_VIEWS)[number];
/** Views of what is not over; the socket keeps them whole. */
export type LiveView = Exclude<AlertView, 'all'>;

export function isInView(alert: Alert, view: AlertView): boolean {
  if (view === 'all') return true;
  if (isHeld(alert)) return false;
  switch (view) {
    case 'active':
      return true;
    case 'unacknowledged':
      return !alert.state.acknowledged;
    case 'predicted':
      return alert.origin !== 'rule';
  }
}

export type ViewCounts = Readonly<Record<LiveView, number>> & { readonly held: HeldCounts };

export interface HeldCounts {
  readonly shelved: number;
  readonly suppressed: number;
  readonly outOfService: number;
}

/** True numbers of alerts in each view, whatever the filter hides. */
export function countViews(alerts: Iterable<Alert>): ViewCounts {
  const counts = { active: 0, unacknowledged: 0, predicted: 0 };
  const held = { shelved: 0, suppressed: 0, outOfService: 0 };
  for (const alert of alerts) {
    if (alert.state.shelved) held.shelved += 1;
    if (alert.state.suppressed) held.suppressed += 1;
    if (alert.state.outOfService) held.outOfService += 1;
    if (isHeld(alert)) continue;
    counts.active += 1;
    if (!alert.state.acknowledged) counts.unacknowledged += 1;
    if (alert.origin !== 'rule') counts.predicted += 1;
  }
  return { ...counts, held };
}
