import { viewOf } from '@eagle/alerts/render';
import type { Alert } from '@eagle/contracts/domain';
import { textsOf, type TableColumn, type TableRows } from '@eagle/telemetry';

interface AlertColumn {
  readonly column: TableColumn;
  readonly cells: (alerts: readonly Alert[]) => TableRows['cells'][number];
}

const text = (name: string, textOf: (alert: Alert) => string | null): AlertColumn => ({
  column: { name, type: 'text' },
  cells: (alerts) => textsOf(alerts.map((alert) => textOf(alert) ?? '')),
});
const number = (name: string, numberOf: (alert: Alert) => number | null | undefined): AlertColumn => ({
  column: { name, type: 'number' },
  cells: (alerts) => Float64Array.from(alerts, (alert) => numberOf(alert) ?? Number.NaN),
});
const instant = (name: string, instantOf: (alert: Alert) => string | null): AlertColumn => ({
  column: { name, type: 'instant' },
  cells: (alerts) => Float64Array.from(alerts, (alert) => Date.parse(instantOf(alert) ?? '')),
});
const flag = (name: keyof Alert['state']): AlertColumn => text(name, ({ state }) => String(state[name]));

const COLUMNS: readonly AlertColumn[] = [
  instant('raised_at', ({ raisedAt }) => raisedAt),
  text('asset', ({ assetId }) => assetId),
  text('component', ({ component }) => component),
  text('severity', ({ severity }) => severity),
  text('origin', ({ origin }) => origin),
  text('title', (alert) => viewOf(alert).title),
  text('message', (alert) => viewOf(alert).message),
  ...(['active', 'acknowledged', 'shelved', 'suppressed', 'outOfService'] as const).map(flag),
  number('probability', ({ probability }) => probability),
  number('confidence', ({ confidence }) => confidence),
  number('time_to_failure [min]', ({ timeToFailure }) => timeToFailure),
  number('time_to_failure_low [min]', ({ timeToFailureInterval }) => timeToFailureInterval?.[0]),
  number('time_to_failure_high [min]', ({ timeToFailureInterval }) => timeToFailureInterval?.[1]),
  text('recommended_action', ({ recommendedAction }) => recommendedAction),
  text('model_version', ({ modelVersion }) => modelVersion),
  instant('acknowledged_at', ({ acknowledgedAt }) => acknowledgedAt),
  text('acknowledged_by', ({ acknowledgedBy }) => acknowledgedBy),
  instant('cleared_at', ({ clearedAt }) => clearedAt),
  instant('resolved_at', ({ resolvedAt }) => resolvedAt),
  text('resolution', ({ resolution }) => resolution),
  number('repeat_count', ({ repeatCount }) => repeatCount),
  instant('changed_at', ({ recordedAt }) => recordedAt),
  text('id', ({ id }) => id),
  number('revision', ({ revision }) => revision),
];

export const ALERT_COLUMNS: readonly TableColumn[] = COLUMNS.map(({ column }) => column);

/** Alerts as rows of a table, one each, as they are now. */
export const alertRowsOf = (alerts: readonly Alert[]): TableRows => ({
  rows: alerts.length,
  cells: COLUMNS.map(({ cells }) => cells(alerts)),
});
