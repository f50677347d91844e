import type { Alert } from '../../api/index.js';

/** Something that happened to an alert. `at` is in milliseconds since 1970. */
export type Happening = { readonly at: number } & (
  | { readonly kind: 'raised' | 'rule' | 'cleared' }
  | { readonly kind: 'predicted'; readonly version: string }
  /** A rule saw what was predicted; how long after is what the prediction was worth. */
  | { readonly kind: 'lead'; readonly leadMs: number }
  | { readonly kind: 'acknowledged'; readonly userId: string | null }
  | { readonly kind: 'ended'; readonly why: string }
  | { readonly kind: 'note'; readonly text: string }
);

interface Note {
  readonly note: string;
  readonly at: string;
}

/** What the alert tells of itself, newest first. What it does not hold is left out. */
export function happeningsOf(alert: Alert, notes: readonly Note[]): Happening[] {
  const { origin, predictedAt, ruleAt, acknowledgedAt, clearedAt, resolvedAt } = alert;
  const found: Happening[] = [];
  if (predictedAt === null) found.push({ kind: 'raised', at: Date.parse(alert.raisedAt) });
  else found.push({ kind: 'predicted', at: Date.parse(predictedAt), version: alert.modelVersion ?? '' });
  if (origin === 'both' && predictedAt !== null && ruleAt !== null) {
    const leadMs = Date.parse(ruleAt) - Date.parse(predictedAt);
    // A rule can also be the first of the two.
    found.push(
      leadMs > 0
        ? { kind: 'lead', at: Date.parse(ruleAt), leadMs }
        : { kind: 'rule', at: Date.parse(ruleAt) },
    );
  }
  if (acknowledgedAt !== null) {
    found.push({ kind: 'acknowledged', at: Date.parse(acknowledgedAt), userId: alert.acknowledgedBy });
  }
  if (clearedAt !== null) found.push({ kind: 'cleared', at: Date.parse(clearedAt) });
  if (resolvedAt !== null)
    found.push({ kind: 'ended', at: Date.parse(resolvedAt), why: alert.resolution ?? '' });
  for (const { note, at } of notes) found.push({ kind: 'note', at: Date.parse(at), text: note });
  return found.sort((one, other) => other.at - one.at);
}
