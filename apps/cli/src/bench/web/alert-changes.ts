import { randomUUID } from 'node:crypto';
import {
  type Alert,
  type AlertChange,
  alertSchema,
  type AssetId,
  type OrganizationId,
} from '@eagle/contracts/domain';

const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
const COMPONENTS = ['bearing', 'heater', 'oil-system', 'conveyor'] as const;
const MINUTE_MS = 60_000;
const LIMIT = 80;

/** Where alerts are, and by whom they are acknowledged. */
export interface Plant {
  readonly organizationId: OrganizationId;
  readonly assets: readonly { readonly assetId: AssetId; readonly name: string }[];
}

/** Beside each other, alerts have all priorities; every third is acknowledged. */
export function standingAlert({ organizationId, assets }: Plant, index: number, raisedAtMs: number): Alert {
  const asset = assets[index % assets.length];
  if (asset === undefined) throw new Error('A plant has at least one asset.');
  const at = new Date(raisedAtMs).toISOString();
  const severity = SEVERITIES[index % SEVERITIES.length];
  const acknowledged = index % 3 === 2;
  const station = String(index).padStart(4, '0');
  const facts = {
    ...{ type: 'limit', assetName: asset.name, ruleTitle: `Station ${station} is hot`, state: 'running' },
    ...{ tag: `temperature-${station}`, label: `Station ${station}`, since: at },
    ...{ unit: '°C', value: LIMIT + (index % 17), side: 'high', limit: LIMIT },
  };
  return alertSchema.parse({
    ...{ id: randomUUID(), organizationId, assetId: asset.assetId, kind: 'temperature', origin: 'rule' },
    ...{ component: COMPONENTS[index % COMPONENTS.length], severity, revision: 1, repeatCount: index % 5 },
    state: { active: true, acknowledged, shelved: false, suppressed: false, outOfService: false },
    causes: [{ ruleId: 'hot', severity, facts }],
    ...{ probability: null, confidence: null, timeToFailure: null, timeToFailureInterval: null },
    ...{ topFactors: [], recommendedAction: '', modelVersion: null },
    ...{ raisedAt: at, predictedAt: null, ruleAt: at, eventAt: at, recordedAt: at },
    ...{ acknowledgedAt: acknowledged ? at : null, acknowledgedBy: null, clearedAt: null },
    ...{ resolvedAt: null, resolution: null },
  });
}

/** Ten in ten minutes would be a flood, which is shown as groups. */
const APART_MS = 3 * MINUTE_MS;

/** Standing alerts, the newest a minute old. */
export const standingAlerts = (plant: Plant, count: number, nowMs: number): Alert[] =>
  Array.from({ length: count }, (_, index) =>
    standingAlert(plant, index, nowMs - MINUTE_MS - index * APART_MS),
  );

export interface MadeChange {
  readonly change: AlertChange;
  readonly alert: Alert;
}

/**
 * Changes of a busy plant, in the same order each time: alerts come, are acknowledged, change their
 * priority or their value, and go. As many come as go.
 */
export class AlertChanges {
  private readonly byId: Map<string, Alert>;
  private made = 0;
  private raised: number;

  constructor(
    private readonly plant: Plant,
    standing: readonly Alert[],
  ) {
    this.byId = new Map(standing.map((alert) => [alert.id, alert]));
    this.raised = standing.length;
  }

  /** The newest of each alert that is not over. */
  get standing(): readonly Alert[] {
    return [...this.byId.values()];
  }

  next(nowMs: number): MadeChange {
    const kind = this.made % 5;
    this.made += 1;
    const at = new Date(nowMs).toISOString();
    if (kind === 0) return this.raise(nowMs);
    if (kind === 4) return this.end(at);
    const alert = this.pick();
    if (kind === 1) {
      const state = { ...alert.state, acknowledged: true };
      return this.keep('acknowledged', { ...alert, state, acknowledgedAt: at });
    }
    if (kind === 2) {
      const next = (SEVERITIES.indexOf(alert.severity) + 1) % SEVERITIES.length;
      return this.keep('severity-changed', { ...alert, severity: SEVERITIES[next] ?? 'low' });
    }
    return this.keep('updated', { ...alert, repeatCount: alert.repeatCount + 1 });
  }

  /** A new alert of the highest priority, which nobody has acknowledged: it belongs to the top. */
  raiseCritical(nowMs: number): MadeChange {
    const raised = standingAlert(this.plant, this.raised, nowMs);
    this.raised += 1;
    const state = { ...raised.state, acknowledged: false };
    return this.take('raised', { ...raised, severity: 'critical', state, acknowledgedAt: null });
  }

  private raise(nowMs: number): MadeChange {
    const alert = standingAlert(this.plant, this.raised, nowMs);
    this.raised += 1;
    return this.take('raised', alert);
  }

  /** The oldest one clears; it counts as acknowledged, so that it leaves the list. */
  private end(at: string): MadeChange {
    const [oldest = this.pick()] = this.byId.values();
    const state = { ...oldest.state, active: false, acknowledged: true };
    const alert = { ...oldest, state, clearedAt: at, revision: oldest.revision + 1 };
    this.byId.delete(oldest.id);
    return { change: 'cleared', alert };
  }

  private pick(): Alert {
    const standing = this.byId.size;
    // A step that has no divisor in common with most counts, so that all get their turn.
    const at = (this.made * 7_919) % standing;
    const alert = [...this.byId.values()][at];
    if (alert === undefined) throw new Error('Every alert is over.');
    return alert;
  }

  private keep(change: AlertChange, alert: Alert): MadeChange {
    return this.take(change, { ...alert, revision: alert.revision + 1 });
  }

  private take(change: AlertChange, alert: Alert): MadeChange {
    this.byId.set(alert.id, alert);
    return { change, alert };
  }
}
