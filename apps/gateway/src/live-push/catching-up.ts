import { viewOf } from '@eagle/alerts/render';
import type { AlertEvent } from '@eagle/contracts/bus';
import type { Alert, AlertId, OrganizationId } from '@eagle/contracts/domain';
import { CAUGHT_UP_STANDING_MAX, type SocketCaughtUp } from '@eagle/contracts/socket';

/** Late changes are summed up once none has come for this long. */
const QUIET_MS = 2_000;
/**
 * They are summed up after this long at the latest: active alerts must not wait for the end of a
 * long outage.
 */
const SUMMED_UP_AFTER_MS_MAX = 10_000;
/** Most alerts in one summary; at this number it is made at once. */
const ALERTS_MAX = 10_000;
/** Worst first. */
const SEVERITIES: readonly Alert['severity'][] = ['critical', 'high', 'medium', 'low'];

interface Late {
  readonly beganAtMs: number;
  lastAtMs: number;
  fromMs: number;
  toMs: number;
  readonly alerts: Map<AlertId, Alert>;
}

/**
 * Sums up what an organization's alerts did while the platform was behind. Each late change is
 * pushed as past, which wakes nobody; the summary says once how many came and went, and which are
 * still active. Takes the time as an argument; the owner calls `due` regularly.
 */
export class CatchingUp {
  private readonly byOrganization = new Map<OrganizationId, Late>();

  constructor(private readonly onCaughtUp: (summary: SocketCaughtUp) => void) {}

  /** @param nowMs monotonic */
  take({ organizationId, alert, change, late }: AlertEvent, nowMs: number): void {
    const known = this.byOrganization.get(organizationId);
    // While behind, a timely change belongs to the summary where the summary already has its alert.
    if (late !== true && known?.alerts.has(alert.id) !== true) return;
    const atMs = changedAtMs(alert, change);
    const behind = known ?? {
      beganAtMs: nowMs,
      lastAtMs: nowMs,
      fromMs: atMs,
      toMs: atMs,
      alerts: new Map(),
    };
    this.byOrganization.set(organizationId, behind);
    behind.lastAtMs = nowMs;
    behind.fromMs = Math.min(behind.fromMs, atMs);
    behind.toMs = Math.max(behind.toMs, atMs);
    behind.alerts.set(alert.id, alert);
    if (behind.alerts.size >= ALERTS_MAX) this.sumUp(organizationId, behind);
  }

  /** Sums up the changes that are due. @param nowMs monotonic */
  due(nowMs: number): void {
    for (const [organizationId, behind] of this.byOrganization) {
      const isQuiet = nowMs - behind.lastAtMs >= QUIET_MS;
      if (isQuiet || nowMs - behind.beganAtMs >= SUMMED_UP_AFTER_MS_MAX) this.sumUp(organizationId, behind);
    }
  }

  private sumUp(organizationId: OrganizationId, { fromMs, toMs, alerts }: Late): void {
    this.byOrganization.delete(organizationId);
    const standing = [...alerts.values()]
      .filter(({ state }) => state.active)
      .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
    this.onCaughtUp({
      organizationId,
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
      pastAlerts: alerts.size - standing.length,
      standingAlerts: standing.length,
      standing: standing.slice(0, CAUGHT_UP_STANDING_MAX).map((alert) => viewOf(alert)),
    });
  }
}

/** The event time of a change, as far as the alert has it. */
function changedAtMs(alert: Alert, change: AlertEvent['change']): number {
  return Date.parse(alert.eventAt ?? (change === 'cleared' ? alert.clearedAt : null) ?? alert.raisedAt);
}
