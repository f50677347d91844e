import type { Alert } from '../../api/index.js';
import { assetNameOf } from '../../live/index.js';
import { csvLine } from '../../parts/index.js';
import { readingOf } from './reading.js';

/** Read by a program: ids, raw names and ISO times, beside the words that people see. */
export const COLUMNS = [
  'id',
  'raisedAt',
  'priority',
  'title',
  'asset',
  'assetName',
  'component',
  'origin',
  'active',
  'acknowledged',
  'acknowledgedAt',
  'clearedAt',
  'repeats',
  'value',
  'unit',
  'setValue',
  'limit',
  'predictedAt',
  'minutesToFailure',
  'minutesLow',
  'minutesHigh',
  'probability',
  'confidence',
  'recommendedAction',
] as const;

/**
 * Alerts as CSV, in their order.
 * @param timeOf  An instant in the plant's zone, ISO 8601 with its offset.
 */
export function alertsCsv(alerts: readonly Alert[], timeOf: (at: string) => string): string {
  const time = (at: string | null): string => (at === null ? '' : timeOf(at));
  const lines = alerts.map((alert) => {
    const reading = readingOf(alert);
    const measured = reading?.kind === 'measured' ? reading : null;
    const against = (kind: 'set' | 'limit'): number | null =>
      measured?.against?.kind === kind ? measured.against.value : null;
    const [low = null, high = null] = alert.timeToFailureInterval ?? [];
    return csvLine([
      alert.id,
      time(alert.raisedAt),
      alert.severity,
      alert.title,
      alert.assetId,
      assetNameOf(alert),
      alert.component,
      alert.origin,
      String(alert.state.active),
      String(alert.state.acknowledged),
      time(alert.acknowledgedAt),
      time(alert.clearedAt),
      alert.repeatCount,
      measured?.value ?? null,
      measured?.unit ?? null,
      against('set'),
      against('limit'),
      time(alert.predictedAt),
      alert.timeToFailure,
      low,
      high,
      alert.probability,
      alert.confidence,
      alert.recommendedAction,
    ]);
  });
  return csvLine(COLUMNS) + lines.join('');
}
